import CByteSearch
import KeyhoundCore

/// Finds long stretches of base64 or hexadecimal digits, and joins the lines that such a text is wrapped over.
///
/// Of ordinary text eight bytes in thirty-two are looked at, with sixteen on either side.
struct DigitSearch {
  private let text: UnsafeRawBufferPointer
  private var position: Int
  private let end: Int
  private let mayBeCut: Bool
  /// Whether the search begins in the middle of the text, where the lines before may have a say.
  private var isPartial: Bool

  /// The shortest stretch. Eight digits at a multiple of the step lie wholly in it.
  static let shortest = step + width
  private static let step = Int(BYTE_SEARCH_DIGITS_STEP)
  private static let width = 8
  /// How far from a stretch text is of importance.
  static let reach = 1024

  /// Where to look for stretches of which some byte is at most `reach` away from one of `places`, which are in rising order.
  static func neighbourhoods(of places: [Range<Int>], in count: Int, reach: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    result.reserveCapacity(places.count)
    for place in places {
      let near = max(0, place.lowerBound - reach)..<min(count, place.upperBound + reach)
      if let last = result.last, last.upperBound >= near.lowerBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, near.upperBound)
      } else {
        result.append(near)
      }
    }
    return result
  }

  /// Looks for stretches that touch `range`.
  /// - Parameter mayBeCut: whether the text may begin in the middle of a stretch.
  init(_ text: UnsafeRawBufferPointer, in range: Range<Int>, mayBeCut: Bool) {
    self.text = text
    self.mayBeCut = mayBeCut
    position = range.lowerBound
    end = range.upperBound
    isPartial = position > 0
  }

  /// The pieces of the next stretch that may stand for text, one for each line.
  mutating func next() -> [Range<Int>]? {
    while let found = nextDigits(from: position) {
      let digits = digits(around: found)
      if isPartial && digits.count >= Self.shortest {
        position = firstLine(of: digits).lowerBound
        isPartial = false
        continue
      }
      position = max(found + 1, digits.upperBound)
      guard digits.count >= Self.shortest, EncodedRun.mayBegin(with: digits, in: text, mayBeCut: mayBeCut) else { continue }
      let lines = lines(from: digits)
      position = max(position, lines.last?.upperBound ?? position)
      return lines
    }
    position = end
    return nil
  }

  /// The first place from `start` on, at a multiple of the step from there, where a stretch may lie.
  private func nextDigits(from start: Int) -> Int? {
    guard let bytes = text.baseAddress, start < end else { return nil }
    var offset = start
    while true {
      offset = byte_search_digits(Self.form, bytes.assumingMemoryBound(to: UInt8.self), text.count, offset, end)
      if offset >= end { return nil }
      if Self.mayBeText(bytes + offset) { return offset }
      offset += Self.step
    }
  }

  private static let form = byte_search_widest_form()

  /// Whether eight digits may stand for ASCII. In base64 every fourth digit is then one of the first 32, `A` to `f`; of hexadecimal digits every
  /// second is one of `2` to `7`. Hardly a word in small letters is like that.
  @inline(__always)
  private static func mayBeText(_ place: UnsafeRawPointer) -> Bool {
    let eight = place.loadUnaligned(as: UInt64.self).littleEndian
    let folded = eight | 0x2020_2020_2020_2020
    let upper = (eight &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(eight &+ 0x2525_2525_2525_2525)
    let first = (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x1919_1919_1919_1919)
    let early = (upper | first) & 0x8080_8080_8080_8080
    if early & (early >> 32) != 0 { return true }
    let middle = (eight &+ 0x4E4E_4E4E_4E4E_4E4E) & ~(eight &+ 0x4848_4848_4848_4848)
    return middle & 0x0080_0080_0080_0080 == 0x0080_0080_0080_0080 || middle & 0x8000_8000_8000_8000 == 0x8000_8000_8000_8000
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x2F < 11 || byte == 0x2B || byte == 0x2D || byte == 0x5F
  }

  /// The letter of an escape such as `\n` is no part of what follows.
  private func digits(around probe: Int) -> Range<Int> {
    var start = probe
    while start > 0, Self.isDigit(text[start - 1]) { start -= 1 }
    if start > 0, start < probe, text[start - 1] == UInt8(ascii: "\\"), "nrt".utf8.contains(text[start]) { start += 1 }
    return start..<digitsEnd(from: probe)
  }

  private func digitsEnd(from start: Int) -> Int {
    guard let bytes = text.assumingMemoryBound(to: UInt8.self).baseAddress else { return start }
    return byte_search_digits_end(bytes, start, text.count)
  }

  // MARK: Wrapped lines

  /// The lines of a wrapped text from its first on: all are equally long but the last.
  private func lines(from first: Range<Int>) -> [Range<Int>] {
    var lines = [first]
    while let last = lines.last, last.count == first.count, let start = nextLine(behind: last.upperBound) {
      let line = start..<digitsEnd(from: start)
      guard line.count == first.count || (line.count < first.count && isEnd(line.upperBound)) else { break }
      lines.append(line)
    }
    return lines
  }

  /// Whether a wrapped text may end at `offset`: not before another word.
  private func isEnd(_ offset: Int) -> Bool {
    offset == text.count || "\n\r\"'`=\\),;<]}".utf8.contains(text[offset])
  }

  /// The line from which on a line may belong to a wrapped text.
  private func firstLine(of line: Range<Int>) -> Range<Int> {
    var first = line
    while let end = previousLine(before: first.lowerBound) {
      let previous = digits(around: end - 1)
      guard previous.upperBound == end, previous.count >= max(first.count, Self.shortest) else { break }
      first = previous
    }
    return first
  }

  /// The most that may stand between two lines: line ends, indentation, marks of comments and quotations, and what joins strings.
  private static let longestGap = 96
  private static let between = ByteSet(" \t\r\n\"'`,;()#*>|".utf8)

  /// Where the line behind the one that ends at `end` begins.
  private func nextLine(behind end: Int) -> Int? {
    var offset = end
    var hasBreak = false
    while offset < min(text.count, end + Self.longestGap) {
      let byte = text[offset]
      if byte == UInt8(ascii: "\\"), offset + 1 < text.count {
        let next = text[offset + 1]
        if next == UInt8(ascii: "n") || next == UInt8(ascii: "r") { hasBreak = true }
        offset += next == UInt8(ascii: "n") || next == UInt8(ascii: "r") ? 2 : 1
      } else if Self.between.contains(byte) || (byte == UInt8(ascii: "+") && text[offset - 1] == UInt8(ascii: " ")) {
        if byte == UInt8(ascii: "\n") { hasBreak = true }
        offset += 1
      } else {
        return hasBreak && Self.isDigit(byte) ? offset : nil
      }
    }
    return nil
  }

  /// Where the line before the one that begins at `start` ends.
  private func previousLine(before start: Int) -> Int? {
    let first = max(0, start - Self.longestGap - 2)
    var end = start
    while end > first, !isDigitOfLine(end - 1, from: first) { end -= 1 }
    return end > first && nextLine(behind: end) == start ? end : nil
  }

  /// Whether a digit stands at `offset` that is neither the letter of an escape nor joins two strings. Nothing before `first` is asked.
  private func isDigitOfLine(_ offset: Int, from first: Int) -> Bool {
    guard Self.isDigit(text[offset]) else { return false }
    let before = offset > first ? text[offset - 1] : 0
    return before != UInt8(ascii: "\\") && (before != UInt8(ascii: " ") || text[offset] != UInt8(ascii: "+"))
  }
}
