import KeyhoundCore

/// Goes through commits, oldest first, and takes down what each has that none of its parents has.
struct IntroductionSearch {
  private let history: History
  private let notes: HistoryNotes
  private let commits: CommitGraph
  private let trees: InterestingTrees
  private var seen: Set<Place> = []
  private var placed: Set<Int32> = []
  private var placedNames: Set<NameTable.Hash> = []
  private let head: HeadBlobs
  /// The folders that lead to the tree in hand, and what stands before them.
  private var way: [NameTable.Hash] = []
  private var root: [UInt8] = []
  /// The trees that those on the way are compared with, one folder behind the other.
  private var others: [Other] = []
  private var texts: [Int: [Introduction]] = [:]
  private var found: [Introduction] = []
  /// What is left for the commit in hand: its trees are counted, and what it has at one more place.
  private var budget = TreeBudget()
  /// Commits of which not everything was taken down, and why.
  private(set) var cuts: [Cut] = []

  /// A commit whose trees go on where nobody follows them.
  struct Cut: Equatable {
    var commit: ObjectID?
    var message: String
  }

  /// A blob, or a name without one, at a path.
  private struct Place: Hashable {
    var child: Int32
    var path: RawPath
  }

  /// A tree to compare with, and where in it the next folder is expected: mostly it has the same, in the same order.
  private struct Other {
    var row: Int
    var next: Int
  }

  init(_ history: History, _ notes: HistoryNotes, _ commits: CommitOrder, _ trees: InterestingTrees) {
    self.history = history
    self.notes = notes
    self.commits = commits.commits
    self.trees = trees
    let commit = commits.head.flatMap { commits.commits.index(ofNumber: $0) } ?? -1
    let tree = commit < 0 ? -1 : commits.commits.nodes[commit].tree
    head = HeadBlobs(tree: tree, notes, trees, TreeBudget(paths: history.options.paths))
    if !head.isComplete { cut("HEAD has more paths than are followed; not all that is still in it is said to be", commit) }
  }

  /// What has been found since this was last asked for.
  mutating func takeFound() -> [Introduction] {
    guard !found.isEmpty else { return [] }
    defer { found = [] }
    return found
  }

  // MARK: Commits

  /// Takes down the texts of a commit, then what it brought in; all that it holds, unless its parents came before.
  mutating func visit(commit index: Int, hasParentsBefore: Bool) {
    found += texts[index] ?? []
    budget = TreeBudget(paths: history.options.paths)
    guard let row = trees.row(ofTree: commits.nodes[index].tree) else { return }
    for parent in commits.parents(of: index) where hasParentsBefore {
      if let parent = trees.row(ofTree: commits.nodes[Int(parent)].tree) { addOther(parent) }
    }
    if !others.contains(where: { $0.row == row }) { compare(row, others.indices, index) }
    others.removeAll(keepingCapacity: true)
  }

  /// Takes down what a tree has that a reference names directly.
  mutating func visit(root tree: Int32, named name: RawPath) {
    guard let row = trees.row(ofTree: tree) else { return }
    root = name.bytes + [Self.slash]
    budget = TreeBudget(paths: history.options.paths)
    compare(row, 0..<0, -1)
    root = []
  }

  mutating func add(blob number: Int32, path: RawPath) {
    add(TreeNotes.Link(child: number, name: 0), path: path, folder: [], -1)
  }

  /// Takes down the texts that belong to no commit.
  mutating func addOtherTexts() { found += texts[-1] ?? [] }

  /// Says which texts will have to be taken down.
  mutating func addText(_ introduction: Introduction, ofCommit commit: Int?) {
    texts[commit ?? -1, default: []].append(introduction)
  }

  /// Adds what no commit and no reference leads to: suspicious blobs, under the name of some tree that holds them, and names.
  mutating func addRest() {
    for link in trees.hits where !(link.child < 0 ? placedNames.contains(link.name) : placed.contains(link.child)) {
      add(link, path: RawPath(notes.bytes(ofName: link.name)), folder: [], -1)
    }
    for number in notes.suspectNumbers where !placed.contains(Int32(number)) {
      add(TreeNotes.Link(child: Int32(number), name: 0), path: RawPath("<unreachable blob>"), folder: [], -1)
    }
  }

  /// Takes down what a tree at the end of the way has that none of some others has.
  private mutating func compare(_ row: Int, _ range: Range<Int>, _ commit: Int) {
    guard way.count < TreeBudget.deepest else {
      return cut("folders are nested more than \(TreeBudget.deepest) deep; what is there was not searched", commit)
    }
    guard isFollowed(commit) else { return }
    for place in trees.folders(inRow: row) {
      let folder = trees.folders[place]
      guard !range.contains(where: { has(folder, in: $0) }), let child = trees.row(ofTree: folder.child) else { continue }
      let start = others.count
      for other in range { addOthers(named: folder.name, in: others[other].row) }
      way.append(folder.name)
      compare(child, start..<others.count, commit)
      way.removeLast()
      others.removeLast(others.count - start)
    }
    takeDownHits(row, range, commit)
  }

  /// Whether there is something left for one more tree or place; if not, that is said.
  private mutating func isFollowed(_ commit: Int) -> Bool {
    if budget.spend() { return true }
    cut("its trees have more paths than are followed; what is there was not searched", commit)
    return false
  }

  private mutating func cut(_ message: String, _ commit: Int) {
    let id = commit < 0 ? nil : history.inventory.id(of: Int(commits.nodes[commit].number))
    let cut = Cut(commit: id, message: message)
    if cuts.last != cut { cuts.append(cut) }
  }

  private mutating func takeDownHits(_ row: Int, _ range: Range<Int>, _ commit: Int) {
    // Most ways lead to nothing new, so that a path is put together only when something is.
    var path: [UInt8]?
    for place in trees.hits(inRow: row) {
      let link = trees.hits[place]
      guard !range.contains(where: { hasHit(link, in: others[$0].row) }) else { continue }
      // A blob at its first place is taken down in any case.
      let isFirst = link.child >= 0 && !placed.contains(link.child)
      guard isFirst || isFollowed(commit) else { continue }
      let folder = path ?? way.reduce(root) { $0 + notes.bytes(ofName: $1) + [Self.slash] }
      path = folder
      add(link, path: RawPath(folder + notes.bytes(ofName: link.name)), folder: folder, commit)
    }
  }

  private func hasHit(_ link: TreeNotes.Link, in row: Int) -> Bool {
    trees.hits(inRow: row).contains { trees.hits[$0] == link }
  }

  /// Whether one of the others has a folder with the same in it.
  private mutating func has(_ folder: TreeNotes.Link, in other: Int) -> Bool {
    let places = trees.folders(inRow: others[other].row)
    let next = others[other].next
    let place = next < places.upperBound && trees.folders[next] == folder ? next : places.first { trees.folders[$0] == folder }
    guard let place else { return false }
    others[other].next = place + 1
    return true
  }

  private mutating func addOther(_ row: Int) {
    others.append(Other(row: row, next: trees.folders(inRow: row).lowerBound))
  }

  private mutating func addOthers(named name: NameTable.Hash, in row: Int) {
    for place in trees.folders(inRow: row) where trees.folders[place].name == name {
      if let row = trees.row(ofTree: trees.folders[place].child) { addOther(row) }
    }
  }

  private mutating func add(_ link: TreeNotes.Link, path: RawPath, folder: [UInt8], _ commit: Int) {
    guard seen.insert(Place(child: link.child, path: path)).inserted else { return }
    let id = commit < 0 ? nil : history.inventory.id(of: Int(commits.nodes[commit].number))
    if link.child < 0 {
      placedNames.insert(link.name)
      let content = Introduction.Content.name(notes.bytes(ofName: link.name), folder: RawPath(folder))
      found.append(Introduction(content: content, commit: id))
    } else {
      placed.insert(link.child)
      let content = Introduction.Content.blob(history.inventory.id(of: Int(link.child)), path: path)
      found.append(Introduction(content: content, commit: id, inHead: head.has(link.child, at: path)))
    }
  }

  private static let slash = UInt8(ascii: "/")
}
