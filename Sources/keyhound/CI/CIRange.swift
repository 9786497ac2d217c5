import KeyhoundGit

/// The commits that a check looks at, and the one whose word it takes for what may be ignored.
struct CIRange {
  var commits: CommitRange
  var head: ObjectID
  /// The newest commit that is known to be no part of the change, or is trusted where everything is scanned; `nil` when there is none.
  var base: ObjectID?
  /// What a person should know about the choice.
  var note: String?

  /// Works the range out.
  /// - Throws: `GitError.unresolved` when the change is known and the checkout does not have it.
  init(_ change: CIChange, explicitBase: String?, in repository: Repository) throws(GitError) {
    head = try repository.commit(named: "HEAD")
    commits = CommitRange(included: [head])
    if let tip = change.head {
      let id = try repository.commit(withID: tip)
      if id != head { commits.included.append(id) }
    }
    if let explicitBase {
      exclude([try Self.commit(.branch(explicitBase), orNamed: explicitBase, in: repository)])
    } else if !change.targets.isEmpty {
      excludeTargets(try Self.commits(change.targets, in: repository), repository)
    } else {
      try startWherePossible(change, repository)
    }
  }

  /// A branch that has the whole change already is not where it begins: the pipeline of a fork sees the fork's branches.
  private mutating func excludeTargets(_ targets: [ObjectID], _ repository: Repository) {
    let head = head
    let apart = targets.filter { (try? repository.mergeBases($0, head).contains(head)) != true }
    exclude(apart.isEmpty ? targets : apart)
    if apart.isEmpty { note = "the target has all of this change already; --base COMMIT would say where it begins" }
  }

  private mutating func exclude(_ ids: [ObjectID]) {
    commits.excluded = ids
    base = ids.first
  }

  /// Without a target: from where the branch was before, or from where it left the default branch, or from the beginning.
  private mutating func startWherePossible(_ change: CIChange, _ repository: Repository) throws(GitError) {
    if let previous = change.previous, let id = try? repository.commit(withID: previous), id != head {
      return exclude([id])
    }
    let branch = change.defaultBranch.map(CIChange.Target.branch) ?? .branch("HEAD")
    if let id = try? Self.commit(branch, in: repository), id != head {
      let ancestors = try repository.mergeBases(id, head)
      // On the default branch itself nothing would be left to scan.
      if !ancestors.isEmpty, !ancestors.contains(head) { return exclude(ancestors) }
      base = id
    }
    let judge = base.map { "the ignore files of commit \($0.hex.prefix(12)) hold" } ?? "ignore files and markers in it hold"
    note = "nothing says where this change begins, so every commit is scanned, and \(judge); --base COMMIT would say it"
  }

  /// All of `targets` that are known here, in their order.
  private static func commits(_ targets: [CIChange.Target], in repository: Repository) throws(GitError) -> [ObjectID] {
    let known = targets.compactMap { try? commit($0, in: repository) }
    guard known.isEmpty else { return known }
    return [try commit(targets[0], in: repository)]
  }

  /// A branch is looked for at the remote `origin` first: a branch of the same name here may be older. A tag of that name is not meant.
  private static func commit(
    _ target: CIChange.Target, orNamed name: String? = nil, in repository: Repository
  ) throws(GitError) -> ObjectID {
    switch target {
    case .commit(let id): return try repository.commit(withID: id)
    case .branch(let branch):
      for folder in ["refs/remotes/origin/", "refs/heads/"] {
        if let id = try? repository.commit(named: folder + branch) { return id }
      }
      guard let name else { throw .unresolved(revision: branch) }
      return try repository.commit(named: name)
    }
  }
}
