/// A set of byte values.
package struct ByteSet: Hashable, Sendable, BitwiseCopyable {
  @usableFromInline var low: (UInt64, UInt64) = (0, 0)
  @usableFromInline var high: (UInt64, UInt64) = (0, 0)

  package init() {}

  package init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  package static let all = ByteSet(0...255)
  package static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  package static let letters = ByteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  package static let alphanumerics = letters.union(digits)
  package static let word = letters.union(digits).union(ByteSet("_".utf8))
  package static let space = ByteSet(" \t\n\u{0B}\u{0C}\r".utf8)

  package var isEmpty: Bool { self == ByteSet() }
  package var count: Int {
    low.0.nonzeroBitCount + low.1.nonzeroBitCount + high.0.nonzeroBitCount + high.1.nonzeroBitCount
  }

  /// The members, smallest first.
  package var members: [UInt8] { (0...255).filter(contains) }

  @inlinable package func contains(_ byte: UInt8) -> Bool {
    let bit = UInt64(1) << UInt64(byte & 63)
    let (even, odd) = byte & 0x80 == 0 ? low : high
    return (byte & 0x40 == 0 ? even : odd) & bit != 0
  }

  package mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low.0 |= bit
    case 1: low.1 |= bit
    case 2: high.0 |= bit
    default: high.1 |= bit
    }
  }

  package func union(_ other: ByteSet) -> ByteSet {
    var result = self
    result.low.0 |= other.low.0
    result.low.1 |= other.low.1
    result.high.0 |= other.high.0
    result.high.1 |= other.high.1
    return result
  }

  /// The set as four times 64 bits, the smallest bytes first.
  package var words: [UInt64] { [low.0, low.1, high.0, high.1] }

  package init(words: [UInt64]) {
    guard words.count == 4 else { return }
    low = (words[0], words[1])
    high = (words[2], words[3])
  }

  package func intersection(_ other: ByteSet) -> ByteSet { inverted.union(other.inverted).inverted }

  package func isSubset(of other: ByteSet) -> Bool { union(other) == other }

  package var inverted: ByteSet {
    var result = ByteSet()
    result.low = (~low.0, ~low.1)
    result.high = (~high.0, ~high.1)
    return result
  }

  /// The set with the other case of every ASCII letter in it added.
  package var caseFolded: ByteSet {
    // Capitals are bits 1 to 26 of their word, small letters the same thirty-two bits further up.
    let letters: UInt64 = 0x07FF_FFFE
    var result = self
    result.low.1 |= (low.1 & letters) << 32 | (low.1 >> 32) & letters
    return result
  }

  package static func == (a: ByteSet, b: ByteSet) -> Bool { a.low == b.low && a.high == b.high }

  package func hash(into hasher: inout Hasher) {
    for word in [low.0, low.1, high.0, high.1] { hasher.combine(word) }
  }
}
