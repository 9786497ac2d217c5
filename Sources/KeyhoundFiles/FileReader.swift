#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// Reads a descriptor to its end and hands it over: whole where it is small enough to hold, else window by window.
///
/// Windows overlap, so that every secret lies in one with all the context that rules may look at, and each window reports only the
/// secrets that begin in the part it owns.
struct FileReader {
  let descriptor: Int32
  let origin: Origin
  let sink: any UnitSink
  let limits: ReadLimits
  /// Whether reading less than was asked for means the end, as with regular files; a pipe may have more.
  var endsWithShortRead = false

  /// Reads and scans everything.
  /// - Returns: one file and its bytes.
  func scanAll() throws(SystemError) -> Coverage {
    var coverage = Coverage()
    coverage.files = 1
    let limit = limits.whole(for: origin.path)
    let count = try fill(upTo: limit, from: 0)
    guard count == limit else {
      scan(bytes(0..<count), isWhole: true)
      coverage.bytes = count
      return coverage
    }
    let size = Self.size(of: descriptor)
    coverage.bytes = try scanWindows(count)
    if coverage.bytes < size {
      sink.report(Issue(.changed, path: origin.path, message: "it became shorter while it was read; scan again"))
    }
    return coverage
  }

  /// The bytes of a file; 0 for what has no size, such as a pipe.
  static func size(of descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(sink.buffer.bytes).view(range) }

  private func scan(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) {
    var chunk = Chunk(whole: bytes, origin: origin)
    chunk.isBinary = TextKind.isBinary(bytes)
    sink.scan(chunk)
  }

  /// Scans what is in the buffer and then the rest, in windows. Returns the number of bytes in all.
  private func scanWindows(_ first: Int) throws(SystemError) -> Int {
    var window = Window(count: first, isBinary: TextKind.isBinary(bytes(0..<first)))
    while true {
      let isLast = window.count < window.limit
      let end = isLast ? window.count : window.count - limits.context
      let raw = RawText(bytes(0..<window.count), startByte: window.startByte, start: window.start)
      var chunk = Chunk(raw: raw, origin: origin, owned: window.ownedStart..<end, isWhole: false)
      chunk.isBinary = window.isBinary
      sink.scan(chunk)
      if isLast { return window.startByte + window.count }
      window.advance(ownedEnd: end, keeping: limits.context, raw, sink.buffer)
      window.limit = limits.window
      window.count = try fill(upTo: window.limit, from: window.count)
    }
  }

  /// Reads until `limit` bytes are in the buffer or the end is reached. Returns how many there are.
  private func fill(upTo limit: Int, from start: Int) throws(SystemError) -> Int {
    var count = start
    while count < limit {
      if count == sink.buffer.capacity { sink.buffer.reserve(min(limit, count * 2)) }
      let room = min(limit, sink.buffer.capacity) - count
      guard let more = Self.read(descriptor, into: sink.buffer, at: count, atMost: room) else {
        throw SystemError(code: errno)
      }
      count += more
      if more == 0 || (endsWithShortRead && more < room) { return count }
    }
    return count
  }

  /// Reads once, behind the first `count` bytes of `buffer`. Returns `nil`, with `errno` set, when that fails.
  static func read(_ descriptor: Int32, into buffer: ReadBuffer, at count: Int, atMost limit: Int = .max) -> Int? {
    if count == buffer.capacity { buffer.reserve(count * 2) }
    while true {
      let room = min(limit, buffer.capacity - count)
      let more = systemRead(descriptor, buffer.bytes.baseAddress! + count, room)
      if more >= 0 { return more }
      if errno != EINTR { return nil }
    }
  }
}

private func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, memory, count)
}

/// What lies in the buffer, and which part of it is reported.
private struct Window {
  /// Bytes in the buffer, and how many were asked for.
  var count: Int
  var limit: Int
  /// Where the first of them lies in the file.
  var startByte = 0
  var start = Position()
  /// The first offset that this window owns.
  var ownedStart = 0
  let isBinary: Bool

  init(count: Int, isBinary: Bool) {
    self.count = count
    limit = count
    self.isBinary = isBinary
  }

  /// Moves on: the next window owns what comes behind `ownedEnd`, and keeps `context` bytes before it.
  mutating func advance(ownedEnd: Int, keeping context: Int, _ raw: RawText, _ buffer: ReadBuffer) {
    var keep = max(0, ownedEnd - context)
    while keep > 0, raw.bytes[keep].isUTF8Continuation { keep -= 1 }
    start = raw.position(at: keep)
    startByte += keep
    buffer.bytes.baseAddress!.copyMemory(from: buffer.bytes.baseAddress! + keep, byteCount: count - keep)
    count -= keep
    ownedStart = ownedEnd - keep
  }
}
