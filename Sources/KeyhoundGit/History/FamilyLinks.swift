import KeyhoundCore

/// Works out which entries of a pack are made from which.
struct FamilyLinks {
  private(set) var bases: [Int32]
  private(set) var kinds: [PackFamilies.EntryKind]
  private(set) var sizes: [UInt32]
  /// Whether some base lies behind what is made from it.
  private var hasLaterBases = false

  /// Reads the header of every entry, half of them at a time where there are two workers.
  init(_ pack: Pack, _ order: PackOrder, _ workers: any Workers) {
    let (count, half) = (order.entries.count, order.entries.count / 2)
    let (first, second) = workers.both({ LinkReading(pack, order, 0..<half) }, { LinkReading(pack, order, half..<count) })
    bases = first.bases + second.bases
    kinds = first.kinds + second.kinds
    sizes = first.sizes + second.sizes
    hasLaterBases = first.hasLaterBases || second.hasLaterBases
    resolve()
  }

  /// Hands kinds and sizes down from bases to what is made from them. Circles stay unknown.
  private mutating func resolve() {
    for rank in bases.indices where kinds[rank] == .unknown && bases[rank] >= 0 { inherit(rank) }
    guard hasLaterBases, kinds.contains(.unknown) else { return }
    for rank in basesFirst where kinds[rank] == .unknown && bases[rank] >= 0 { inherit(rank) }
  }

  private mutating func inherit(_ rank: Int) {
    let base = Int(bases[rank])
    (kinds[rank], sizes[rank]) = (kinds[base], sizes[base])
  }

  /// Calls `body` for all entries that belong to a family, every one before what it is made from.
  func forEachLeafFirst(_ body: (Int) -> Void) {
    if isOrdered { bases.indices.reversed().forEach(body) } else { basesFirst.reversed().forEach(body) }
  }

  /// The same the other way round.
  func forEachBaseFirst(_ body: (Int) -> Void) {
    if isOrdered { bases.indices.forEach(body) } else { basesFirst.forEach(body) }
  }

  /// Whether every base lies before what is made from it, as git packs them.
  private var isOrdered: Bool { !hasLaterBases || bases.indices.allSatisfy { bases[$0] < Int32($0) } }

  /// All entries that belong to a family, every one behind what it is made from.
  private var basesFirst: [Int] {
    let (first, next) = children
    var order: [Int] = bases.indices.filter { bases[$0] < 0 }
    var place = 0
    while place < order.count {
      var child = first[order[place]]
      while child >= 0 {
        order.append(Int(child))
        child = next[Int(child)]
      }
      place += 1
    }
    return order
  }

  /// The lists of what is made from each entry.
  private var children: (first: [Int32], next: [Int32]) {
    var first = [Int32](repeating: -1, count: bases.count)
    var next = first
    for rank in bases.indices.reversed() where bases[rank] >= 0 {
      next[rank] = first[Int(bases[rank])]
      first[Int(bases[rank])] = Int32(rank)
    }
    return (first, next)
  }
}

/// What the headers of some of the entries of a pack say.
private struct LinkReading: Sendable {
  /// One for each entry, as in `FamilyLinks`; kinds and sizes only of those that are made from no other.
  private(set) var bases: [Int32]
  private(set) var kinds: [PackFamilies.EntryKind]
  private(set) var sizes: [UInt32]
  private(set) var hasLaterBases = false

  /// Headers are brought near so many entries before they are read: they lie too far apart for the processor to guess where.
  private static let lead = 12

  /// Reads the headers of the entries with `ranks`. One that makes no sense stays unknown, and so does what is made from it.
  init(_ pack: Pack, _ order: PackOrder, _ ranks: Range<Int>) {
    bases = Array(repeating: -1, count: ranks.count)
    kinds = Array(repeating: .unknown, count: ranks.count)
    sizes = Array(repeating: 0, count: ranks.count)
    let lookup = RankLookup(pack.index.count, order)
    var sweep = PackSweep(pack)
    for rank in ranks {
      let (offset, index) = (order.entries[rank].offset, rank - ranks.lowerBound)
      sweep.bringNear(order.entries[min(rank + Self.lead, ranks.upperBound - 1)].offset)
      guard let entry = try? pack.entry(at: offset, in: sweep.bytes(at: offset)) else { continue }
      switch entry.content {
      case .whole(let kind):
        kinds[index] = .init(kind)
        sizes[index] = UInt32(clamping: entry.size)
      case .deltaToOffset(let offset):
        guard let base = order.rank(ofOffset: offset) else { continue }
        bases[index] = Int32(base)
      case .deltaToObject(let id):
        guard let position = pack.index.names.position(of: id), position < pack.index.count else { continue }
        bases[index] = lookup.rank(ofPosition: position)
        hasLaterBases = true
      }
    }
    sweep.finish()
  }
}

/// From places in the index to ranks in the pack; worked out when it is first needed.
private final class RankLookup {
  private let order: PackOrder
  private lazy var ranks: [Int32] = {
    var ranks = [Int32](repeating: -1, count: count)
    for rank in order.entries.indices { ranks[Int(order.entries[rank].position)] = Int32(rank) }
    return ranks
  }()
  private let count: Int

  init(_ count: Int, _ order: PackOrder) {
    self.count = count
    self.order = order
  }

  func rank(ofPosition position: Int) -> Int32 { ranks[position] }
}
