/// The sorted table of object ids that pack indexes and multi-pack indexes have in common, with its fan-out.
struct SortedNames: @unchecked Sendable {
  // Both pointers lie in a mapped file that the owner keeps alive.
  private let fanout: UnsafeRawPointer
  private let names: UnsafeRawPointer
  private let stride: Int
  let format: ObjectFormat
  let count: Int

  /// Takes the addresses of 256 counts and of the first id; ids follow each other at `stride` bytes.
  /// - Returns: `nil` when the counts do not rise.
  init?(fanout: UnsafeRawPointer, names: UnsafeRawPointer, stride: Int, format: ObjectFormat) {
    self.fanout = fanout
    self.names = names
    self.stride = stride
    self.format = format
    var last = 0
    for byte in 0..<256 {
      let next = Int(fanout.bigEndianHalf(at: 4 * byte))
      guard next >= last else { return nil }
      last = next
    }
    count = last
  }

  /// The id at `position`, which must be below `count`.
  func id(at position: Int) -> ObjectID { ObjectID(format, at: names + position * stride) }

  /// The first eight bytes of the id at `position`, as a number.
  func leadingWord(at position: Int) -> UInt64 { names.bigEndianWord(at: position * stride) }

  /// Where `id` stands, or `nil`.
  ///
  /// Ids are spread evenly, so a proportion leads close to the place; halving bounds the search where they are not.
  func position(of id: ObjectID) -> Int? {
    let key = id.leadingWord
    let first = id.firstByte
    var low = first == 0 ? 0 : Int(fanout.bigEndianHalf(at: 4 * (first - 1)))
    var high = Int(fanout.bigEndianHalf(at: 4 * first))
    var lowKey = UInt64(first) << 56
    var highKey = lowKey | (1 << 56 - 1)
    var steps = 0
    while low < high {
      steps += 1
      let middle = steps > 4 ? (low + high) / 2 : Self.guess(key, low, high, lowKey, highKey)
      let found = names.bigEndianWord(at: middle * stride)
      let isBefore = found == key ? self.id(at: middle) < id : found < key
      if found == key && !isBefore && self.id(at: middle) == id { return middle }
      if isBefore {
        low = middle + 1
        lowKey = found
      } else {
        high = middle
        highKey = found
      }
    }
    return nil
  }

  @inline(__always)
  private static func guess(_ key: UInt64, _ low: Int, _ high: Int, _ lowKey: UInt64, _ highKey: UInt64) -> Int {
    let part = Double(key &- lowKey) / Double(max(1, highKey &- lowKey))
    return min(high - 1, max(low, low + Int(part * Double(high - low))))
  }
}
