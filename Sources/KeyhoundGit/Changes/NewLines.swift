package import KeyhoundCore

/// The lines that a change brings into a file.
///
/// A line is new when the file has more copies of it than before. So a line that moves within its file is not new, and neither is one
/// whose ending changes; one that is edited or indented anew is. Which of several equal lines is the new one is decided in favour of the last.
package enum NewLines {
  /// The stretches of `bytes` that no version in `older` has: with several, as in a merge, only what all of them lack.
  package static func ranges(
    in bytes: UnsafeRawBufferPointer, since older: [UnsafeRawBufferPointer]
  ) -> ByteRanges {
    var result = ByteRanges()
    result.append(0..<bytes.count)
    for old in older { result = result.intersection(ranges(in: bytes, since: old)) }
    return result
  }

  private static func ranges(in bytes: UnsafeRawBufferPointer, since old: UnsafeRawBufferPointer) -> ByteRanges {
    let start = commonStart(bytes, old)
    let end = commonEnd(bytes, old, from: start)
    var copies = LineCopies(of: old, in: start..<old.count - end)
    var result = ByteRanges()
    for line in Lines(of: bytes, in: start..<bytes.count - end) { copies.appendNew(line, of: bytes, to: &result) }
    return result
  }

  /// How many bytes both begin with, up to the beginning of a line.
  private static func commonStart(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    let limit = min(a.count, b.count)
    var offset = 0
    while offset + block <= limit, isEqual(a, offset, b, offset) { offset += block }
    while offset < limit, a[offset] == b[offset] { offset += 1 }
    if offset == a.count && offset == b.count { return offset }
    while offset > 0, !Lines.endsLine(a[offset - 1]) { offset -= 1 }
    return offset
  }

  /// How many bytes both end with, from the end of a line on, not counting the first `start` bytes.
  private static func commonEnd(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, from start: Int) -> Int {
    let limit = min(a.count, b.count) - start
    var count = 0
    while count + block <= limit, isEqual(a, a.count - count - block, b, b.count - count - block) { count += block }
    while count < limit, a[a.count - count - 1] == b[b.count - count - 1] { count += 1 }
    while count > 0, !Lines.endsLine(a[a.count - count]) { count -= 1 }
    return count
  }

  private static let block = 64

  private static func isEqual(_ a: UnsafeRawBufferPointer, _ i: Int, _ b: UnsafeRawBufferPointer, _ j: Int) -> Bool {
    for offset in stride(from: 0, to: block, by: 8) {
      let left = a.loadUnaligned(fromByteOffset: i + offset, as: UInt64.self)
      if left != b.loadUnaligned(fromByteOffset: j + offset, as: UInt64.self) { return false }
    }
    return true
  }
}
