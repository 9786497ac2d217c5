import KeyhoundGit

/// Ignore files, baselines and configuration as the base of a change has them: what the change says of itself does not count.
struct BaseTexts: PolicyTexts {
  let repository: Repository
  let base: ObjectID

  func text(of path: String) throws(CommandFailure) -> String? {
    do {
      var files = try PolicyFiles(repository, commit: base)
      return try files.bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
    } catch {
      throw CommandFailure("cannot read \(path) as the base of the change has it: \(error)")
    }
  }

  func exists(_ path: String) -> Bool {
    // `try?` makes one optional of two: what cannot be read is not there.
    (try? text(of: path)) != nil
  }
}
