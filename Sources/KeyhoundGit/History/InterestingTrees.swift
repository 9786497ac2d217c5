import KeyhoundCore

/// The trees of a history that hold something to be searched, at whatever depth, and of their entries those that lead there.
///
/// Mostly few of the many: going through all commits looks at these again and again.
struct InterestingTrees {
  typealias Link = TreeNotes.Link

  /// The row of each object, or -1.
  private var rows: [Int32]
  private let lists: InterestingLists

  /// Takes over the links of `trees` that lead to `interesting` ones, half of them at a time where there are two workers. Nothing is left of `trees`.
  init(_ interesting: BitSet, of trees: inout TreeGraph, objectCount: Int, _ workers: any Workers) {
    rows = Array(repeating: -1, count: objectCount)
    let (first, second) = trees.takeHalves()
    let (start, end) = workers.both({ first.extent(of: interesting) }, { second.extent(of: interesting) })
    let lists = InterestingLists(start + end)
    _ = workers.both(
      { interesting.withMembers { lists.fill(from: TreeExtent(), with: first, $0) } },
      { interesting.withMembers { lists.fill(from: start, with: second, $0) } })
    for (row, tree) in lists.trees.enumerated() { rows[Int(tree)] = Int32(row) }
    self.lists = lists
  }

  /// The row of a tree; `nil` when nothing in it is to be searched.
  func row(ofTree number: Int32) -> Int? {
    guard number >= 0, rows[Int(number)] >= 0 else { return nil }
    return Int(rows[Int(number)])
  }

  /// The trees in a tree that hold something to be searched, as places in `folders`.
  func folders(inRow row: Int) -> Range<Int> { Int(lists.foldersEnds[row])..<Int(lists.foldersEnds[row + 1]) }

  /// What is to be searched in a tree itself, as places in `hits`.
  func hits(inRow row: Int) -> Range<Int> { Int(lists.hitsEnds[row])..<Int(lists.hitsEnds[row + 1]) }

  var folders: UnsafeMutableBufferPointer<Link> { lists.folders }
  /// What is to be searched, in no particular order.
  var hits: UnsafeMutableBufferPointer<Link> { lists.hits }
}

/// Links, tree by tree. There may be millions, so that they have as much memory as they need, and both workers fill it.
private final class InterestingLists: @unchecked Sendable {
  // Each worker writes what is its own; afterwards all only read.
  let trees: UnsafeMutableBufferPointer<Int32>
  /// Where the links of each row begin, and at last where they end.
  let foldersEnds: UnsafeMutableBufferPointer<Int32>
  let hitsEnds: UnsafeMutableBufferPointer<Int32>
  let folders: UnsafeMutableBufferPointer<TreeNotes.Link>
  let hits: UnsafeMutableBufferPointer<TreeNotes.Link>

  init(_ extent: TreeExtent) {
    trees = .allocate(capacity: extent.trees)
    foldersEnds = .allocate(capacity: extent.trees + 1)
    hitsEnds = .allocate(capacity: extent.trees + 1)
    folders = .allocate(capacity: extent.folders)
    hits = .allocate(capacity: extent.hits)
    (foldersEnds[0], hitsEnds[0]) = (0, 0)
  }

  deinit {
    trees.deallocate()
    foldersEnds.deallocate()
    hitsEnds.deallocate()
    folders.deallocate()
    hits.deallocate()
  }

  /// Fills in the links of a portion, of which there are `start` before.
  func fill(from start: TreeExtent, with portion: TreePortion, _ interesting: BitSet.Members) {
    var next = start
    portion.takeRows(of: interesting) { tree, folders, hits in
      trees[next.trees] = tree
      for link in folders where interesting.contains(link.child) {
        self.folders[next.folders] = link
        next.folders += 1
      }
      _ = self.hits[next.hits...].update(fromContentsOf: hits)
      next.hits += hits.count
      next.trees += 1
      (foldersEnds[next.trees], hitsEnds[next.trees]) = (Int32(next.folders), Int32(next.hits))
    }
  }
}
