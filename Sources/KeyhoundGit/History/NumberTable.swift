import CPrefetch

/// From ids to numbers, by one look into a table.
///
/// Binary search in an index of a million ids waits for memory a dozen times; this waits once. Ids themselves are looked at only where two
/// begin alike: a slot holds the bits of the leading word that its place does not tell, and nobody makes an object whose id has 55 given bits.
final class NumberTable: @unchecked Sendable {
  // Filled by whoever makes it; not changed any more when it is shared.
  private let memory: LargeMemory
  /// A number in the low bits, above it the lowest bits of the leading word of its id.
  private let slots: UnsafeMutablePointer<UInt64>
  private let slotCount: Int
  private let numberBits: UInt64
  /// Whether some ids begin with the same eight bytes, so that more has to be looked at.
  private(set) var hasTwins = false

  /// A table with room for `capacity` numbers below `capacity`.
  init(capacity: Int) {
    slotCount = max(16, capacity + capacity / 2)
    memory = LargeMemory(MemoryLayout<UInt64>.stride * slotCount)
    slots = memory.start.bindMemory(to: UInt64.self, capacity: slotCount)
    slots.initialize(repeating: Self.empty, count: slotCount)
    // One more than the largest number, so that none fills a slot with ones.
    numberBits = UInt64(Self.bits(for: capacity + 1))
  }

  private static func bits(for count: Int) -> Int {
    var bits = 4
    while 1 << bits < count { bits += 1 }
    return bits
  }

  /// Enters a number under the leading word of its id.
  func insert(_ number: Int, _ leadingWord: UInt64) {
    let tagged = leadingWord << numberBits
    var slot = self.slot(of: leadingWord)
    while slots[slot] != Self.empty {
      if (slots[slot] ^ tagged) >> numberBits == 0 { hasTwins = true }
      slot = slot + 1 == slotCount ? 0 : slot + 1
    }
    slots[slot] = tagged | UInt64(number)
  }

  /// Brings the place where `leadingWord` is looked for near, without waiting for it.
  @inline(__always)
  func bringNear(_ leadingWord: UInt64) { prefetch(slots + slot(of: leadingWord)) }

  /// The first number entered under `leadingWord`, and if there are twins, for which `isMeant` holds.
  @inline(__always)
  func number(_ leadingWord: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    let tagged = leadingWord << numberBits
    var slot = self.slot(of: leadingWord)
    while slots[slot] != Self.empty {
      if (slots[slot] ^ tagged) >> numberBits == 0 {
        let number = Int(truncatingIfNeeded: slots[slot] & (1 << numberBits - 1))
        if !hasTwins || isMeant(number) { return number }
      }
      slot = slot + 1 == slotCount ? 0 : slot + 1
    }
    return nil
  }

  private static let empty = UInt64.max

  /// Where to begin to look for a word: the larger it is, the farther behind.
  @inline(__always)
  private func slot(of leadingWord: UInt64) -> Int { Int(leadingWord.multipliedFullWidth(by: UInt64(slotCount)).high) }
}
