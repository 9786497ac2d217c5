import KeyhoundCore

/// Escapes that stand near one another, with the lines round them.
struct EscapeWindow {
  /// What is decoded: whole lines, or in very long ones what is near.
  private(set) var range: Range<Int>
  /// Where a change may make a difference.
  var reach: Range<Int> { max(0, range.lowerBound - Self.gap)..<range.upperBound + Self.gap }

  /// Marks that are farther apart begin a new window.
  private static let gap = 160
  private static let context = 512
  private static let longestToken = 4096
  private static let longest = 64 << 10
  /// Many escapes near one another may spell a key letter by letter.
  private static let dense = 6
  /// The shortest piece of a key that has an escape beside it.
  private static let shortestPiece = 12

  /// The windows in which keys may stand.
  static func all(round marks: [EncodingMark], in text: UnsafeRawBufferPointer) -> [EscapeWindow] {
    var windows: [EscapeWindow] = []
    var first = 0
    for index in marks.indices {
      let isLast = index + 1 == marks.count
      guard isLast || marks[index + 1].end - marks[index].end > gap || marks[index].end - marks[first].end > longest else {
        continue
      }
      if marks[first].kind == .mail {
        windows += marks[first...index].map { EscapeWindow(range: $0.end..<min(text.count, $0.end + longest)) }
      } else if isPromising(marks[first...index], in: text) {
        windows.append(EscapeWindow(marks[first].end..<marks[index].end, in: text))
      }
      first = index + 1
    }
    return windows
  }

  private init(range: Range<Int>) { self.range = range }

  /// Takes what stands round `marks`, without cutting through a word.
  private init(_ marks: Range<Int>, in text: UnsafeRawBufferPointer) {
    var start = text.lineStart(before: max(0, marks.lowerBound - 8), limit: Self.context)
    let farthest = max(0, start - Self.longestToken)
    while start > farthest, Self.isPiece(text[start - 1]) { start -= 1 }
    if start > 0, text[start - 1] == UInt8(ascii: "\n") { start = text.lineStart(before: start - 1, limit: Self.context) }
    var end = text.lineEnd(from: marks.upperBound, limit: Self.context)
    let last = min(text.count, end + Self.longestToken)
    while end < last, Self.isPiece(text[end]) { end += 1 }
    range = start..<end
  }

  private static func isPromising(_ marks: ArraySlice<EncodingMark>, in text: UnsafeRawBufferPointer) -> Bool {
    marks.count >= dense || marks.contains { hasPiece(beside: $0, in: text) }
  }

  /// Whether letters and digits that may be part of a key stand right before or behind the escape.
  private static func hasPiece(beside mark: EncodingMark, in text: UnsafeRawBufferPointer) -> Bool {
    // A mark ends inside its escape, at most four bytes before the end.
    let behind = mark.end..<min(text.count, mark.end + shortestPiece + 4)
    if behind.count >= shortestPiece, behind.suffix(shortestPiece).allSatisfy({ isPiece(text[$0]) }) { return true }
    var end = mark.end
    while end > max(0, mark.end - 10), isPiece(text[end - 1]) || text[end - 1] == UInt8(ascii: "#") { end -= 1 }
    let before = max(0, end - 1 - shortestPiece)..<max(0, end - 1)
    return before.count == shortestPiece && before.allSatisfy { isPiece(text[$0]) }
  }

  private static func isPiece(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
