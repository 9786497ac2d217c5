/// The lines that a secret spans, and those that a backslash at the end joins to them: where a remark may stand that concerns the secret.
///
/// In a notebook the lines are the cell's, whatever the file's look like. Of a very long line it is what is near the secret.
struct LogicalLine {
  let range: Range<Int>
  private let bytes: UnsafeRawBufferPointer

  /// How far from the secret a remark may stand, in bytes, and how many lines may be joined on either side.
  private static let reach = 1024
  private static let joinedLines = 20

  init(of secret: Range<Int>, in bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var start = bytes.lineStart(before: secret.lowerBound, limit: Self.reach)
    var end = bytes.lineEnd(from: secret.upperBound, limit: Self.reach)
    for _ in 0..<Self.joinedLines where start > 0 && bytes[start - 1] == Self.newline && Self.isJoined(start - 1, bytes) {
      start = bytes.lineStart(before: start - 1, limit: Self.reach)
    }
    for _ in 0..<Self.joinedLines {
      guard let newline = Self.newline(at: end, bytes), Self.isJoined(newline, bytes) else { break }
      end = bytes.lineEnd(from: newline + 1, limit: Self.reach)
    }
    range = start..<max(end, secret.upperBound)
  }

  /// The line before, without the byte that ends it; `nil` at the beginning of the text.
  var previous: Range<Int>? {
    guard range.lowerBound > 0 else { return nil }
    let end = range.lowerBound - 1
    return bytes.lineStart(before: end, limit: Self.reach)..<end
  }

  private static let newline = UInt8(ascii: "\n")

  /// The line feed that ends the line at `end`.
  private static func newline(at end: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
    if end < bytes.count, bytes[end] == newline { return end }
    return end + 1 < bytes.count && bytes[end] == UInt8(ascii: "\r") && bytes[end + 1] == newline ? end + 1 : nil
  }

  /// Whether a backslash before the line feed at `newline` joins the next line to this one.
  private static func isJoined(_ newline: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var last = newline - 1
    if last >= 0, bytes[last] == UInt8(ascii: "\r") { last -= 1 }
    return last >= 0 && bytes[last] == UInt8(ascii: "\\")
  }
}
