import TestSupport
import Testing

@testable import KeyhoundGit

@Suite struct TreeNotesTests {
  @Test func `versions of a tree differ by edits, and share what is to be searched`() {
    var notes = TreeNotes()
    var base: ResolvedTree?
    for (tree, (folder, hit)) in [(1, 5), (1, 5), (2, 5), (2, 6), (2, 6)].enumerated() {
      let state = ResolvedTree()
      state.append(folder: TreeNotes.Link(child: 9, name: 7))
      state.append(folder: TreeNotes.Link(child: Int32(folder), name: 8))
      let hits = notes.hits.count
      notes.hits.append(TreeNotes.Link(child: Int32(hit), name: 8))
      notes.endRow(tree, state, from: hits, madeFrom: base)
      #expect(notes.hits[state.hits.range].map(\.child) == [Int32(hit)])
      base = state
    }
    #expect(notes.edits.map(\.added.child) == [9, 1, 2] && notes.edits.map(\.removed) == [-1, -1, 1])
    #expect(notes.hits.count == 2 && notes.rows.map(\.tree) == [0, 1, 2, 3, 4])
    #expect(Self.folders(of: notes) == [[9, 1], [9, 1], [9, 2], [9, 2], [9, 2]])
  }

  @Test func `a tree without links has no row, and nothing is shared with it`() {
    var notes = TreeNotes()
    let (empty, state) = (ResolvedTree(), ResolvedTree())
    notes.endRow(0, empty, from: 0, madeFrom: nil)
    #expect(notes.rows.isEmpty && empty.row == -1 && empty.hits.isEmpty)
    notes.hits.append(TreeNotes.Link(child: 3, name: 8))
    notes.endRow(1, state, from: 0, madeFrom: empty)
    #expect(notes.rows.count == 1 && notes.rows[0].base == -1 && state.hits.range == 0..<1)
  }

  @Test func `where little is the same, all is written down`() {
    var notes = TreeNotes()
    let (base, state) = (ResolvedTree(), ResolvedTree())
    for child in 0..<40 { base.append(folder: TreeNotes.Link(child: Int32(child), name: NameTable.Hash(child))) }
    notes.endRow(0, base, from: 0, madeFrom: nil)
    state.append(folder: TreeNotes.Link(child: 50, name: 50))
    notes.endRow(1, state, from: 0, madeFrom: base)
    #expect(notes.rows.map(\.base) == [-1, -1] && notes.edits.count == 41)
    #expect(Self.folders(of: notes) == [Array(0..<40), [50]])
  }

  @Test(arguments: 0..<40) func `folders come back as they were, whatever became of them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var forest = RandomTrees(0..<RandomTrees.objectCount)
    for _ in 0..<6 { forest.addFamily(&random) }
    #expect(Self.folders(of: forest.notes) == forest.folders)
    #expect(forest.notes.rows.contains { $0.base >= 0 })
  }

  @Test(arguments: 0..<40) func `what leads to something, and what is led to, is found across portions`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var graph = TreeGraph(objectCount: RandomTrees.objectCount)
    var children: [Int: [Int]] = [:]
    for part in 0..<5 {
      var forest = RandomTrees(80 * part..<80 * (part + 1))
      for _ in 0..<4 { forest.addFamily(&random) }
      for (row, folders) in zip(forest.notes.rows, forest.folders) { children[Int(row.tree)] = folders.map(Int.init) }
      graph.append(forest.notes)
    }
    var targets = BitSet(capacity: RandomTrees.objectCount)
    for _ in 0..<3 { targets.insert(Int.random(in: 0..<RandomTrees.objectCount, using: &random)) }
    let leading = graph.leading(to: targets)
    #expect(leading == Self.closure(targets) { found in children.filter { $0.value.contains(where: found.contains) }.map(\.key) })
    let roots = (0..<4).map { _ in Int32.random(in: -1..<Int32(RandomTrees.objectCount), using: &random) }
    var start = BitSet(capacity: RandomTrees.objectCount)
    for root in roots where root >= 0 && leading.contains(Int(root)) { start.insert(Int(root)) }
    let reached = Self.closure(start) { found in
      children.filter { found.contains($0.key) }.flatMap(\.value).filter(leading.contains)
    }
    #expect(graph.reached(from: roots, within: leading) == reached)
  }

  private static func closure(_ start: BitSet, _ more: (BitSet) -> [Int]) -> BitSet {
    var found = start
    while true {
      let before = found
      for number in more(found) { found.insert(number) }
      if found == before { return found }
    }
  }

  private static func folders(of notes: TreeNotes) -> [[Int32]] {
    var folders: [[Int32]] = []
    FolderLists.forEach(in: notes) { folders.append($1.map(\.child)) }
    return folders
  }
}

/// Trees that are made from each other as in a pack, family by family, with what must come back of them.
private struct RandomTrees {
  static let objectCount = 400

  private(set) var notes = TreeNotes()
  private(set) var folders: [[Int32]] = []
  private var numbers: Range<Int>

  /// Trees have `numbers`, each of them one of its own.
  init(_ numbers: Range<Int>) {
    self.numbers = numbers
  }

  mutating func addFamily(_ random: inout SeededGenerator) {
    let links = (0..<Int.random(in: 0...30, using: &random)).map { link(named: 10 * $0, &random) }
    add(links, nil, depth: 0, &random)
  }

  /// Adds a tree, and after it all that are made from it.
  private mutating func add(_ links: [TreeNotes.Link], _ base: ResolvedTree?, depth: Int, _ random: inout SeededGenerator) {
    guard let number = numbers.popFirst() else { return }
    let state = ResolvedTree()
    links.forEach(state.append(folder:))
    notes.endRow(number, state, from: notes.hits.count, madeFrom: base)
    if state.row >= 0 { folders.append(links.map(\.child)) }
    for _ in 0..<Int.random(in: 0...(depth < 6 ? 3 : 0), using: &random) {
      add(edited(links, &random), state, depth: depth + 1, &random)
    }
  }

  private func edited(_ links: [TreeNotes.Link], _ random: inout SeededGenerator) -> [TreeNotes.Link] {
    var links = links
    for _ in 0..<Int.random(in: 0...7, using: &random) {
      let place = Int.random(in: 0...links.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: links.insert(link(named: Int.random(in: 0..<300, using: &random), &random), at: place)
      case 1 where place < links.count: links.remove(at: place)
      case 2 where place < links.count: links.removeSubrange(place..<min(links.count, place + 12))
      default: if place < links.count { links[place] = link(named: Int(links[place].name), &random) }
      }
    }
    return links
  }

  private func link(named name: Int, _ random: inout SeededGenerator) -> TreeNotes.Link {
    TreeNotes.Link(child: Int32.random(in: 0..<Int32(Self.objectCount), using: &random), name: NameTable.Hash(name))
  }
}
