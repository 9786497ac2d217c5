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

  /// Calls `body` with the members, to be asked many times.
  @inline(__always)
  func withMembers<Result>(_ body: (Members) -> Result) -> Result { words.withUnsafeBufferPointer { body(Members(words: $0)) } }

  struct Members {
    fileprivate let words: UnsafeBufferPointer<UInt64>

    @inline(__always)
    func contains(_ number: Int32) -> Bool { count(number) != 0 }

    /// One for a member, otherwise none; also for -1.
    @inline(__always)
    func count(_ number: Int32) -> Int32 {
      number < 0 ? 0 : Int32(truncatingIfNeeded: words[Int(number >> 6)] &>> UInt64(number & 63) & 1)
    }
  }
}
