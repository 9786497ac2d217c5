import KeyhoundCore

/// The objects of a pack as families: which is made from which. Ranks number the entries in the order of the pack.
final class PackFamilies: Sendable {
  let pack: Pack
  let entries: [FamilyEntry]
  let kinds: [EntryKind]
  let plan: FamilyPlan

  enum EntryKind: UInt8, Sendable {
    case unknown, commit, tree, blob, tag

    static let known: [EntryKind] = [.commit, .tree, .blob, .tag]

    init(_ kind: ObjectKind) {
      switch kind {
      case .commit: self = .commit
      case .tree: self = .tree
      case .blob: self = .blob
      case .tag: self = .tag
      }
    }
  }

  /// Reads the headers of all entries.
  init(_ pack: Pack, _ workers: any Workers = SingleWorker()) {
    self.pack = pack
    var order = PackOrder(pack)
    let links = FamilyLinks(pack, order, workers)
    kinds = links.kinds
    plan = FamilyPlan(links, &order.entries)
    entries = order.entries
  }

  /// The id of an entry.
  func id(ofRank rank: Int) -> ObjectID { pack.index.names.id(at: Int(entries[rank].position)) }

  /// Bytes from an entry to the next one. If the index misplaces entries, they need not be all of its bytes.
  func packedSize(ofRank rank: Int) -> Int {
    (rank + 1 < entries.count ? min(entries[rank + 1].offset, pack.end) : pack.end) - entries[rank].offset
  }
}

/// An entry of a pack, as the way through its family needs it. All of it side by side: the way leads to and fro in the pack.
struct FamilyEntry: Sendable {
  /// Where it begins.
  let offset: Int
  /// Its place in the index.
  let position: Int32
  /// The first entry made from it in the same piece, and the next one made from the same; -1 for none.
  var firstChild: Int32 = -1
  var nextSibling: Int32 = -1
  /// Of those made from it the one with most descendants; -1 for none.
  var heaviestChild: Int32 = -1

  init(offset: Int, position: Int32) {
    self.offset = offset
    self.position = position
  }
}

/// The entries of a pack in the order in which they lie there.
struct PackOrder: Sendable {
  /// The entries; what the index misplaces comes last, at an offset that cannot be read.
  fileprivate(set) var entries: [FamilyEntry]
  /// For each stretch of the pack, the rank of the first entry behind its start; one more for the end of the last stretch, and one for
  /// the end of what is misplaced.
  private var firstRanks: [Int32]
  private static let stretchBits = 8

  /// Sorts the entries of a pack by the stretches they begin in, and those of a stretch by offset.
  init(_ pack: Pack) {
    let count = pack.index.count
    let last = pack.end >> Self.stretchBits + 1
    firstRanks = Array(repeating: 0, count: last + 2)
    for position in 0..<count { firstRanks[Self.stretch(Self.offset(position, pack), last)] += 1 }
    for stretch in 0...last { firstRanks[stretch + 1] += firstRanks[stretch] }
    entries = Array(repeating: FamilyEntry(offset: Self.nowhere, position: -1), count: count)
    // From the ends of the stretches, as they were counted, to their starts.
    for position in stride(from: count - 1, through: 0, by: -1) {
      let offset = Self.offset(position, pack)
      let stretch = Self.stretch(offset, last)
      firstRanks[stretch] -= 1
      entries[Int(firstRanks[stretch])] = FamilyEntry(offset: offset, position: Int32(position))
    }
    for stretch in 0..<last { sort(Int(firstRanks[stretch])..<Int(firstRanks[stretch + 1])) }
  }

  private static let nowhere = Int.max >> 16

  /// Where the index says that an entry begins, if that lies in the pack.
  private static func offset(_ position: Int, _ pack: Pack) -> Int {
    guard let offset = pack.index.offset(at: position), pack.holds(offset) else { return nowhere }
    return offset
  }

  /// The stretch of an offset; what lies nowhere is in the stretch `last`.
  private static func stretch(_ offset: Int, _ last: Int) -> Int { min(offset >> stretchBits, last) }

  /// Sorts the few entries of a stretch.
  private mutating func sort(_ ranks: Range<Int>) {
    guard ranks.count <= Self.plausible else {
      return entries[ranks].sort { ($0.offset, $0.position) < ($1.offset, $1.position) }
    }
    for rank in ranks.dropFirst() {
      var place = rank
      while place > ranks.lowerBound, entries[place - 1].offset > entries[place].offset {
        entries.swapAt(place - 1, place)
        place -= 1
      }
    }
  }

  /// No sound index has more entries in a stretch.
  private static let plausible = 64

  /// The rank of the entry that begins at `offset`, which must lie in the pack, or `nil`.
  func rank(ofOffset offset: Int) -> Int? {
    let stretch = offset >> Self.stretchBits
    for rank in Int(firstRanks[stretch])..<Int(firstRanks[stretch + 1]) where entries[rank].offset == offset { return rank }
    return nil
  }
}
