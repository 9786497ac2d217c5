/// Works out which entries of a pack are made from which.
struct FamilyLinks {
  private(set) var bases: [Int32]
  private(set) var kinds: [PackFamilies.EntryKind]
  private(set) var sizes: [UInt32]
  /// Whether some base lies behind what is made from it.
  private var hasLaterBases = false

  init(count: Int) {
    bases = Array(repeating: -1, count: count)
    kinds = Array(repeating: .unknown, count: count)
    sizes = Array(repeating: 0, count: count)
  }

  /// Reads the header of every entry. One that makes no sense stays unknown, and so does what is made from it.
  mutating func read(_ pack: Pack, _ order: PackOrder) {
    let ranks = RankLookup(pack.index.count, order)
    var sweep = PackSweep(pack)
    defer { sweep.finish() }
    for rank in order.entries.indices {
      let offset = order.entries[rank].offset
      guard let entry = try? pack.entry(at: offset, in: sweep.bytes(at: offset)) else { continue }
      switch entry.content {
      case .whole(let kind):
        kinds[rank] = .init(kind)
        sizes[rank] = UInt32(clamping: entry.size)
      case .deltaToOffset(let offset):
        guard let base = order.rank(ofOffset: offset) else { continue }
        bases[rank] = Int32(base)
        (kinds[rank], sizes[rank]) = (kinds[base], sizes[base])
      case .deltaToObject(let id):
        guard let position = pack.index.names.position(of: id), position < pack.index.count else { continue }
        bases[rank] = ranks.rank(ofPosition: position)
        hasLaterBases = true
      }
    }
  }

  /// Hands kinds and sizes down from bases that lie behind what is made from them. Circles stay unknown.
  mutating func resolve() {
    guard hasLaterBases else { return }
    for rank in bases.indices where kinds[rank] == .unknown {
      var path = [rank]
      while kinds[path[path.count - 1]] == .unknown, path.count <= ObjectReader.maximumDepth {
        let base = bases[path[path.count - 1]]
        guard base >= 0 else { break }
        path.append(Int(base))
      }
      let root = path.removeLast()
      for member in path { (kinds[member], sizes[member]) = (kinds[root], sizes[root]) }
    }
  }

  /// Whether every base lies before what is made from it, as git packs them.
  var isOrdered: Bool { !hasLaterBases || bases.indices.allSatisfy { bases[$0] < Int32($0) } }

  /// All entries that belong to a family, every one before what it is made from.
  var leavesFirst: [Int] {
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
    return order.reversed()
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
