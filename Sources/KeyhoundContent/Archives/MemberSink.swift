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
    member.origin.textNumbers.append(count)
    member.isBinary = TextKind.isBinary(bytes)
    sink.scanMember(member)
  }

  /// Sends on a member that `decompress` brings forth; of a damaged one what it brought forth until then.
  @discardableResult
  func add<Result>(name: String, _ decompress: (UnpackBuffer) throws(ArchiveError) -> Result) throws(ArchiveError) -> Result {
    output.removeAll()
    let result: Result
    do {
      result = try decompress(output)
    } catch .damaged(let what) {
      if output.count > 0 { try add(output.bytes, name: name) }
      throw .damaged(what)
    }
    try add(output.bytes, name: name)
    return result
  }

  /// The last member that a `decompress` brought forth.
  var lastUnpacked: UnsafeRawBufferPointer { output.bytes }

  /// Sends on what a compressed file holds, under the file's name without its ending, and what stands behind that.
  func addCompressed(_ endings: [String], as stream: any CompressedStream.Type) throws(ArchiveError) {
    let name = String(chunk.origin.path.split { $0 == "/" || $0 == "!" }.last ?? "data")
    let ending = endings.first { name.lowercased().hasSuffix($0) && name.count > $0.count }
    let inner = name.lowercased().hasSuffix(".tgz") ? name.dropLast(3) + "tar" : name.dropLast(ending?.count ?? 0)
    let end = try add(name: String(inner)) { (output) throws(ArchiveError) in try stream.decompress(chunk.bytes, into: output) }
    addRest(from: end)
  }

  /// Sends on what lies in the archive and belongs to no member, each range as a text of its own.
  func add(_ ranges: [Range<Int>]) {
    for range in ranges { sink.scanMember(chunk.part(range)) }
  }

  /// Sends on what stands behind the end of the archive; zeros are padding.
  private func addRest(from end: Int) {
    let rest = chunk.bytes[end...].drop { $0 == 0 }
    if !rest.isEmpty { add([rest.startIndex..<rest.endIndex]) }
  }

  /// Says that one member was left out and why; the others are read.
  func report(_ error: ArchiveError, name: String) {
    sink.report(Issue(error.kind, path: "\(chunk.origin.path)!\(name)", message: error.description))
  }

  func skip(_ reason: SkipReason) { sink.skip(reason) }
}
