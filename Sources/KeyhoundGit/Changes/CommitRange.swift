/// A set of commits: those that can be reached from some and not from others.
package struct CommitRange: Sendable {
  package var included: [ObjectID]
  package var excluded: [ObjectID]
  /// More to exclude, in the words of `git rev-list`: `--all`, `--remotes=NAME`.
  package var excludedReferences: [String]

  package init(included: [ObjectID], excluded: [ObjectID] = [], excludedReferences: [String] = []) {
    self.included = included
    self.excluded = excluded
    self.excludedReferences = excludedReferences
  }

  /// Reads `BASE..HEAD`, or `BASE...HEAD`: what HEAD has since the two parted. An end that is left out is HEAD.
  /// - Throws: `GitError` when an end is no commit, or the two have no common ancestor.
  package init(_ text: String, in repository: Repository) throws(GitError) {
    let ends = Self.ends(of: text)
    guard let ends else { throw .notARange(text) }
    let base = try repository.commit(named: ends.base)
    let head = try repository.commit(named: ends.head)
    guard ends.isSymmetric else {
      self.init(included: [head], excluded: [base])
      return
    }
    let ancestors = try repository.mergeBases(base, head)
    guard !ancestors.isEmpty else { throw .noCommonAncestor(ends.base, ends.head) }
    self.init(included: [head], excluded: ancestors)
  }

  private static func ends(of text: String) -> (base: String, head: String, isSymmetric: Bool)? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let isSymmetric = text[dots.upperBound...].hasPrefix(".")
    let base = String(text[..<dots.lowerBound])
    let head = String(text[dots.upperBound...].dropFirst(isSymmetric ? 1 : 0))
    guard !(base.isEmpty && head.isEmpty) else { return nil }
    return (base.isEmpty ? "HEAD" : base, head.isEmpty ? "HEAD" : head, isSymmetric)
  }

  /// The commits, parents before children.
  /// - Throws: `GitError` when one is missing, or a shallow clone ends among them or nobody knows where.
  package func commits(in repository: Repository) throws(GitError) -> [ObjectID] {
    let lines = included.map { "\($0)\n" } + excluded.map { "^\($0)\n" }
    let exclusion = excludedReferences.isEmpty ? [] : ["--not"] + excludedReferences
    let output = try repository.git.run(
      ["rev-list", "--topo-order", "--reverse", "--stdin"] + exclusion, input: Array(lines.joined().utf8))
    guard output.status == 0 else { throw .brokenHistory(reason: output.errors) }
    let commits = output.bytes.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(hexDigits: $0) }
    let ends = repository.shallowEnds
    if let problem = ends.problem { throw problem }
    if !ends.commits.isEmpty, let end = commits.first(where: ends.commits.contains) { throw .shallow(end) }
    return commits
  }
}

extension Repository {
  /// The commit that `revision` names; a tag stands for the commit it points to.
  package func commit(named revision: String) throws(GitError) -> ObjectID {
    let output = try git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
    guard output.status == 0, let id = ObjectID(hexDigits: output.bytes.prefix { $0 != UInt8(ascii: "\n") }) else {
      throw .unresolved(revision: revision)
    }
    return id
  }

  /// The commit whose id is `id` or begins with it, whatever branch or tag is called the same. What is no id is taken for a name.
  package func commit(withID id: String) throws(GitError) -> ObjectID {
    guard (4..<2 * format.byteCount).contains(id.utf8.count), id.allSatisfy(\.isHexDigit) else {
      return try commit(named: id)
    }
    let output = try git.run(["rev-parse", "--disambiguate=\(id)"])
    let reader = ObjectReader(self)
    let commits = output.bytes.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(hexDigits: $0) }.filter { id in
      (try? reader.read(id))?.kind == .commit
    }
    guard commits.count == 1 else { throw .unresolved(revision: id) }
    return commits[0]
  }

  /// Where the histories of two commits parted; empty when they have nothing in common here.
  package func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
    let output = try git.run(["merge-base", "--all", a.hex, b.hex])
    guard output.status <= 1 else { throw .brokenHistory(reason: output.errors) }
    return output.bytes.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(hexDigits: $0) }
  }
}
