import KeyhoundCore

/// Tells what a history lacks, of which only what some reference leads to is missed.
struct HistoryGaps: Sendable {
  let history: History
  let notes: HistoryNotes
  let trees: TreeGraph
  let commits: CommitOrder
  let shallow: ShallowEnds

  /// What is missing or damaged.
  var issues: [Issue] {
    let problems = history.referenceProblems + history.inventory.problems + (shallow.problem.map { [$0] } ?? [])
    let references = commits.gaps.map { Self.issue("\($0.name) names object \($0.target), which is missing") }
    return problems.map { Self.issue($0.description) } + references + historyGaps + treeGaps + misfits
  }

  /// What is missing of the commits and what they lead to.
  private var historyGaps: [Issue] {
    var issues: [Issue] = []
    if commits.circling > 0 {
      let message = "\(commits.circling) commits lead round in a circle, or to such as do"
      issues.append(Self.issue(GitError.damaged(place: "the store", reason: message).description))
    }
    if !shallow.commits.isEmpty {
      let message = "the clone is shallow: what came before \(shallow.commits.count) of its commits is not here"
      issues.append(Self.issue("\(message); `git fetch --unshallow` brings it"))
    }
    for (number, id) in notes.textGaps {
      let owner = history.inventory.id(of: Int(number))
      guard !shallow.commits.contains(owner) else { continue }
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

  /// Objects that are something else than what leads to them says.
  private var misfits: [Issue] {
    let objects = ObjectReader(history.repository)
    return misfitsOfTexts(objects) + misfitsOfTrees(objects)
  }

  /// What commits, tags and branches lead to.
  private func misfitsOfTexts(_ objects: ObjectReader) -> [Issue] {
    let (graph, isIncluded) = (commits.commits, commits.isIncluded)
    var issues = graph.nodes.indices.filter { index in
      let tree = Int(graph.nodes[index].tree)
      return isIncluded[index] && tree >= 0 && !notes.kinds.isTree(tree)
    }.compactMap { misfit(graph.nodes[$0].tree, .tree, commit: graph.nodes[$0].number, objects) }
    issues += graph.strays.filter { isIncluded[$0.commit] }.compactMap { stray in
      misfit(stray.number, .commit, commit: graph.nodes[stray.commit].number, objects)
    }
    issues += commits.tags.sorted().compactMap { tag in
      guard let kind = notes.tagKinds[tag], let target = notes.tags[tag], target >= 0,
        graph.index(ofNumber: target) == nil
      else { return nil }
      return misfit(target, kind, objects)
    }
    // A tag may name anything, a branch may not.
    return issues
      + commits.otherTargets.filter { Self.isBranch($0.name.text) }.compactMap { target in
        misfit(target.number, .commit, path: target.name.text, objects)
      }
  }

  private static func isBranch(_ name: String) -> Bool {
    name.hasPrefix("refs/heads/") || name == "HEAD" || name.hasSuffix("/HEAD")
  }

  private func misfitsOfTrees(_ objects: ObjectReader) -> [Issue] {
    guard !notes.misfits.isEmpty else { return [] }
    let isReached = reachedTrees(among: notes.misfits.map(\.tree))
    var seen: Set<ObjectID> = []
    return notes.misfits.filter { isReached.contains(Int($0.tree)) && seen.insert($0.id).inserted }.prefix(Self.listedGaps)
      .compactMap { misfit in
        let name = notes.names[misfit.name].map { String(decoding: $0, as: UTF8.self) }
        return Self.misfit(misfit.id, misfit.isFolder ? .tree : .blob, path: name, objects)
      }
  }

  private func misfit(
    _ number: Int32, _ expected: ObjectKind, path: String? = nil, commit: Int32? = nil, _ objects: ObjectReader
  ) -> Issue? {
    let commit = commit.map { history.inventory.id(of: Int($0)) }
    return Self.misfit(history.inventory.id(of: Int(number)), expected, path: path, commit: commit, objects)
  }

  /// What there is to say of an object that should be of a kind. That it cannot be read was said before.
  private static func misfit(
    _ id: ObjectID, _ expected: ObjectKind, path: String? = nil, commit: ObjectID? = nil, _ objects: ObjectReader
  ) -> Issue? {
    guard let (kind, _) = try? objects.read(id), kind != expected else { return nil }
    let error = GitError.damaged(place: "object \(id)", reason: "it is a \(kind.name) where a \(expected.name) should be")
    return issue(error.description, path: path, commit: commit)
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
