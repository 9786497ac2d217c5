/// The numbers of ids that were looked up lately: trees name the same objects again and again.
struct RecentNumbers {
  /// The leading word of an id and its number; -1 for none.
  private var slots: [(word: UInt64, number: Int32)] = Array(repeating: (0, -1), count: 1 << Int(bits))
  private static let bits: UInt64 = 13

  /// The number of `id`, if it is remembered.
  func number(of id: ObjectID) -> Int32? {
    let slot = slots[place(of: id)]
    return slot.word == id.leadingWord && slot.number >= 0 ? slot.number : nil
  }

  /// Remembers a number. The leading word must tell ids apart.
  mutating func note(_ number: Int32, of id: ObjectID) { slots[place(of: id)] = (id.leadingWord, number) }

  private func place(of id: ObjectID) -> Int { Int(id.leadingWord >> (56 - Self.bits)) & (slots.count - 1) }
}
