import KeyhoundCore

/// Reads commits one after the other and lists what they change.
struct CommitWalk {
  private let repository: Repository
  private let reader: ObjectReader
  private var lookup: HeadLookup?
  /// The trees of commits that have been read; children ask for those of their parents.
  private var trees: [ObjectID: ObjectID] = [:]

  init(_ repository: Repository, head: ObjectID?) {
    self.repository = repository
    reader = ObjectReader(repository)
    if let head, let tree = try? tree(of: head) { lookup = HeadLookup(tree: tree, format: repository.format) }
  }

  /// Hands over what is written into a commit and everything it adds.
  mutating func visit(_ id: ObjectID, _ body: (any Unit) -> Void) {
    do throws(GitError) {
      let (object, commit, written) = try read(id)
      body(written)
      trees[id] = object.tree
      var parents: [ObjectID] = []
      for parent in object.parents { parents.append(try tree(of: parent)) }
      visit(object.tree, since: parents, commit, body)
    } catch {
      body(IssueUnit(issue: Issue(error, path: nil, commit: id.hex)))
    }
  }

  /// Hands over everything that `tree` has and `parents` have not.
  mutating func visit(_ tree: ObjectID, since parents: [ObjectID], _ commit: Commit?, _ body: (any Unit) -> Void) {
    var diff = TreeDiff(reader: reader, format: repository.format)
    let changes = diff.changes(in: tree, since: parents)
    for change in changes {
      let isInHead = lookup?.entry(at: change.path, reader)?.holdsSame(as: change.entry)
      body(ChangeUnit(change: change, repository: repository, commit: commit, inHead: lookup == nil ? nil : isInHead ?? false))
    }
    if let unit = NewNamesUnit(of: changes, since: parents, in: repository, commit: commit) { body(unit) }
    for problem in diff.problems {
      body(IssueUnit(issue: Issue(problem.error, path: String(decoding: problem.path, as: UTF8.self), commit: commit?.id)))
    }
  }

  /// Hands over everything that the commit `head` has and the commits `bases` have not, as if one commit had added it.
  mutating func visit(treeOf head: ObjectID, since bases: [ObjectID], _ body: (any Unit) -> Void) {
    do throws(GitError) {
      var parents: [ObjectID] = []
      for base in bases { parents.append(try tree(of: base)) }
      visit(try tree(of: head), since: parents, nil, body)
    } catch {
      body(IssueUnit(issue: Issue(error, path: nil, commit: head.hex)))
    }
  }

  /// Hands over what is written into an annotated tag, and into the tags it points to.
  mutating func visit(tag id: ObjectID, _ body: (any Unit) -> Void) {
    do throws(GitError) {
      let (kind, bytes) = try reader.read(id)
      guard kind == .tag else { return }
      let tag = try TagObject(bytes, id: id)
      body(WrittenUnit(bytes, tag: tag.name))
      visit(tag: tag.target, body)
    } catch {
      body(IssueUnit(issue: Issue(error, path: nil, commit: nil)))
    }
  }

  private func read(_ id: ObjectID) throws(GitError) -> (CommitObject, Commit, WrittenUnit) {
    let (kind, bytes) = try reader.read(id)
    guard kind == .commit else { throw .damaged(place: "object \(id)", reason: "it is a \(kind.name) where a commit should be") }
    let object = try CommitObject(bytes, id: id)
    let commit = Commit(
      id: id.hex, author: object.author.name, email: object.author.email, date: object.author.date,
      message: object.subject(in: bytes))
    return (object, commit, WrittenUnit(bytes, commit: commit))
  }

  private func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    if let known = trees[commit] { return known }
    return try repository.tree(of: commit, reader)
  }
}

extension Repository {
  /// The tree of a commit.
  func tree(of commit: ObjectID, _ reader: ObjectReader) throws(GitError) -> ObjectID {
    let (kind, bytes) = try reader.read(commit)
    guard kind == .commit else { throw .damaged(place: "object \(commit)", reason: "it is a \(kind.name), not a commit") }
    return try CommitObject(bytes, id: commit).tree
  }

  /// The annotated tags that point to one of `commits`.
  func annotatedTags(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    let output = try git.output(of: ["for-each-ref", "--format=%(objecttype) %(objectname) %(*objectname)", "refs/tags"])
    return output.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 3, words[0].elementsEqual("tag".utf8), let target = ObjectID(hexDigits: words[2]),
        commits.contains(target)
      else { return nil }
      return ObjectID(hexDigits: words[1])
    }
  }
}
