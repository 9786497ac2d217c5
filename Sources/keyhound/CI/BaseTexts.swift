import KeyhoundGit

/// Ignore files, baselines and configuration as the base of a change has them: what the change says of itself does not count.
struct BaseTexts: PolicyTexts {
  let repository: Repository
  let base: ObjectID

  /// Only what a person named is absolute: a file outside the repository.
  func text(of path: String) throws(CommandFailure) -> String? {
    if path.hasPrefix("/") { return try FilesOnDisk().text(of: path) }
    do {
      var files = try PolicyFiles(repository, commit: base)
      return try files.bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
    } catch {
      throw CommandFailure("cannot read \(path) as the base of the change has it: \(error)")
    }
  }

  func path(ofNamed file: String) -> String {
    // Without a work tree there is nothing but the base that the path may lead through.
    guard repository.layout.workTree != nil || file.hasPrefix("/") else { return file }
    return repository.pathFromTop(file) ?? RealPath.absolute(file) ?? file
  }

  func exists(_ path: String) -> Bool {
    // `try?` makes one optional of two: what cannot be read is not there.
    (try? text(of: path)) != nil
  }
}
