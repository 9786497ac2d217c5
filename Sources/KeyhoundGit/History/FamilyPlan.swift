/// How the objects of a pack are divided into pieces of work: small families together, large ones apart.
///
/// A piece is walked by one worker from the base of its family on. Where a family is too large, subtrees are cut off it and become pieces of
/// their own, which begin at an object that is made once more for them.
struct FamilyPlan: Sendable {
  struct Piece: Sendable {
    let kind: PackFamilies.EntryKind
    /// What the first objects are made from; -1 when they are bases.
    let parent: Int32
    /// The first objects, as a range of `members`.
    let members: Range<Int>
  }

  private(set) var pieces: [Piece] = []
  private(set) var members: [Int32] = []
  /// Whether an entry, with what is made from it, was cut off what it is made from.
  private(set) var isCutOff: [Bool]
  /// Roughly the bytes of each entry and of what is made from it and not cut off.
  private(set) var weights: [UInt32]

  /// Pieces are at least this large where there is enough to put together, and not much larger than the second figure.
  static let smallest = 4 << 20
  static let largest = 24 << 20

  init(_ families: PackFamilies) {
    isCutOff = Array(repeating: false, count: families.count)
    weights = families.sizes.map { max(64, $0) }
    cut(families)
    group(families)
  }

  /// Adds up weights from the leaves to the bases, and cuts where a sum would get too large.
  private mutating func cut(_ families: PackFamilies) {
    for rank in Self.leavesFirst(families) {
      let base = Int(families.bases[rank])
      guard base >= 0 else { continue }
      // To begin in the middle of a family costs the way there, so pieces of large objects are larger.
      let limit = max(Self.largest, 64 * Int(families.sizes[rank]))
      if Int(weights[base]) + Int(weights[rank]) > limit {
        isCutOff[rank] = true
      } else {
        weights[base] += weights[rank]
      }
    }
  }

  /// All entries that belong to a family, every one before what it is made from.
  private static func leavesFirst(_ families: PackFamilies) -> [Int] {
    let isOrdered = families.bases.indices.allSatisfy { families.bases[$0] < Int32($0) }
    if isOrdered { return families.bases.indices.reversed() }
    var order: [Int] = families.bases.indices.filter { families.bases[$0] < 0 }
    var next = 0
    while next < order.count {
      var child = families.firstChildren[order[next]]
      while child >= 0 {
        order.append(Int(child))
        child = families.nextSiblings[Int(child)]
      }
      next += 1
    }
    return order.reversed()
  }

  /// Puts bases of one kind, and subtrees cut off one object, together.
  private mutating func group(_ families: PackFamilies) {
    let bases = families.bases.indices.filter { families.bases[$0] < 0 && families.kinds[$0] != .unknown }
    let cuts = families.bases.indices.filter { isCutOff[$0] && families.kinds[$0] != .unknown }
    let firsts = bases.map { (-1, $0) } + cuts.map { (families.bases[$0], $0) }
    let sorted = firsts.sorted { a, b in
      (families.kinds[a.1].rawValue, a.0, a.1) < (families.kinds[b.1].rawValue, b.0, b.1)
    }
    var weight = 0
    for (parent, rank) in sorted {
      let kind = families.kinds[rank]
      let start = members.count
      members.append(Int32(rank))
      if let last = pieces.last, last.kind == kind, last.parent == parent, weight < Self.smallest {
        pieces[pieces.count - 1] = Piece(kind: kind, parent: parent, members: last.members.lowerBound..<members.count)
        weight += Int(weights[rank])
      } else {
        pieces.append(Piece(kind: kind, parent: parent, members: start..<members.count))
        weight = Int(weights[rank])
      }
    }
  }
}
