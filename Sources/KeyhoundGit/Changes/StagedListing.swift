/// Git at work listing what is staged. Rules can be loaded meanwhile, which takes about as long.
package struct StagedListing {
  let repository: Repository
  private let running: RunningIndexDiff

  /// Starts git.
  package init(_ repository: Repository) throws(GitError) {
    self.repository = repository
    running = try RunningIndexDiff(repository.git, since: "HEAD")
  }

  /// What differs from HEAD, and while a merge is under way from each of the commits that are merged.
  func diffs() throws(GitError) -> [IndexDiff] {
    var diffs = [try sinceHead()]
    try checkIndex(isEmpty: diffs[0].entries.isEmpty)
    for head in try Self.mergedHeads(of: repository) { diffs.append(try IndexDiff(of: repository.git, since: head.hex)) }
    return diffs
  }

  /// git takes an index that is not there for an empty one, as it is before the first commit.
  private func checkIndex(isEmpty: Bool) throws(GitError) {
    guard let index = repository.git.indexFile, !SmallFile.exists(index) else { return }
    if !isEmpty || SmallFile.exists("\(repository.layout.gitDirectory)/index") {
      throw .cannotRead(path: index, reason: "GIT_INDEX_FILE names it, and it is not there")
    }
  }

  /// The commits that are being merged into HEAD.
  static func mergedHeads(of repository: Repository) throws(GitError) -> [ObjectID] {
    let written = try SmallFile.lines(at: "\(repository.layout.gitDirectory)/MERGE_HEAD") ?? []
    return written.isEmpty ? repository.mergedHeads : written.compactMap { ObjectID(hex: $0) }
  }

  /// What differs from HEAD, or from nothing where there is no commit yet.
  private func sinceHead() throws(GitError) -> IndexDiff {
    do {
      return try IndexDiff(of: running)
    } catch {
      guard try repository.head() == nil else { throw error }
      return try IndexDiff(of: repository.git, since: Self.emptyTree(repository.format))
    }
  }

  private static func emptyTree(_ format: ObjectFormat) -> String {
    switch format {
    case .sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    case .sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    }
  }
}
