import KeyhoundCore

/// What HEAD has at each path, of what is to be searched.
struct HeadBlobs {
  private var blobs: [RawPath: Int32] = [:]
  private let notes: HistoryNotes
  private let trees: InterestingTrees
  /// The trees that were gone through: one that comes again costs as much as is in it.
  private var seen: Set<Int32> = []
  private var budget: TreeBudget

  /// Whether all of it was gone through.
  var isComplete: Bool { !budget.isSpent }

  /// Goes through the tree of HEAD; -1 if there is none.
  init(tree: Int32, _ notes: HistoryNotes, _ trees: InterestingTrees, _ budget: TreeBudget) {
    self.notes = notes
    self.trees = trees
    self.budget = budget
    collect(tree, [], depth: 0)
  }

  /// Whether HEAD has this blob at `path`.
  func has(_ blob: Int32, at path: RawPath) -> Bool { blobs[path] == blob }

  private mutating func collect(_ tree: Int32, _ folder: [UInt8], depth: Int) {
    guard depth < TreeBudget.deepest, let row = trees.row(ofTree: tree) else { return }
    let hits = trees.hits(inRow: row)
    guard budget.spend(seen.insert(tree).inserted ? 1 : 1 + hits.count) else { return }
    for place in hits where trees.hits[place].child >= 0 {
      blobs[RawPath(folder + notes.bytes(ofName: trees.hits[place].name))] = trees.hits[place].child
    }
    for place in trees.folders(inRow: row) {
      let link = trees.folders[place]
      collect(link.child, folder + notes.bytes(ofName: link.name) + [UInt8(ascii: "/")], depth: depth + 1)
    }
  }
}
