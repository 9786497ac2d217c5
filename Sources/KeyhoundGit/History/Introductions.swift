package import KeyhoundCore

/// Works out which commit brought what is to be searched into the history first.
package struct Introductions: Sendable {
  private let history: History
  private let notes: HistoryNotes
  private let commits: CommitOrder

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
    commits = try notes.commitOrder(of: history)
    issues = (history.inventory.problems + commits.problems).map { Issue(.git, path: nil, message: $0.description) }
    try work()
  }

  private mutating func work() throws(GitError) {
    for gap in commits.gaps { report("\(gap.name) names object \(gap.target), which is missing") }
    var search = IntroductionSearch(history, notes, commits)
    for index in commits.order { search.visit(commit: index) }
    for target in commits.otherTargets where notes.trees.row(ofTree: target.number) != nil {
      search.visit(root: target.number, named: target.name)
    }
    for target in commits.otherTargets where isBlob(target.number) { search.add(blob: target.number, path: target.name) }
    addTexts(&search)
    if history.options.includesUnreachable { search.addRest() }
    all = search.all + commits.suspiciousNames.map { Introduction(content: .reference($0)) }
    try reportGaps()
  }

  /// Whether what a reference leads to is a blob to be searched.
  private func isBlob(_ number: Int32) -> Bool {
    notes.trees.row(ofTree: number) == nil && notes.suspects.contains(Int(number))
  }

  // MARK: Texts

  /// Adds suspicious messages before what their commits brought in, and suspicious tags at the end.
  private func addTexts(_ search: inout IntroductionSearch) {
    for number in notes.suspiciousTexts.sorted() {
      let id = history.inventory.id(of: Int(number))
      if let commit = commits.commits.index(ofNumber: number) {
        guard commits.isIncluded[commit] else { continue }
        for person in [nil, .author, .committer] as [WrittenTexts.Person?] {
          search.addText(Introduction(content: .text(id, person), commit: id), ofCommit: commit)
        }
      } else if commits.tags.contains(number) || history.options.includesUnreachable {
        for person in [nil, .tagger] as [WrittenTexts.Person?] {
          search.addText(Introduction(content: .text(id, person)), ofCommit: nil)
        }
      }
    }
  }

  // MARK: Gaps

  private mutating func reportGaps() throws(GitError) {
    let shallow = try history.repository.shallowCommits()
    if !shallow.isEmpty {
      report(
        "the clone is shallow: what came before \(shallow.count) of its commits is not here; `git fetch --unshallow` brings it")
    }
    for (number, id) in notes.textGaps {
      let owner = history.inventory.id(of: Int(number))
      guard !shallow.contains(owner) else { continue }
      let isIncluded = commits.commits.index(ofNumber: number).map { commits.isIncluded[$0] } ?? commits.tags.contains(number)
      if isIncluded { report(GitError.missing(id).description, commit: owner) }
    }
    guard !notes.treeGaps.isEmpty || !notes.damagedTrees.isEmpty else { return }
    reportTreeGaps(reachedTrees(among: notes.treeGaps.map(\.tree) + notes.damagedTrees))
  }

  /// Those of `trees` that commits and references lead to, and the trees on the way there.
  private func reachedTrees(among trees: [Int32]) -> BitSet {
    var ends = BitSet(capacity: history.inventory.count)
    for tree in trees { ends.insert(Int(tree)) }
    let roots = commits.order.map { commits.commits.nodes[$0].tree } + commits.otherTargets.map(\.number)
    return notes.trees.reached(from: roots, within: notes.trees.leading(to: ends))
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
