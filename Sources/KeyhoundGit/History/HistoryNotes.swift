import KeyhoundCore

/// What the passes over a history have brought to light so far. Filled by whoever runs them, with the notes of their units.
package struct HistoryNotes: Sendable {
  private(set) var suspects: BitSet
  private(set) var kinds: ObjectKinds
  private(set) var trees: TreeGraph
  private(set) var commits = CommitGraph()
  private(set) var tags: [Int32: Int32] = [:]
  /// What tags say of what they point to.
  private(set) var tagKinds: [Int32: ObjectKind] = [:]
  private(set) var names: [NameTable.Hash: [UInt8]] = [:]
  private(set) var treeGaps: [TreeNotes.Gap] = []
  private(set) var misfits: [TreeNotes.Gap] = []
  private(set) var textGaps: [(number: Int32, id: ObjectID)] = []
  private(set) var damagedTrees: [Int32] = []
  private(set) var suspiciousTexts: [Int32] = []
  private(set) var suspectNumbers: [Int] = []
  private(set) var matchPlaces: [Int: MatchPlaces] = [:]
  private var order: CommitOrder?

  package init(_ history: History) {
    suspects = BitSet(capacity: history.inventory.count)
    kinds = ObjectKinds(history.inventory)
    trees = TreeGraph(objectCount: history.inventory.count)
    if history.options.searchesEverything { suspects.insertAll() }
  }

  /// Adds what a unit noted.
  package mutating func add(_ note: any Sendable) {
    switch note {
    case let blobs as SuspiciousBlobs:
      for (number, places) in blobs.blobs where suspects.insert(number) {
        suspectNumbers.append(number)
        matchPlaces[number] = places
      }
    case let notes as TreeNotes: add(notes)
    case let notes as SingleKinds: kinds.add(notes)
    case let notes as TextNotes: add(notes)
    case let order as CommitOrder: self.order = order
    default: break
    }
  }

  private mutating func add(_ notes: TreeNotes) {
    trees.append(notes)
    for (hash, text) in notes.names { names[hash] = text }
    treeGaps += notes.gaps
    misfits += notes.misfits
    damagedTrees += notes.damaged
  }

  private mutating func add(_ notes: TextNotes) {
    commits.append(notes)
    for (number, target, kind) in notes.tags { (tags[number], tagKinds[number]) = (target, kind) }
    textGaps += notes.gaps
    suspiciousTexts += notes.suspicious
  }

  /// A name that trees have; empty where no worker met it.
  func bytes(ofName name: NameTable.Hash) -> [UInt8] { names[name] ?? [] }

  /// Hands over the trees, of which nothing is left here: they take much memory, and are not needed to the end.
  mutating func takeTrees() -> TreeGraph {
    let taken = trees
    trees = TreeGraph(objectCount: 0)
    return taken
  }

  /// What became of the commits: worked out by the pass that read the trees, or now.
  func commitOrder(of history: History) -> CommitOrder { order ?? CommitOrder(history, commits, tags: tags) }
}
