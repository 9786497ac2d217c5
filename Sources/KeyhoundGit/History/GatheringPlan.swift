/// Which entries of a pack are gathered before they are used, and where each goes.
///
/// Gathered are the short ones, for which reading where they lie costs most: all of them where there is room, or only the shortest.
struct GatheringPlan: Sendable {
  /// Where the entries of each piece of the plan go in the memory for their kind.
  private(set) var stretches: [Range<Int>]

  private static let kinds: [PackFamilies.EntryKind] = [.tree, .blob]
  /// To read entries of this length and more where they lie is no loss.
  private static let longest = 1 << 12
  /// No entry has fewer bytes; an index that says so misplaces some.
  private static let shortest = 9
  /// Limits are multiples of this.
  private static let step = 1 << 6

  /// Enters in `entries` where each goes; those of a kind take at most `room` bytes.
  init(_ plan: FamilyPlan, _ links: FamilyLinks, _ entries: inout [FamilyEntry], room: Int) {
    let limits = Self.limits(links.kinds, entries, room)
    let owners = plan.piecesOfEntries(links)
    let gathered = entries.indices.filter { rank in
      let size = Int(entries[rank].packedSize)
      return size >= Self.shortest && size < limits[Int(links.kinds[rank].rawValue)] && owners[rank] >= 0
    }
    var sizes = [Int](repeating: 0, count: plan.pieces.count)
    for rank in gathered { sizes[Int(owners[rank])] += Int(entries[rank].packedSize) }
    stretches = Self.stretches(plan.pieces, sizes)
    var next = stretches.map(\.lowerBound)
    for rank in gathered {
      let owner = Int(owners[rank])
      entries[rank].place = UInt32(next[owner])
      next[owner] += Int(entries[rank].packedSize)
    }
  }

  /// The length below which entries of each kind fit into `room` bytes; 0 for kinds that are not gathered.
  private static func limits(_ kinds: [PackFamilies.EntryKind], _ entries: [FamilyEntry], _ room: Int) -> [Int] {
    let steps = longest / step
    var bytes = [Int](repeating: 0, count: PackFamilies.EntryKind.count * steps)
    for (entry, kind) in zip(entries, kinds) where Int(entry.packedSize) < longest {
      bytes[Int(kind.rawValue) * steps + Int(entry.packedSize) / step] += Int(entry.packedSize)
    }
    return PackFamilies.EntryKind.allCases.map { kind in
      guard Self.kinds.contains(kind) else { return 0 }
      var total = 0
      let fitting = bytes[Int(kind.rawValue) * steps..<(Int(kind.rawValue) + 1) * steps].prefix {
        total += $0
        return total <= room
      }
      return fitting.count * step
    }
  }

  /// The stretches of pieces of such sizes, one behind the other; each kind has a memory of its own.
  private static func stretches(_ pieces: [FamilyPlan.Piece], _ sizes: [Int]) -> [Range<Int>] {
    var ends = [Int](repeating: 0, count: PackFamilies.EntryKind.count)
    return zip(pieces, sizes).map { piece, size in
      let start = ends[Int(piece.kind.rawValue)]
      ends[Int(piece.kind.rawValue)] = start + size
      return start..<start + size
    }
  }
}
