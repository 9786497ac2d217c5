/// Files of one commit, for those that decide what is ignored: a change must not be the judge of itself.
package struct PolicyFiles {
  package let commit: ObjectID
  private let reader: ObjectReader
  private let format: ObjectFormat
  private var lookup: HeadLookup

  /// Reads from the tree of `commit`, whatever the work tree holds.
  package init(_ repository: Repository, commit: ObjectID) throws(GitError) {
    self.commit = commit
    reader = ObjectReader(repository)
    format = repository.format
    lookup = HeadLookup(tree: try repository.tree(of: commit, reader), format: repository.format)
  }

  /// The content of the file at `path`, from the top of the repository; `nil` when the commit has no file there. Links are not followed.
  package mutating func bytes(of path: String) throws(GitError) -> [UInt8]? {
    guard let entry = lookup.entry(at: Array(path.utf8), reader), entry.mode.isBlob, !entry.mode.isSymbolicLink else {
      return nil
    }
    return Array(try reader.read(entry.id).bytes)
  }

  /// The paths of the files in the folder at `path`, in order of name; `nil` when the commit has no folder there.
  package mutating func files(in path: String) throws(GitError) -> [String]? {
    guard let entry = lookup.entry(at: Array(path.utf8), reader), entry.mode.isTree else { return nil }
    let (_, bytes) = try reader.read(entry.id)
    return TreeEntries(bytes, format: format).filter(\.mode.isBlob).map { "\(path)/\(String(decoding: $0.name, as: UTF8.self))" }
  }
}
