package import KeyhoundCore

/// Works out which commit brought what is to be searched into the history first.
package struct Introductions: Sendable {
  private let history: History
  private var notes: HistoryNotes
  private let references: [Reference]
  private let head: Int32?

  /// Why blobs are to be searched, as far as the first pass knows.
  var suspicions: [Int: Suspicion] { notes.suspicions }
  /// What is to be searched, in the order in which it came in.
  private(set) var all: [Introduction] = []
  /// What is missing or damaged.
  package private(set) var issues: [Issue] = []

  /// Takes what the two passes noted.
  /// - Throws: `GitError` when the references cannot be listed.
  package init(_ history: History, _ notes: HistoryNotes) throws(GitError) {
    self.history = history
    self.notes = notes
    let (references, problems) = try history.repository.references()
    self.references = references
    head = references.first { $0.name == "HEAD" }.flatMap { history.inventory.number(of: $0.target) }.map(Int32.init)
    issues = (history.inventory.problems + problems).map { Issue(.git, path: nil, message: $0.description) }
    self.notes.link()
    try work()
  }

  private mutating func work() throws(GitError) {
    let roots = self.roots()
    let reachable = notes.commits.reachable(from: roots.commits)
    let included = history.options.includesUnreachable ? reachable.map { _ in true } : reachable
    let (commits, inventory) = (notes.commits, history.inventory)
    let order = commits.ordered(included) { a, b in
      inventory.id(of: Int(commits.nodes[a].number)) < inventory.id(of: Int(commits.nodes[b].number))
    }
    var search = IntroductionSearch(history, notes, head: head)
    for index in order { search.visit(commit: index) }
    for tree in roots.trees { search.visit(root: tree.number, named: tree.name) }
    for blob in roots.blobs { search.add(blob: blob.number, path: blob.name) }
    addTexts(included, roots.tags, &search)
    if history.options.includesUnreachable { search.addRest() }
    all = search.all
    addReferenceNames()
    try reportGaps(included, roots, search)
  }

  // MARK: Roots

  private struct Roots {
    var commits: [Int] = []
    var tags: Set<Int32> = []
    var trees: [(number: Int32, name: String)] = []
    var blobs: [(number: Int32, name: String)] = []
  }

  /// What the references lead to, annotated tags followed to their ends.
  private mutating func roots() -> Roots {
    var roots = Roots()
    for reference in references {
      guard let number = history.inventory.number(of: reference.target) else {
        report("\(reference.name) names object \(reference.target), which is missing")
        continue
      }
      var target = Int32(number)
      while let next = notes.tags[target], roots.tags.insert(target).inserted { target = next }
      if let commit = notes.commits.index(ofNumber: target) {
        roots.commits.append(commit)
      } else if notes.trees.row(ofTree: target) != nil {
        roots.trees.append((target, reference.name))
      } else if notes.tags[target] == nil, notes.suspects.contains(Int(target)) {
        roots.blobs.append((target, reference.name))
      }
    }
    return roots
  }

  // MARK: Texts

  /// Adds suspicious messages before what their commits brought in, and suspicious tags at the end.
  private func addTexts(_ included: [Bool], _ tags: Set<Int32>, _ search: inout IntroductionSearch) {
    for number in notes.suspiciousTexts.sorted() {
      let id = history.inventory.id(of: Int(number))
      if let commit = notes.commits.index(ofNumber: number) {
        guard included[commit] else { continue }
        for person in [nil, .author, .committer] as [WrittenTexts.Person?] {
          search.addText(Introduction(content: .text(id, person), commit: id), ofCommit: commit)
        }
      } else if tags.contains(number) || history.options.includesUnreachable {
        for person in [nil, .tagger] as [WrittenTexts.Person?] {
          search.addText(Introduction(content: .text(id, person)), ofCommit: nil)
        }
      }
    }
  }

  private mutating func addReferenceNames() {
    let names = Set(references.map(\.name)).sorted()
    let (screened, scratch) = (ScreenedText(), history.screen.makeScratch())
    for var name in names {
      name.withUTF8 { history.screen.screen(UnsafeRawBufferPointer($0), into: screened, scratch) }
      if screened.isSuspicious { all.append(Introduction(content: .reference(name))) }
    }
  }

  // MARK: Gaps

  private mutating func reportGaps(_ included: [Bool], _ roots: Roots, _ search: IntroductionSearch) throws(GitError) {
    let shallow = try history.repository.shallowCommits()
    if !shallow.isEmpty {
      report(
        "the clone is shallow: what came before \(shallow.count) of its commits is not here; `git fetch --unshallow` brings it")
    }
    for (number, id) in notes.textGaps {
      let owner = history.inventory.id(of: Int(number))
      guard !shallow.contains(owner) else { continue }
      let isIncluded = notes.commits.index(ofNumber: number).map { included[$0] } ?? roots.tags.contains(number)
      if isIncluded { report(GitError.missing(id).description, commit: owner) }
    }
    guard !notes.treeGaps.isEmpty || !notes.damagedTrees.isEmpty else { return }
    reportTreeGaps(search.reached)
  }

  private mutating func reportTreeGaps(_ isReached: BitSet) {
    var seen: Set<ObjectID> = []
    for tree in notes.damagedTrees where isReached.contains(Int(tree)) {
      report("tree \(history.inventory.id(of: Int(tree))) is damaged: it ends in the middle of an entry")
    }
    for gap in notes.treeGaps where isReached.contains(Int(gap.tree)) {
      guard seen.insert(gap.id).inserted else { continue }
      let name = notes.names[gap.name].map { String(decoding: $0, as: UTF8.self) }
      if seen.count <= Self.listedGaps { report(GitError.missing(gap.id).description, path: name) }
    }
    if seen.count > Self.listedGaps { report("\(seen.count - Self.listedGaps) more objects are missing") }
  }

  /// Missing objects beyond these are only counted: a partial clone misses most of them.
  private static let listedGaps = 1000

  private mutating func report(_ message: String, path: String? = nil, commit: ObjectID? = nil) {
    issues.append(Issue(.git, path: path, commit: commit?.hex, message: message))
  }
}
