/// From ids to numbers, by one look into a table of numbers and one at the id that is meant.
///
/// Binary search in an index of a million ids waits for memory a dozen times; this waits twice.
struct NumberTable: Sendable {
  /// A number, and above it the lowest bits of the leading word of its id, which tell most others apart without looking at ids.
  private var slots: [UInt64]
  private let mask: Int
  private let shift: UInt64

  /// A table with room for `capacity` numbers.
  init(capacity: Int) {
    var bits = 4
    while 1 << bits < capacity + capacity / 2 { bits += 1 }
    slots = Array(repeating: Self.empty, count: 1 << bits)
    mask = 1 << bits - 1
    // Ids are spread evenly; their first byte is left out, since neighbours in an index share it.
    shift = UInt64(56 - bits > 0 ? 56 - bits : 0)
  }

  /// Enters a number under the leading word of its id.
  mutating func insert(_ number: Int, _ leadingWord: UInt64) {
    var slot = self.slot(of: leadingWord)
    while slots[slot] != Self.empty { slot = (slot + 1) & mask }
    slots[slot] = leadingWord << 32 | UInt64(UInt32(number))
  }

  /// The first number entered under `leadingWord` for which `isMeant` holds.
  @inline(__always)
  func number(_ leadingWord: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    var slot = self.slot(of: leadingWord)
    let tag = UInt32(truncatingIfNeeded: leadingWord)
    while slots[slot] != Self.empty {
      let number = Int(UInt32(truncatingIfNeeded: slots[slot]))
      if UInt32(slots[slot] >> 32) == tag, isMeant(number) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static let empty = UInt64.max

  private func slot(of leadingWord: UInt64) -> Int { Int(truncatingIfNeeded: leadingWord >> shift) & mask }
}
