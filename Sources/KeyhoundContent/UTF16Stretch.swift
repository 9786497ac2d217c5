import KeyhoundCore

/// Lines in UTF-16 in a text of another encoding.
struct UTF16Stretch {
  private(set) var range: Range<Int>
  let order: UTF16Order

  /// So many ASCII characters in a row, each with a zero beside it, are no coincidence.
  private static let leastCharacters = 8
  /// Bytes of other characters that may lie between two such rows.
  private static let widestGap = 256

  /// All of them, in rising order.
  static func all(in bytes: UnsafeRawBufferPointer) -> [UTF16Stretch] {
    var all: [UTF16Stretch] = []
    var position = 0
    while let next = first(in: bytes, from: position, after: all.last?.order) {
      position = next.range.upperBound
      if let last = all.last, last.continues(in: next, of: bytes) {
        all[all.count - 1].range = last.range.lowerBound..<next.range.upperBound
      } else {
        all.append(next.withMark(in: bytes))
      }
    }
    return all
  }

  /// The first row of ASCII characters that does not begin before `start`.
  /// - Parameter order: that of the one before, which this one most likely has too.
  static func first(in bytes: UnsafeRawBufferPointer, from start: Int, after order: UTF16Order? = nil) -> UTF16Stretch? {
    var position = start
    while let zero = bytes.firstIndex(of: 0, from: position) {
      if let row = row(at: zero, in: bytes, from: start, after: order) { return row }
      position = zero + 1
    }
    return nil
  }

  /// The row whose first zero is at `zero`.
  private static func row(
    at zero: Int, in bytes: UnsafeRawBufferPointer, from start: Int, after order: UTF16Order?
  ) -> UTF16Stretch? {
    let big = count(.big, from: zero, in: bytes)
    let little = zero > start ? count(.little, from: zero - 1, in: bytes) : 0
    guard max(big, little) >= leastCharacters else { return nil }
    // The bytes round a row may make one more character of the other order. At the end of a line the byte in front is that of the line before.
    let isDoubtful = abs(big - little) <= 1
    let isBehindLine = zero > start && (bytes[zero - 1] == 0x0A || bytes[zero - 1] == 0x0D)
    let isBig = isDoubtful ? order.map { $0 == .big } ?? (isBehindLine || big > little) : big > little
    return isBig
      ? UTF16Stretch(range: zero..<zero + 2 * big, order: .big)
      : UTF16Stretch(range: zero - 1..<zero - 1 + 2 * little, order: .little)
  }

  /// How many ASCII characters stand there.
  private static func count(_ order: UTF16Order, from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    let zero = order == .little ? 1 : 0
    var end = start
    while end + 1 < bytes.count, bytes[end + zero] == 0, bytes[end + 1 - zero].isTextASCII { end += 2 }
    return (end - start) / 2
  }

  /// Whether what lies between this and `next` may be characters beyond ASCII.
  private func continues(in next: UTF16Stretch, of bytes: UnsafeRawBufferPointer) -> Bool {
    let gap = range.upperBound..<next.range.lowerBound
    guard next.order == order, gap.count % 2 == 0, gap.count <= Self.widestGap else { return false }
    var ascii = 0
    for byte in bytes[gap] {
      ascii = byte.isTextASCII ? ascii + 1 : 0
      if ascii == Self.leastCharacters { return false }
    }
    return true
  }

  /// With the byte order mark in front of it.
  private func withMark(in bytes: UnsafeRawBufferPointer) -> UTF16Stretch {
    let start = range.lowerBound - 2
    let mark: [UInt8] = order == .little ? [0xFF, 0xFE] : [0xFE, 0xFF]
    guard start >= 0, bytes[start..<start + 2].elementsEqual(mark) else { return self }
    return UTF16Stretch(range: start..<range.upperBound, order: order)
  }
}

extension UInt8 {
  /// Whether it is an ASCII character that texts have.
  var isTextASCII: Bool { (0x20..<0x7F).contains(self) || (0x09...0x0D).contains(self) }
}
