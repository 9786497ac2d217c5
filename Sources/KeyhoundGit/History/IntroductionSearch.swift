/// Goes through commits, oldest first, and takes down what each has that none of its parents has.
struct IntroductionSearch {
  private let history: History
  private let notes: HistoryNotes
  private let commits: CommitGraph
  private let trees: InterestingTrees
  private var seen: Set<Place> = []
  private var placed: Set<Int32> = []
  /// What HEAD has at each path.
  private var headBlobs: [String: Int32] = [:]
  /// The folders that lead to the tree in hand, and what stands before them.
  private var way: [NameTable.Hash] = []
  private var root = ""
  private var texts: [Int: [Introduction]] = [:]
  private var found: [Introduction] = []

  /// A blob, or a name without one, at a path.
  private struct Place: Hashable {
    var child: Int32
    var path: String
  }

  init(_ history: History, _ notes: HistoryNotes, _ commits: CommitOrder, _ trees: InterestingTrees) {
    self.history = history
    self.notes = notes
    self.commits = commits.commits
    self.trees = trees
    guard let head = commits.head, let commit = self.commits.index(ofNumber: head) else { return }
    collectHead(self.commits.nodes[commit].tree, "", 0)
  }

  /// What has been found since this was last asked for.
  mutating func takeFound() -> [Introduction] {
    guard !found.isEmpty else { return [] }
    defer { found = [] }
    return found
  }

  // MARK: Commits

  /// Takes down the texts of a commit, then what it brought in.
  mutating func visit(commit index: Int) {
    found += texts[index] ?? []
    guard let row = trees.row(ofTree: commits.nodes[index].tree) else { return }
    let parents = commits.parents(of: index).compactMap { trees.row(ofTree: commits.nodes[Int($0)].tree) }
    if !parents.contains(row) { compare(row, parents, index) }
  }

  /// Takes down what a tree has that a reference names directly.
  mutating func visit(root tree: Int32, named name: String) {
    guard let row = trees.row(ofTree: tree) else { return }
    root = name + "/"
    compare(row, [], -1)
    root = ""
  }

  mutating func add(blob number: Int32, path: String) {
    add(TreeNotes.Link(child: number, name: 0), path: path, folder: "", -1)
  }

  /// Takes down the texts that belong to no commit.
  mutating func addOtherTexts() { found += texts[-1] ?? [] }

  /// Says which texts will have to be taken down.
  mutating func addText(_ introduction: Introduction, ofCommit commit: Int?) {
    texts[commit ?? -1, default: []].append(introduction)
  }

  /// Adds the suspicious blobs that no commit and no reference leads to, under the name of some tree that holds them.
  mutating func addRest() {
    for link in trees.hits where link.child >= 0 && !placed.contains(link.child) {
      add(link, path: text(link.name), folder: "", -1)
    }
    for number in notes.suspectNumbers where !placed.contains(Int32(number)) {
      add(TreeNotes.Link(child: Int32(number), name: 0), path: "<unreachable blob>", folder: "", -1)
    }
  }

  /// Takes down what a tree at the end of the way has that none of `parents` has.
  private mutating func compare(_ row: Int, _ parents: [Int], _ commit: Int) {
    guard way.count < TreeGraph.deepest else { return }
    var siblings = parents.map { LinkLookup(trees.folders(inRow: $0)) }
    for link in trees.folders(inRow: row) {
      guard !siblings.indices.contains(where: { siblings[$0].contains(link) }), let child = trees.row(ofTree: link.child)
      else { continue }
      way.append(link.name)
      compare(child, rows(of: link.name, in: parents), commit)
      way.removeLast()
    }
    let new = trees.hits(inRow: row).filter { link in !parents.contains { trees.hits(inRow: $0).contains(link) } }
    guard !new.isEmpty else { return }
    // Most ways lead to nothing new, so that a path is put together only here.
    let folder = way.reduce(root) { $0 + text($1) + "/" }
    for link in new { add(link, path: folder + text(link.name), folder: folder, commit) }
  }

  /// The trees of one name in `parents`.
  private func rows(of name: NameTable.Hash, in parents: [Int]) -> [Int] {
    var rows: [Int] = []
    for parent in parents {
      for link in trees.folders(inRow: parent) where link.name == name {
        if let row = trees.row(ofTree: link.child) { rows.append(row) }
      }
    }
    return rows
  }

  private mutating func add(_ link: TreeNotes.Link, path: String, folder: String, _ commit: Int) {
    guard seen.insert(Place(child: link.child, path: path)).inserted else { return }
    let id = commit < 0 ? nil : history.inventory.id(of: Int(commits.nodes[commit].number))
    if link.child < 0 {
      let name = notes.names[link.name] ?? []
      found.append(Introduction(content: .name(name, folder: folder), commit: id))
    } else {
      placed.insert(link.child)
      let content = Introduction.Content.blob(history.inventory.id(of: Int(link.child)), path: path)
      let inHead = headBlobs[path] == link.child
      found.append(Introduction(content: content, commit: id, inHead: inHead))
    }
  }

  private mutating func collectHead(_ tree: Int32, _ path: String, _ depth: Int) {
    guard depth < TreeGraph.deepest, let row = trees.row(ofTree: tree) else { return }
    for link in trees.hits(inRow: row) where link.child >= 0 { headBlobs[path + text(link.name)] = link.child }
    for link in trees.folders(inRow: row) { collectHead(link.child, path + text(link.name) + "/", depth + 1) }
  }

  private func text(_ name: NameTable.Hash) -> String { String(decoding: notes.names[name] ?? [], as: UTF8.self) }
}

/// Tells which links of a tree another version of it has: mostly the same, in the same order.
private struct LinkLookup {
  private let links: ArraySlice<TreeGraph.Link>
  /// Where the next one is expected.
  private var next: Int

  init(_ links: ArraySlice<TreeGraph.Link>) {
    self.links = links
    next = links.startIndex
  }

  mutating func contains(_ link: TreeGraph.Link) -> Bool {
    guard next < links.endIndex, links[next] == link else {
      guard let place = links.firstIndex(of: link) else { return false }
      next = place + 1
      return true
    }
    next += 1
    return true
  }
}
