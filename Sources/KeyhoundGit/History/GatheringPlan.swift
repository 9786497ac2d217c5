import KeyhoundCore

/// Which entries of a pack are gathered before they are used, and where each goes.
///
/// Gathered are the short ones, for which reading where they lie costs most: all of them where there is room, or only the shortest.
struct GatheringPlan: Sendable {
  /// How many bytes the gathered entries of each kind have.
  private(set) var sizes = [Int](repeating: 0, count: PackFamilies.EntryKind.count)
  /// Where the entries of each piece of the plan go in the memory for their kind.
  private(set) var stretches: [Range<Int>] = []

  private static let kinds: [PackFamilies.EntryKind] = [.tree, .blob]
  /// To read entries of this length and more where they lie is no loss.
  private static let longest = 1 << 12
  /// No entry has fewer bytes; an index that says so misplaces some.
  private static let shortest = 9
  /// Limits are multiples of this.
  private static let step = 1 << 6

  /// Enters in `entries` where each goes; those of a kind take at most `room` bytes.
  init(
    _ plan: FamilyPlan, _ links: FamilyLinks, _ entries: inout [FamilyEntry], room: Int, _ workers: any Workers = SingleWorker()
  ) {
    let (limits, owners) = workers.both(
      { Self.limits(links.kinds, entries, room) }, { plan.piecesOfEntries(links) })
    let isGathered = { (rank: Int, size: UInt32) in
      size >= Self.shortest && Int(size) < limits[Int(links.kinds[rank].rawValue)] && owners[rank] >= 0
    }
    var pieceSizes = [Int](repeating: 0, count: plan.pieces.count)
    for rank in entries.indices where isGathered(rank, entries[rank].packedSize) {
      pieceSizes[Int(owners[rank])] += Int(entries[rank].packedSize)
    }
    for (piece, size) in zip(plan.pieces, pieceSizes) {
      let start = sizes[Int(piece.kind.rawValue)]
      sizes[Int(piece.kind.rawValue)] = start + size
      stretches.append(start..<start + size)
    }
    var next = stretches.map(\.lowerBound)
    for rank in entries.indices where isGathered(rank, entries[rank].packedSize) {
      entries[rank].place = UInt32(next[Int(owners[rank])])
      next[Int(owners[rank])] += Int(entries[rank].packedSize)
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
}
