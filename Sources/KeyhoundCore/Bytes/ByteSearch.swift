#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// The first offset of `byte` at or behind `start`.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  package var hasZeros: Bool { firstIndex(of: 0, from: 0) != nil }

  /// The offset behind the last line feed before `offset`, not looking further back than `limit` bytes.
  package func lineStart(before offset: Int, limit: Int) -> Int {
    var start = offset
    let stop = Swift.max(0, offset - limit)
    while start > stop, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  /// The offset of the first line feed (or carriage return before one) from `offset` on, or the end, at most `limit` bytes on.
  package func lineEnd(from offset: Int, limit: Int) -> Int {
    let stop = Swift.min(count, offset + limit)
    let end = offset < stop ? view(0..<stop).firstIndex(of: UInt8(ascii: "\n"), from: offset) ?? stop : stop
    return end > offset && end < count && self[end] == UInt8(ascii: "\n") && self[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }
}
