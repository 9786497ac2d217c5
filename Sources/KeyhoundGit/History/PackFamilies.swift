import KeyhoundCore

/// The objects of a pack as families: which is made from which. Ranks number the entries in the order of the pack.
final class PackFamilies: Sendable {
  let pack: Pack
  let entries: [FamilyEntry]
  let kinds: [EntryKind]
  let plan: FamilyPlan
  let gathering: GatheringPlan

  enum EntryKind: UInt8, Sendable, CaseIterable {
    case unknown, commit, tree, blob, tag

    static let count = allCases.count
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

  /// Reads the headers of all entries. At most `room` bytes of trees, and as many of blobs, are planned to be gathered.
  init(_ pack: Pack, gathering room: Int, _ workers: any Workers = SingleWorker()) {
    self.pack = pack
    var order = PackOrder(pack)
    let links = FamilyLinks(pack, order, workers)
    kinds = links.kinds
    plan = FamilyPlan(links, &order.entries)
    gathering = GatheringPlan(plan, links, &order.entries, room: room, workers)
    entries = order.entries
  }

  /// The id of an entry.
  func id(ofRank rank: Int) -> ObjectID { pack.index.names.id(at: Int(entries[rank].position)) }
}

/// An entry of a pack, as the way through its family needs it. All of it side by side: the way leads to and fro in the pack.
struct FamilyEntry: Sendable {
  /// Where it begins.
  let offset: Int
  /// Its place in the index.
  let position: Int32
  /// Bytes from it to the next one, four billions at most. If the index misplaces entries, they need not be all of its bytes.
  var packedSize: UInt32 = 0
  /// Where it goes among the gathered entries of its kind; the greatest number if it does not.
  var place = UInt32.max
  /// The first entry made from it in the same piece, and the next one made from the same; -1 for none.
  var firstChild: Int32 = -1
  var nextSibling: Int32 = -1
  /// Of those made from it the one with most descendants; -1 for none.
  var heaviestChild: Int32 = -1

  init(offset: Int, position: Int32) {
    self.offset = offset
    self.position = position
  }

  var gatheredPlace: Int? { place == .max ? nil : Int(place) }
}
