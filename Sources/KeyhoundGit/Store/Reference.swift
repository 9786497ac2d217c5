package import KeyhoundCore

/// A name for an object: a branch, a tag, HEAD, a stash entry.
package struct Reference: Hashable, Sendable {
  /// The full name, such as `refs/heads/main`, `HEAD`, or `refs/stash@{1}`.
  package var path: RawPath
  package var target: ObjectID

  package init(path: RawPath, target: ObjectID) {
    self.path = path
    self.target = target
  }

  package init(name: String, target: ObjectID) {
    self.init(path: RawPath(name), target: target)
  }

  /// The name as it is shown.
  package var name: String { path.text }
}

extension Repository {
  /// All references, in order of name: branches, tags, notes, every stash entry, the HEADs of all worktrees, and what an
  /// unfinished merge, rebase or fetch left behind.
  /// - Returns: the references, and what could not be read of them.
  package func references() -> (references: [Reference], problems: [GitError]) {
    var reader = ReferenceReader(layout: layout, format: format)
    if usesReftable {
      reader.addTable(git)
    } else {
      reader.addPacked()
      reader.addLoose()
    }
    reader.addPseudo()
    reader.addStash()
    return (reader.resolved(), reader.problems)
  }

  /// What HEAD points to; `nil` on a branch without commits.
  /// - Throws: `GitError` when it is not found, and not all references could be read.
  package func head() throws(GitError) -> ObjectID? {
    if usesReftable {
      let output = try git.run(["rev-parse", "--verify", "--quiet", "HEAD"])
      return ObjectID(hexDigits: output.bytes.prefix { $0 != UInt8(ascii: "\n") })
    }
    var reader = ReferenceReader(layout: layout, format: format)
    reader.addPacked()
    reader.addLoose()
    reader.addPseudo()
    if let head = reader.resolved().first(where: { $0.name == "HEAD" }) { return head.target }
    for case .cannotRead(let path, let reason) in reader.problems { throw .cannotRead(path: path, reason: reason) }
    return nil
  }
}
