import KeyhoundCore

/// Works out which commit brought what is to be searched into the history first.
package struct Introductions: Sendable {
  private let history: History
  private let notes: HistoryNotes
  private let commits: CommitOrder
  private let shallow: Set<ObjectID>

  /// Where in a blob to look, as far as the first pass knows.
  func matchPlaces(in blob: ObjectID) -> MatchPlaces? { history.inventory.number(of: blob).flatMap { notes.matchPlaces[$0] } }

  /// Takes what the two passes noted.
  /// - Throws: `GitError` when the references cannot be listed.
  package init(_ history: History, _ notes: HistoryNotes) throws(GitError) {
    self.history = history
    self.notes = notes
    commits = try notes.commitOrder(of: history)
    shallow = try history.repository.shallowCommits()
  }

  /// Hands over what is to be searched, in the order in which it came in, while the search for more goes on.
  func forEach(_ body: (Introduction) -> Void) {
    var search = IntroductionSearch(history, notes, commits)
    addTexts(&search)
    for index in commits.order {
      search.visit(commit: index)
      search.takeFound().forEach(body)
    }
    search.addOtherTexts()
    for target in commits.otherTargets where notes.trees.row(ofTree: target.number) != nil {
      search.visit(root: target.number, named: target.name)
    }
    for target in commits.otherTargets where isBlob(target.number) { search.add(blob: target.number, path: target.name) }
    if history.options.includesUnreachable { search.addRest() }
    search.takeFound().forEach(body)
    for name in commits.suspiciousNames { body(Introduction(content: .reference(name))) }
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

  /// What is missing or damaged.
  var issues: [Issue] {
    let problems = (history.inventory.problems + commits.problems).map { Issue(.git, path: nil, message: $0.description) }
    let references = commits.gaps.map { Self.issue("\($0.name) names object \($0.target), which is missing") }
    return problems + references + historyGaps + treeGaps
  }

  /// What is missing of the commits and what they lead to.
  private var historyGaps: [Issue] {
    var issues: [Issue] = []
    if !shallow.isEmpty {
      let message = "the clone is shallow: what came before \(shallow.count) of its commits is not here"
      issues.append(Self.issue("\(message); `git fetch --unshallow` brings it"))
    }
    for (number, id) in notes.textGaps {
      let owner = history.inventory.id(of: Int(number))
      guard !shallow.contains(owner) else { continue }
      let isIncluded = commits.commits.index(ofNumber: number).map { commits.isIncluded[$0] } ?? commits.tags.contains(number)
      if isIncluded { issues.append(Self.issue(GitError.missing(id).description, commit: owner)) }
    }
    return issues
  }

  private var treeGaps: [Issue] {
    guard !notes.treeGaps.isEmpty || !notes.damagedTrees.isEmpty else { return [] }
    let isReached = reachedTrees(among: notes.treeGaps.map(\.tree) + notes.damagedTrees)
    var issues = notes.damagedTrees.filter { isReached.contains(Int($0)) }.map { tree in
      Self.issue("tree \(history.inventory.id(of: Int(tree))) is damaged: it ends in the middle of an entry")
    }
    var seen: Set<ObjectID> = []
    for gap in notes.treeGaps where isReached.contains(Int(gap.tree)) && seen.insert(gap.id).inserted {
      let name = notes.names[gap.name].map { String(decoding: $0, as: UTF8.self) }
      if seen.count <= Self.listedGaps { issues.append(Self.issue(GitError.missing(gap.id).description, path: name)) }
    }
    if seen.count > Self.listedGaps { issues.append(Self.issue("\(seen.count - Self.listedGaps) more objects are missing")) }
    return issues
  }

  /// Those of `trees` that commits and references lead to, and the trees on the way there.
  private func reachedTrees(among trees: [Int32]) -> BitSet {
    var ends = BitSet(capacity: history.inventory.count)
    for tree in trees { ends.insert(Int(tree)) }
    let roots = commits.order.map { commits.commits.nodes[$0].tree } + commits.otherTargets.map(\.number)
    return notes.trees.reached(from: roots, within: notes.trees.leading(to: ends))
  }

  /// Missing objects beyond these are only counted: a partial clone misses most of them.
  private static let listedGaps = 1000

  private static func issue(_ message: String, path: String? = nil, commit: ObjectID? = nil) -> Issue {
    Issue(.git, path: path, commit: commit?.hex, message: message)
  }
}
