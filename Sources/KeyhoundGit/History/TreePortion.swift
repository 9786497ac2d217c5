import KeyhoundCore

/// Some of the trees of a history, for one worker.
final class TreePortion: @unchecked Sendable {
  // Whoever hands it to a worker leaves it alone meanwhile.
  private var parts: [TreeNotes]

  init(_ parts: ArraySlice<TreeNotes>) {
    self.parts = Array(parts)
  }

  /// How much there is of `some`: trees, the folders in them that are among `some` as well, and what is to be searched.
  func extent(of some: BitSet) -> TreeExtent {
    var extent = TreeExtent()
    for part in parts {
      part.forEachCount(of: some) { row, count in
        guard some.contains(Int(row.tree)) else { return }
        extent = extent + TreeExtent(trees: 1, folders: count, hits: row.hits.range.count)
      }
    }
    return extent
  }

  /// Calls `body` with each tree that is among `some`, the trees in it, and what is to be searched in it. Nothing is left afterwards: what has been gone
  /// through makes room for what comes of it.
  func takeRows(
    of some: BitSet.Members, _ body: (Int32, Slice<FolderEdit.Links>, Slice<UnsafeBufferPointer<TreeNotes.Link>>) -> Void
  ) {
    for index in parts.indices {
      let part = parts[index]
      parts[index] = TreeNotes()
      part.hits.withUnsafeBufferPointer { hits in
        FolderLists.forEach(in: part) { row, folders in
          if some.contains(row.tree) { body(row.tree, folders, hits[row.hits.range]) }
        }
      }
    }
  }
}

/// How many trees there are, folders in them, and places to be searched.
struct TreeExtent: Sendable {
  var trees = 0
  var folders = 0
  var hits = 0

  static func + (a: Self, b: Self) -> Self {
    Self(trees: a.trees + b.trees, folders: a.folders + b.folders, hits: a.hits + b.hits)
  }
}
