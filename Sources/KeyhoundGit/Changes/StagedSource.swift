package import KeyhoundCore

/// What the next commit adds: the index against HEAD, and while a merge is under way against the commits that are merged as well.
package struct StagedSource: Source {
  private let repository: Repository
  private let changes: [Change]
  private let unmerged: [String]

  /// Takes what git has listed; nothing is read from the work tree.
  /// - Throws: `GitError` when git cannot tell.
  package init(_ listing: StagedListing) throws(GitError) {
    repository = listing.repository
    let diffs = try listing.diffs()
    changes = Self.changes(diffs)
    unmerged = Set(diffs[0].entries.filter(\.isUnmerged).map { RawPath($0.path) }).sorted().map(\.text)
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    for path in unmerged {
      body(
        IssueUnit(
          issue: Issue(.git, path: path, message: "it is still in conflict; resolve it and `git add` it, then scan again")))
    }
    for change in changes { body(ChangeUnit(change: change, repository: repository, commit: nil)) }
    let repository = repository
    if let unit = NewNamesUnit(of: changes, since: Self.bases(repository), in: repository, commit: nil) { body(unit) }
  }

  /// The trees that the index is compared with, as far as they can be read.
  private static func bases(_ repository: Repository) -> [ObjectID] {
    let reader = ObjectReader(repository)
    let heads = [try? repository.head()] + ((try? StagedListing.mergedHeads(of: repository)) ?? [])
    return heads.compactMap { $0 }.compactMap { try? repository.tree(of: $0, reader) }
  }

  /// The paths that differ from every base, with what each base has there.
  private static func changes(_ diffs: [IndexDiff]) -> [Change] {
    let others = diffs.dropFirst().map { diff in
      Dictionary(diff.entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let gone = diffs.map(goneFiles)
    return diffs[0].entries.compactMap { entry -> Change? in
      guard let new = entry.new, !entry.isUnmerged else { return nil }
      if let old = entry.old, old.holdsSame(as: new) { return nil }
      var old = [entry.old]
      for other in others {
        guard let same = other[entry.path] else { return nil }
        old.append(same.old)
      }
      let older = zip(old, gone).map { entry, gone -> Change.Older in
        if let entry, entry.mode.isBlob { .blob(entry.id) } else { .absent(gone) }
      }
      return Change(path: entry.path, entry: new, older: older)
    }
  }

  private static func goneFiles(_ diff: IndexDiff) -> GoneFiles {
    var gone = GoneFiles()
    for entry in diff.entries {
      if let old = entry.old, entry.new == nil, !entry.isUnmerged, old.mode.isBlob { gone.append(entry.path, old.id) }
    }
    return gone
  }
}
