/// The objects of a pack as families: which is made from which. Ranks number the entries in the order of the pack.
final class PackFamilies: Sendable {
  let pack: Pack
  /// Where each entry begins.
  let offsets: [Int]
  /// The place of each entry in the index.
  let positions: [Int32]
  /// The entry that each one is made from; -1 for none.
  let bases: [Int32]
  /// The first entry made from each one, and the next one made from the same; -1 for none.
  let firstChildren: [Int32]
  let nextSiblings: [Int32]
  let kinds: [EntryKind]
  /// Bytes of the object a family begins with, which tell roughly how large its members are.
  let sizes: [UInt32]

  enum EntryKind: UInt8, Sendable {
    case unknown, commit, tree, blob, tag

    init(_ kind: ObjectKind) {
      switch kind {
      case .commit: self = .commit
      case .tree: self = .tree
      case .blob: self = .blob
      case .tag: self = .tag
      }
    }
  }

  var count: Int { offsets.count }

  /// Reads the headers of all entries.
  init(_ pack: Pack) {
    self.pack = pack
    let order = PackOrder(pack.index)
    offsets = order.offsets
    positions = order.positions
    var links = FamilyLinks(count: order.offsets.count)
    links.read(pack, order)
    links.resolve()
    (bases, kinds, sizes) = (links.bases, links.kinds, links.sizes)
    (firstChildren, nextSiblings) = links.children()
  }

  /// The id of an entry.
  func id(ofRank rank: Int) -> ObjectID { pack.index.names.id(at: Int(positions[rank])) }

  /// Bytes from an entry to the next one. If the index misplaces entries, they need not be all of its bytes.
  func packedSize(ofRank rank: Int) -> Int {
    (rank + 1 < offsets.count ? min(offsets[rank + 1], pack.end) : pack.end) - offsets[rank]
  }
}

/// The entries of a pack in the order in which they lie there.
struct PackOrder {
  private(set) var offsets: [Int]
  private(set) var positions: [Int32]
  /// For each stretch of the pack, the rank of the first entry behind its start.
  private let firstRanks: [Int32]
  private static let stretchBits = 8

  /// Sorts the offsets of an index. What the index misplaces comes last, at an offset that cannot be read.
  init(_ index: PackIndex) {
    offsets = (0..<index.count).map { index.offset(at: $0) ?? Int.max >> 16 }
    positions = (0..<Int32(index.count)).map { $0 }
    (offsets, positions) = RadixSort.sorted(offsets, positions)
    firstRanks = Self.firstRanks(offsets)
  }

  /// The rank of the entry that begins at `offset`, or `nil`.
  func rank(ofOffset offset: Int) -> Int? {
    let stretch = offset >> Self.stretchBits
    guard stretch >= 0, stretch < firstRanks.count else { return nil }
    var rank = Int(firstRanks[stretch])
    while rank < offsets.count, offsets[rank] < offset { rank += 1 }
    return rank < offsets.count && offsets[rank] == offset ? rank : nil
  }

  private static func firstRanks(_ offsets: [Int]) -> [Int32] {
    guard let last = offsets.last(where: { $0 < Int.max >> 17 }) else { return [] }
    var ranks = [Int32](repeating: 0, count: (last >> stretchBits) + 1)
    var rank = 0
    for stretch in ranks.indices {
      while offsets[rank] < stretch << stretchBits { rank += 1 }
      ranks[stretch] = Int32(rank)
    }
    return ranks
  }
}

/// Sorts numbers and what belongs to them by digits of eleven bits.
enum RadixSort {
  static func sorted(_ keys: [Int], _ values: [Int32]) -> ([Int], [Int32]) {
    var (keys, values) = (keys, values)
    var (otherKeys, otherValues) = (keys, values)
    let largest = keys.max() ?? 0
    var shift = 0
    while largest >> shift > 0 {
      distribute(keys, values, into: &otherKeys, &otherValues, shift)
      swap(&keys, &otherKeys)
      swap(&values, &otherValues)
      shift += bits
    }
    return (keys, values)
  }

  private static let bits = 11

  private static func distribute(
    _ keys: [Int], _ values: [Int32], into newKeys: inout [Int], _ newValues: inout [Int32], _ shift: Int
  ) {
    let mask = 1 << bits - 1
    var places = [Int](repeating: 0, count: mask + 2)
    for key in keys { places[(key >> shift & mask) + 1] += 1 }
    for digit in 0...mask { places[digit + 1] += places[digit] }
    for index in keys.indices {
      let digit = keys[index] >> shift & mask
      newKeys[places[digit]] = keys[index]
      newValues[places[digit]] = values[index]
      places[digit] += 1
    }
  }
}
