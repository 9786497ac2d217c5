package import KeyhoundCore

/// What each commit of a range adds, at the commit that adds it: parents before children, so that a key is first seen where it came in.
///
/// Of a merge it is what the resolution adds. Messages of commits and annotated tags are searched too.
package struct RangeSource: Source {
  private let repository: Repository
  private let commits: [ObjectID]
  private let tags: [ObjectID]
  private let head: ObjectID?

  /// Lists the commits of `range`.
  /// - Parameters:
  ///   - tags: annotated tags whose messages belong to the range.
  ///   - head: the commit whose tree decides whether a key is still there.
  /// - Throws: `GitError` when the range cannot be followed to its end.
  package init(_ repository: Repository, range: CommitRange, tags: [ObjectID] = [], head: ObjectID?) throws(GitError) {
    self.repository = repository
    self.commits = try range.commits(in: repository)
    self.tags = tags
    self.head = head
  }

  /// The annotated tags that point to commits of the range.
  package var annotatedTags: [ObjectID] {
    get throws(GitError) { try repository.annotatedTags(of: Set(commits)) }
  }

  /// The same with the messages of `tags`.
  package func including(tags: [ObjectID]) -> RangeSource {
    RangeSource(repository: repository, commits: commits, tags: tags, head: head)
  }

  private init(repository: Repository, commits: [ObjectID], tags: [ObjectID], head: ObjectID?) {
    self.repository = repository
    self.commits = commits
    self.tags = tags
    self.head = head
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    var walk = CommitWalk(repository, head: head)
    for id in commits { walk.visit(id, body) }
    for tag in tags { walk.visit(tag: tag, body) }
  }
}
