/// The trees of a history that hold something to be searched, at whatever depth, and of their entries those that lead there.
///
/// Mostly few of the many: going through all commits looks at these again and again.
struct InterestingTrees {
  typealias Link = TreeNotes.Link

  /// The row of each object, or -1.
  private var rows: [Int32]
  /// Where the links of each row end.
  private var foldersEnds: [Int32] = [0]
  private var hitsEnds: [Int32] = [0]
  private var folders: [Link] = []
  /// What is to be searched, in no particular order.
  private(set) var hits: [Link] = []

  init(in trees: TreeGraph, objectCount: Int) {
    rows = Array(repeating: -1, count: objectCount)
    let interesting = trees.leading(to: trees.withHits)
    trees.forEachRow(of: interesting) { tree, folders, hits in
      rows[tree] = Int32(foldersEnds.count - 1)
      for link in folders where interesting.contains(Int(link.child)) { self.folders.append(link) }
      self.hits += hits
      foldersEnds.append(Int32(self.folders.count))
      hitsEnds.append(Int32(self.hits.count))
    }
  }

  /// The row of a tree; `nil` when nothing in it is to be searched.
  func row(ofTree number: Int32) -> Int? {
    guard number >= 0, rows[Int(number)] >= 0 else { return nil }
    return Int(rows[Int(number)])
  }

  /// The trees in a tree that hold something to be searched.
  func folders(inRow row: Int) -> ArraySlice<Link> { folders[Int(foldersEnds[row])..<Int(foldersEnds[row + 1])] }

  /// What is to be searched in a tree itself.
  func hits(inRow row: Int) -> ArraySlice<Link> { hits[Int(hitsEnds[row])..<Int(hitsEnds[row + 1])] }
}
