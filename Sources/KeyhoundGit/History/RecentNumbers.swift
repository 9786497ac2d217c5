/// The numbers of ids that were looked up lately: trees name the same objects again and again.
struct RecentNumbers {
  private var ids: [ObjectID]
  private var numbers: [Int32]
  private static let bits: UInt64 = 13

  /// An empty memory for ids of `format`.
  init(_ format: ObjectFormat) {
    let none = [UInt8](repeating: 0, count: format.byteCount).withUnsafeBytes { ObjectID($0) }
    ids = none.map { Array(repeating: $0, count: 1 << Int(Self.bits)) } ?? []
    numbers = Array(repeating: -1, count: 1 << Int(Self.bits))
  }

  /// The number of `id`; one that `inventory` does not know is not remembered either.
  mutating func number(of id: ObjectID, in inventory: ObjectInventory) -> Int? {
    let place = Int(id.leadingWord >> (56 - Self.bits)) & (numbers.count - 1)
    if numbers[place] >= 0, ids[place] == id { return Int(numbers[place]) }
    guard let number = inventory.number(of: id) else { return nil }
    ids[place] = id
    numbers[place] = Int32(number)
    return number
  }
}
