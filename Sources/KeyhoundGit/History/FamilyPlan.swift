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
  /// Entries that were cut off what they are made from, with what is made from them.
  private var cuts: [Int32] = []
  /// Roughly the bytes of each entry and of what is made from it and not cut off.
  private var weights: [UInt32]
  /// What the last piece weighs.
  private var pieceWeight = 0

  /// Pieces are at least this large where there is enough to put together, and not much larger than the second figure.
  static let smallest = 4 << 20
  static let largest = 24 << 20

  /// Enters in `entries` what is made from each within its piece.
  init(_ links: FamilyLinks, _ entries: inout [FamilyEntry]) {
    weights = links.sizes.map { max(64, $0) }
    links.forEachLeafFirst { attach($0, links, &entries) }
    group(links)
    (weights, cuts) = ([], [])
  }

  /// Puts an entry, all of whose children are known, under what it is made from, or cuts it off where the family would get too large.
  private mutating func attach(_ rank: Int, _ links: FamilyLinks, _ entries: inout [FamilyEntry]) {
    let base = Int(links.bases[rank])
    guard base >= 0 else { return }
    // To begin in the middle of a family costs the way there, so pieces of large objects are larger.
    let limit = max(Self.largest, 64 * Int(links.sizes[rank]))
    let weight = Int(weights[base]) + Int(weights[rank])
    guard weight <= limit else { return cuts.append(Int32(rank)) }
    weights[base] = UInt32(clamping: weight)
    entries[rank].nextSibling = entries[base].firstChild
    entries[base].firstChild = Int32(rank)
    let heaviest = entries[base].heaviestChild
    if heaviest < 0 || weights[rank] >= weights[Int(heaviest)] { entries[base].heaviestChild = Int32(rank) }
  }

  /// The piece that each entry belongs to; -1 for none.
  func piecesOfEntries(_ links: FamilyLinks) -> [Int32] {
    var owners = [Int32](repeating: -1, count: links.bases.count)
    for (index, piece) in pieces.enumerated() {
      for member in members[piece.members] { owners[Int(member)] = Int32(index) }
    }
    links.forEachBaseFirst { rank in
      if owners[rank] < 0, links.bases[rank] >= 0 { owners[rank] = owners[Int(links.bases[rank])] }
    }
    return owners
  }

  /// Puts bases of one kind, and subtrees cut off one object, together.
  private mutating func group(_ links: FamilyLinks) {
    let kinds = links.kinds
    cuts.sort { a, b in (links.bases[Int(a)], a) < (links.bases[Int(b)], b) }
    for kind in PackFamilies.EntryKind.known {
      for rank in kinds.indices where kinds[rank] == kind && links.bases[rank] < 0 { add(rank, kind, parent: -1) }
      for rank in cuts where kinds[Int(rank)] == kind { add(Int(rank), kind, parent: links.bases[Int(rank)]) }
    }
  }

  private mutating func add(_ rank: Int, _ kind: PackFamilies.EntryKind, parent: Int32) {
    let start = members.count
    members.append(Int32(rank))
    let weight = Int(weights[rank])
    if let last = pieces.last, last.kind == kind, last.parent == parent, pieceWeight < Self.smallest {
      pieces[pieces.count - 1] = Piece(kind: kind, parent: parent, members: last.members.lowerBound..<members.count)
      pieceWeight += weight
    } else {
      pieces.append(Piece(kind: kind, parent: parent, members: start..<members.count))
      pieceWeight = weight
    }
  }
}
