/// The numbers of ids that were looked up lately: trees name the same objects again and again.
struct RecentNumbers {
  /// The leading word of an id and its number; -1 for none.
  private var slots: [(word: UInt64, number: Int32)] = Array(repeating: (0, -1), count: 1 << Int(bits))
  private static let bits: UInt64 = 13

  /// The number of `id`; one that `inventory` does not know is not remembered either.
  mutating func number(of id: ObjectID, in inventory: ObjectInventory) -> Int? {
    let word = id.leadingWord
    let place = Int(word >> (56 - Self.bits)) & (slots.count - 1)
    if slots[place].word == word, slots[place].number >= 0 { return Int(slots[place].number) }
    guard let number = inventory.number(of: id) else { return nil }
    // The leading word tells ids apart unless there are some that begin alike.
    if !inventory.hasTwins { slots[place] = (word, Int32(number)) }
    return number
  }
}
