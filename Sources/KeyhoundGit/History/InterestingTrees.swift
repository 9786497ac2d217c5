import KeyhoundCore

/// The trees of a history that hold something to be searched, at whatever depth, and of their entries those that lead there.
///
/// Mostly few of the many: going through all commits looks at these again and again.
struct InterestingTrees {
  typealias Link = TreeNotes.Link

  /// The row of each object, or -1.
  private var rows: [Int32]
  private var links: Links

  /// Takes over the links of `trees` that lead to `interesting` ones, half of them at a time where there are two workers.
  init(_ interesting: BitSet, of trees: TreeGraph, objectCount: Int, _ workers: any Workers) {
    rows = Array(repeating: -1, count: objectCount)
    let (all, half) = (trees.partCount, trees.partCount / 2)
    let (first, second) = workers.both(
      { Links(to: interesting, of: trees, parts: 0..<half) }, { Links(to: interesting, of: trees, parts: half..<all) })
    links = first
    links.append(second)
    for (row, tree) in links.trees.enumerated() { rows[Int(tree)] = Int32(row) }
  }

  /// Links, tree by tree.
  private struct Links: Sendable {
    var trees: [Int32] = []
    /// Where the links of each row end.
    var foldersEnds: [Int32] = [0]
    var hitsEnds: [Int32] = [0]
    var folders: [Link] = []
    var hits: [Link] = []

    init(to interesting: BitSet, of trees: TreeGraph, parts: Range<Int>) {
      trees.forEachRow(of: interesting, parts: parts) { tree, folders, hits in
        self.trees.append(Int32(tree))
        for link in folders where interesting.contains(Int(link.child)) { self.folders.append(link) }
        self.hits += hits
        foldersEnds.append(Int32(self.folders.count))
        hitsEnds.append(Int32(self.hits.count))
      }
    }

    mutating func append(_ other: Links) {
      let (foldersStart, hitsStart) = (Int32(folders.count), Int32(hits.count))
      trees += other.trees
      folders += other.folders
      hits += other.hits
      foldersEnds += other.foldersEnds.dropFirst().map { $0 + foldersStart }
      hitsEnds += other.hitsEnds.dropFirst().map { $0 + hitsStart }
    }
  }

  /// The row of a tree; `nil` when nothing in it is to be searched.
  func row(ofTree number: Int32) -> Int? {
    guard number >= 0, rows[Int(number)] >= 0 else { return nil }
    return Int(rows[Int(number)])
  }

  /// The trees in a tree that hold something to be searched, as places in `folders`.
  func folders(inRow row: Int) -> Range<Int> { Int(links.foldersEnds[row])..<Int(links.foldersEnds[row + 1]) }

  /// What is to be searched in a tree itself, as places in `hits`.
  func hits(inRow row: Int) -> Range<Int> { Int(links.hitsEnds[row])..<Int(links.hitsEnds[row + 1]) }

  var folders: [Link] { links.folders }
  /// What is to be searched, in no particular order.
  var hits: [Link] { links.hits }
}
