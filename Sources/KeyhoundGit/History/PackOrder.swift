/// The entries of a pack in the order in which they lie there.
struct PackOrder: Sendable {
  /// The entries; what the index misplaces comes last, at the end of the pack, where nothing can be read.
  var entries: [FamilyEntry]
  /// For each stretch of the pack, the rank of the first entry that begins in it or behind it; one more for the end of the last stretch.
  private var firstRanks: [Int32]

  private static let stretchBits = 8

  init(_ pack: Pack) {
    entries = Self.entries(of: pack)
    firstRanks = []
    let stretches = pack.end >> Self.stretchBits + 1
    firstRanks.reserveCapacity(stretches + 1)
    for rank in entries.indices {
      let next = rank + 1 < entries.count ? entries[rank + 1].offset : pack.end
      entries[rank].packedSize = UInt32(clamping: next - entries[rank].offset)
      while firstRanks.count <= entries[rank].offset >> Self.stretchBits { firstRanks.append(Int32(rank)) }
    }
    while firstRanks.count <= stretches { firstRanks.append(Int32(entries.count)) }
  }

  /// The rank of the entry that begins at `offset`, which must lie in the pack, or `nil`.
  func rank(ofOffset offset: Int) -> Int? {
    let stretch = offset >> Self.stretchBits
    for rank in Int(firstRanks[stretch])..<Int(firstRanks[stretch + 1]) where entries[rank].offset == offset { return rank }
    return nil
  }

  // MARK: Sorting

  /// The entries by offset, and those that an unsound index puts at one offset by their places in it.
  private static func entries(of pack: Pack) -> [FamilyEntry] {
    let positionBits = bits(for: pack.index.count)
    var keys = (0..<pack.index.count).map { UInt64(offset($0, pack)) << positionBits | UInt64($0) }
    sort(&keys, from: positionBits, to: positionBits + bits(for: pack.end + 1))
    let mask: UInt64 = 1 << positionBits - 1
    return keys.map { FamilyEntry(offset: Int($0 >> positionBits), position: Int32(truncatingIfNeeded: $0 & mask)) }
  }

  /// Where the index says that an entry begins, if that lies in the pack.
  private static func offset(_ position: Int, _ pack: Pack) -> Int {
    guard let offset = pack.index.offset(at: position), pack.holds(offset) else { return pack.end }
    return offset
  }

  /// How many bits numbers below `count` have. A key has room for those of a place and of an offset: 16 million entries in a terabyte, or two
  /// billions in 8 GiB.
  private static func bits(for count: Int) -> Int { Int.bitWidth - max(0, count - 1).leadingZeroBitCount }

  /// Sorts by the bits `first ..< end`, some at a time, the lowest first; what has the same stays in its order.
  private static func sort(_ keys: inout [UInt64], from first: Int, to end: Int) {
    var sorted = keys
    for shift in stride(from: first, to: end, by: digitBits) {
      keys.withUnsafeBufferPointer { keys in
        sorted.withUnsafeMutableBufferPointer { distribute(keys, by: shift, into: $0) }
      }
      swap(&keys, &sorted)
    }
  }

  private static func distribute(
    _ keys: UnsafeBufferPointer<UInt64>, by shift: Int, into sorted: UnsafeMutableBufferPointer<UInt64>
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << digitBits) { places in
      places.initialize(repeating: 0)
      for key in keys { places[digit(key, shift)] += 1 }
      var start = 0
      for digit in places.indices { (places[digit], start) = (start, start + places[digit]) }
      for key in keys {
        let digit = digit(key, shift)
        sorted[places[digit]] = key
        places[digit] += 1
      }
    }
  }

  private static let digitBits = 11

  private static func digit(_ key: UInt64, _ shift: Int) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(shift)) & (1 << digitBits - 1)
  }
}
