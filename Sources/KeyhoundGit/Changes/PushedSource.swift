package import KeyhoundCore

/// What a push sends: the commits that the other side lacks, and what else the pushed references point to.
package struct PushedSource: Source {
  private let repository: Repository
  private let commits: RangeSource?
  private var tags: [ObjectID] = []
  /// Trees and blobs that a reference or a tag points to, by the name of the reference.
  private var others: [(name: String, entry: TreeEntry)] = []

  /// Lists what `updates` send.
  /// - Parameter known: references whose commits the other side has, in the words of `git rev-list`.
  /// - Throws: `GitError` when a pushed object is missing or its history cannot be followed.
  package init(_ repository: Repository, updates: [ReferenceUpdate], known: [String]) throws(GitError) {
    self.repository = repository
    let reader = ObjectReader(repository)
    var range = CommitRange(included: [], excludedReferences: known)
    for update in updates {
      guard let new = update.new else { continue }
      let target = try Self.peel(new, into: &tags, reader)
      switch target.kind {
      case .commit: range.included.append(target.id)
      case .tree: others.append((update.name, TreeEntry(mode: FileMode(0o040000), id: target.id)))
      case .blob, .tag: others.append((update.name, TreeEntry(mode: FileMode(0o100644), id: target.id)))
      }
      if let old = update.old, let known = Self.commit(old, reader) { range.excluded.append(known) }
    }
    commits = range.included.isEmpty ? nil : try RangeSource(repository, range: range, tags: tags, head: nil)
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    if let commits { commits.forEachUnit(body) }
    var walk = CommitWalk(repository, head: nil)
    if commits == nil { for tag in tags { walk.visit(tag: tag, body) } }
    for (name, entry) in others {
      if entry.mode.isTree {
        walk.visit(entry.id, since: [], nil, body)
      } else {
        let change = Change(path: Array(name.utf8), entry: entry, older: [])
        body(ChangeUnit(change: change, repository: repository, commit: nil))
      }
    }
  }

  /// What a reference points to, behind the tags on the way.
  private static func peel(
    _ id: ObjectID, into tags: inout [ObjectID], _ reader: ObjectReader
  ) throws(GitError) -> (kind: ObjectKind, id: ObjectID) {
    var id = id
    var isOutermost = true
    while true {
      let (kind, bytes) = try reader.read(id)
      guard kind == .tag else { return (kind, id) }
      if isOutermost { tags.append(id) }
      isOutermost = false
      id = try TagObject(bytes, id: id).target
    }
  }

  /// The commit that the other side has, where it is known here too.
  private static func commit(_ id: ObjectID, _ reader: ObjectReader) -> ObjectID? {
    var tags: [ObjectID] = []
    guard let target = try? peel(id, into: &tags, reader), target.kind == .commit else { return nil }
    return target.id
  }
}
