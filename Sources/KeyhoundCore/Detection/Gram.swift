import CByteSearch

/// Four neighbouring bytes of a literal, or three and one beside them that may be any.
struct Gram {
  /// Where it begins in the literal; one byte before it when the first is any.
  let offset: Int
  let kind: Kind
  /// The first byte lowest; the one that may be any is zero.
  private let bytes: UInt32

  /// Which of the bytes count.
  enum Kind: UInt32, CaseIterable {
    case whole, lastIsAny, firstIsAny
  }

  init(of text: [UInt8], at offset: Int) {
    self.offset = offset
    kind = offset < 0 ? .firstIsAny : offset + Self.width > text.count ? .lastIsAny : .whole
    var bytes: UInt32 = 0
    for place in max(0, offset)..<min(text.count, offset + Self.width) {
      bytes |= UInt32(text[place]) << UInt32(8 * (place - offset))
    }
    self.bytes = bytes
  }

  static let width = 4

  /// What a text has in common with it, in any case.
  var key: UInt32 { byte_search_gram_key(bytes, kind.rawValue) }

  /// Calls `body` for each bit that the gram has in the table that is asked first, once.
  func forEachBit(_ body: (Int) -> Void) {
    switch kind {
    case .whole: body(Self.bit(of: bytes))
    case .lastIsAny: for last in Self.lastBytes { body(Self.bit(of: bytes | last << 24)) }
    case .firstIsAny: for first in Self.firstBytes { body(Self.bit(of: bytes | first)) }
    }
  }

  /// One of the first bytes, and of the last, for each bit that they lead to.
  private static let firstBytes: [UInt32] = (0..<8).map { ($0 & 3) << 1 | ($0 & 4) << 2 }
  private static let lastBytes: [UInt32] = (0..<16).map { $0 & 7 | ($0 & 8) << 1 }

  /// The bit of four bytes, counted through all rows.
  static func bit(of bytes: UInt32) -> Int { Int(byte_search_gram_row(bytes) * 8 + byte_search_gram_bit(bytes)) }

  static let bitCount = Int(BYTE_SEARCH_ROWS) * 8

  /// The grams that are looked for where `text`, of three bytes at least, begins at an even place and where it begins at an odd one: of all that lie
  /// at an even place then, the one that is seldom in ordinary text.
  static func chosen(for text: [UInt8]) -> [Gram] {
    var (best, costs): ([Gram?], [Int]) = ([nil, nil], [.max, .max])
    for offset in -1...text.count - 3 {
      let (gram, parity) = (Gram(of: text, at: offset), offset & 1)
      let cost = CommonGrams.cost(of: gram)
      if cost < costs[parity] { (best[parity], costs[parity]) = (gram, cost) }
    }
    return best.compactMap { $0 }
  }
}
