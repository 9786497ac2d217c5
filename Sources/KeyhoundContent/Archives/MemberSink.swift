import KeyhoundCore

/// Takes the members of one archive and sends each on as a file of its own.
final class MemberSink {
  private let chunk: Chunk
  private let limits: UnpackLimits
  private let sink: any ExtractionSink
  private let output: UnpackBuffer
  /// How many members were sent on.
  private(set) var count = 0

  init(chunk: Chunk, limits: UnpackLimits, sink: any ExtractionSink) {
    self.chunk = chunk
    self.limits = limits
    self.sink = sink
    output = UnpackBuffer(limit: limits.memberBytes)
  }

  /// Sends on a member that lies in the archive as it is.
  func add(_ bytes: UnsafeRawBufferPointer, name: String) throws(ArchiveError) {
    guard count < limits.members else { throw .tooLarge("it has more than \(limits.members) members") }
    count += 1
    guard sink.claim(bytes.count) else { throw .tooLarge("too much is packed inside one another") }
    var member = Chunk(whole: bytes, origin: chunk.origin)
    member.origin.path += "!\(name)"
    member.isBinary = TextKind.isBinary(bytes)
    sink.scanMember(member)
  }

  /// Sends on a member that `decompress` brings forth.
  func add(name: String, _ decompress: (UnpackBuffer) throws(ArchiveError) -> Void) throws(ArchiveError) {
    output.removeAll()
    try decompress(output)
    try add(output.bytes, name: name)
  }

  /// The last member that a `decompress` brought forth.
  var lastUnpacked: UnsafeRawBufferPointer { output.bytes }

  /// Sends on what a compressed file holds, under the file's name without its ending.
  func addCompressed(
    _ endings: [String], _ decompress: (UnpackBuffer) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let name = String(chunk.origin.path.split { $0 == "/" || $0 == "!" }.last ?? "data")
    let ending = endings.first { name.lowercased().hasSuffix($0) && name.count > $0.count }
    let inner = name.lowercased().hasSuffix(".tgz") ? name.dropLast(3) + "tar" : name.dropLast(ending?.count ?? 0)
    try add(name: String(inner), decompress)
  }

  /// Sends on what lies in the archive and belongs to no member, each range as a text of its own.
  func add(_ ranges: [Range<Int>]) {
    for range in ranges { sink.scanMember(chunk.part(range)) }
  }

  /// Sends on what stands behind the end of the archive; zeros are padding.
  func addRest(from end: Int) {
    let rest = chunk.bytes[end...].drop { $0 == 0 }
    if !rest.isEmpty { add([rest.startIndex..<rest.endIndex]) }
  }

  /// Says that one member was left out and why; the others are read.
  func report(_ error: ArchiveError, name: String) {
    sink.report(Issue(error.kind, path: "\(chunk.origin.path)!\(name)", message: error.description))
  }

  func skip(_ reason: SkipReason) { sink.skip(reason) }
}

/// Memory that decompressed bytes are collected in, up to a limit.
final class UnpackBuffer {
  private let memory = ReadBuffer(capacity: 1 << 16)
  let limit: Int
  private(set) var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory.bytes).view(0..<count) }

  func removeAll() { count = 0 }

  /// Free memory of at least one byte, which `advance` makes part of the text.
  func room() throws(ArchiveError) -> UnsafeMutableRawBufferPointer {
    guard count < limit else { throw .tooLarge("it unpacks to more than \(limit >> 20) MiB") }
    if count == memory.capacity { memory.reserve(min(limit, count * 2)) }
    return UnsafeMutableRawBufferPointer(rebasing: memory.bytes[count..<min(limit, memory.capacity)])
  }

  /// Makes sure that `size` bytes fit, all told.
  func reserve(_ size: Int) throws(ArchiveError) {
    guard size <= limit else { throw .tooLarge("it unpacks to more than \(limit >> 20) MiB") }
    memory.reserve(size)
  }

  /// Appends `bytes`.
  func copy(_ bytes: [UInt8]) throws(ArchiveError) {
    guard bytes.count <= limit - count else { throw .tooLarge("it has more than \(limit >> 20) MiB") }
    memory.reserve(count + bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: memory.bytes[count...]).copyBytes(from: bytes)
    count += bytes.count
  }

  func advance(by written: Int) { count += written }
}
