import CCompression
import KeyhoundCore

/// A step that liblzma takes: LZMA in two kinds, and the filters that go before it.
final class LZMAStage: ByteStage {
  private var stream = lzma_stream()
  private let source: any ByteStage
  private let input = ReadBuffer(capacity: 1 << 16)
  private var isAtEnd = false
  /// Why nothing can be read any more.
  private var failure: ArchiveError?

  private static let memoryLimit: UInt64 = 512 << 20
  /// `LZMA_FILTER_LZMA2` and the like, macros that Swift does not see.
  private static let lzma2: UInt64 = 0x21
  private static let delta: UInt64 = 0x03
  private static let end = UInt64.max

  private init(_ source: any ByteStage, _ start: (inout lzma_stream) -> lzma_ret) throws(ArchiveError) {
    self.source = source
    switch start(&stream) {
    case LZMA_OK: break
    case LZMA_MEM_ERROR, LZMA_MEMLIMIT_ERROR: throw .tooLarge("it needs more than \(Self.memoryLimit >> 20) MiB to unpack")
    case LZMA_OPTIONS_ERROR: throw .unsupported("it is packed in a way that this build's liblzma does not understand")
    default: throw .damaged("the compressed data make no sense")
    }
  }

  deinit { lzma_end(&stream) }

  /// LZMA. The text has a header of its own here, as in `.lzma` files, which says where it ends: in 7z the end is mostly not marked.
  convenience init(alone source: any ByteStage, properties: [UInt8], size: Int) throws(ArchiveError) {
    guard properties.count == 5 else { throw SevenZipReader.nonsense }
    let dictionary = properties[1...].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = [properties[0]] + Self.little(Self.dictionary(dictionary, size), 4) + Self.little(size, 8)
    try self.init(JoinedBytes(header, source)) { lzma_alone_decoder(&$0, Self.memoryLimit) }
  }

  convenience init(lzma2 source: any ByteStage, properties: [UInt8], size: Int) throws(ArchiveError) {
    guard let bits = properties.first, bits <= 40 else { throw SevenZipReader.nonsense }
    let dictionary = bits == 40 ? Int(UInt32.max) : (2 | Int(bits) & 1) << (Int(bits) / 2 + 11)
    try self.init(source) { Self.startRaw(&$0, dictionary: Self.dictionary(dictionary, size), before: nil) }
  }

  /// A filter alone.
  convenience init(filter id: UInt64, _ source: any ByteStage) throws(ArchiveError) {
    try self.init(StoredLZMA2(source)) { Self.startRaw(&$0, dictionary: 1 << 16, before: lzma_filter(id: id, options: nil)) }
  }

  convenience init(delta source: any ByteStage, distance: Int) throws(ArchiveError) {
    var options = lzma_options_delta()
    options.type = LZMA_DELTA_TYPE_BYTE
    options.dist = UInt32(distance)
    try self.init(StoredLZMA2(source)) { stream in
      withUnsafeMutablePointer(to: &options) {
        Self.startRaw(&stream, dictionary: 1 << 16, before: lzma_filter(id: Self.delta, options: $0))
      }
    }
  }

  /// Begins to decode LZMA2, and `filter` behind it.
  private static func startRaw(_ stream: inout lzma_stream, dictionary: Int, before filter: lzma_filter?) -> lzma_ret {
    var options = lzma_options_lzma()
    options.dict_size = UInt32(dictionary)
    return withUnsafeMutablePointer(to: &options) { options in
      let filters = [filter, lzma_filter(id: lzma2, options: options), lzma_filter(id: end, options: nil)].compactMap { $0 }
      guard lzma_raw_decoder_memusage(filters) <= memoryLimit else { return LZMA_OPTIONS_ERROR }
      return lzma_raw_decoder(&stream, filters)
    }
  }

  /// A text cannot refer back farther than to its start: no larger dictionary is needed, whatever is claimed.
  private static func dictionary(_ claimed: Int, _ size: Int) -> Int { max(4096, min(claimed, size)) }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    if let failure { throw failure }
    stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = room.count
    do {
      while stream.avail_out > 0, !isAtEnd { try step(room.count) }
    } catch {
      // What came before it is handed over first.
      failure = error
      if stream.avail_out == room.count { throw error }
    }
    return room.count - stream.avail_out
  }

  private func step(_ count: Int) throws(ArchiveError) {
    var isLast = false
    if stream.avail_in == 0 {
      stream.avail_in = try source.read(into: input.bytes)
      stream.next_in = UnsafePointer(input.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
      isLast = stream.avail_in == 0
    }
    switch lzma_code(&stream, isLast ? LZMA_FINISH : LZMA_RUN) {
    case LZMA_OK: if isLast && stream.avail_out == count { throw .damaged("the end is missing") }
    case LZMA_STREAM_END: isAtEnd = true
    case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR: throw .tooLarge("it needs more than \(Self.memoryLimit >> 20) MiB to unpack")
    default: throw .damaged("the compressed data make no sense")
    }
  }
}

/// A few bytes, and others behind them.
private final class JoinedBytes: ByteStage {
  private var first: [UInt8]
  private let second: any ByteStage

  init(_ first: [UInt8], _ second: any ByteStage) {
    self.first = first
    self.second = second
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    guard !first.isEmpty else { return try second.read(into: room) }
    let next = first.prefix(room.count)
    room.copyBytes(from: next)
    first.removeFirst(next.count)
    return next.count
  }
}

/// Bytes dressed up as LZMA2 that compresses nothing: liblzma runs filters only before that or the like.
private final class StoredLZMA2: ByteStage {
  private let source: any ByteStage
  private var isAtEnd = false

  init(_ source: any ByteStage) {
    self.source = source
  }

  /// `room` has at least four bytes.
  func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    guard !isAtEnd else { return 0 }
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room.dropFirst(3).prefix(1 << 16)))
    guard count > 0 else {
      isAtEnd = true
      room[0] = 0
      return 1
    }
    // Not compressed, nothing to be remembered from before; then the size.
    (room[0], room[1], room[2]) = (1, UInt8(truncatingIfNeeded: (count - 1) >> 8), UInt8(truncatingIfNeeded: count - 1))
    return count + 3
  }
}
