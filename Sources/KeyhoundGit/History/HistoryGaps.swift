import KeyhoundCore

/// Tells what a history lacks, of which only what some reference leads to is missed.
struct HistoryGaps: Sendable {
  let history: History
  let notes: HistoryNotes
  let trees: TreeGraph
  let commits: CommitOrder
  /// Commits behind which a shallow clone ends.
  let shallow: Set<ObjectID>

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

  /// Those of `some` that commits and references lead to, and the trees on the way there.
  private func reachedTrees(among some: [Int32]) -> BitSet {
    var ends = BitSet(capacity: history.inventory.count)
    for tree in some { ends.insert(Int(tree)) }
    let roots = commits.order.map { commits.commits.nodes[$0].tree } + commits.otherTargets.map(\.number)
    return trees.reached(from: roots, within: trees.leading(to: ends))
  }

  /// Missing objects beyond these are only counted: a partial clone misses most of them.
  private static let listedGaps = 1000

  private static func issue(_ message: String, path: String? = nil, commit: ObjectID? = nil) -> Issue {
    Issue(.git, path: path, commit: commit?.hex, message: message)
  }
}
