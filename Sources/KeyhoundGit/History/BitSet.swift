/// A set of small numbers.
struct BitSet: Equatable, Sendable {
  private var words: [UInt64]

  /// An empty set of numbers below `capacity`.
  init(capacity: Int) {
    words = Array(repeating: 0, count: capacity / 64 + 1)
  }

  func contains(_ number: Int) -> Bool { words[number >> 6] & 1 << UInt64(number & 63) != 0 }

  /// Adds a number.
  /// - Returns: whether it was new.
  @discardableResult
  mutating func insert(_ number: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(number & 63)
    defer { words[number >> 6] |= bit }
    return words[number >> 6] & bit == 0
  }

  mutating func insertAll() { for index in words.indices { words[index] = .max } }
}
