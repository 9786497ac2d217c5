import KeyhoundGit
import KeyhoundRules

/// Rule files as the base of a change has them. What the change does to them holds from the next one on.
struct TrustedRules {
  let repository: Repository
  /// `nil` when everything is scanned; then the files on disk are all there is.
  let base: ObjectID?

  /// Reads files and folders. A path outside the repository is read from disk.
  func load(_ paths: [String]) throws -> LoadedRules {
    guard let base else { return try RuleFiles.load(paths) }
    var policy = try PolicyFiles(repository, commit: base)
    var files: [RuleFile] = []
    var outside: [String] = []
    for path in paths {
      guard let inside = repository.pathFromTop(path) else {
        outside.append(path)
        continue
      }
      files += try ruleFiles(inside, &policy)
    }
    let trusted = try files.isEmpty ? LoadedRules(rules: []) : RuleLoader.merge(files)
    return try outside.isEmpty ? trusted : trusted.adding(RuleFiles.load(outside))
  }

  /// The text of a configuration file.
  func text(of path: String) throws -> String {
    guard let base, let inside = repository.pathFromTop(path) else { return try TextFile.read(path) }
    var policy = try PolicyFiles(repository, commit: base)
    return try text(of: inside, &policy)
  }

  private func ruleFiles(_ path: String, _ policy: inout PolicyFiles) throws -> [RuleFile] {
    let names = try policy.files(in: path)?.filter(RuleFiles.isRuleFile) ?? [path]
    return try names.map { RuleFile(name: $0, text: try text(of: $0, &policy)) }
  }

  private func text(of path: String, _ policy: inout PolicyFiles) throws -> String {
    guard let bytes = try policy.bytes(of: path) else {
      throw CommandFailure(
        "the base of this change (commit \(policy.commit.hex.prefix(12))) has no \(path), and files of the change itself are not trusted"
      )
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Repository {
  /// `path`, seen from the current folder, from the top of the repository; `nil` when it leads out of it, also by way of the symbolic links in it.
  func pathFromTop(_ path: String) -> String? {
    guard let top = layout.workTree.flatMap(RealPath.absolute), let whole = RealPath.absolute(path) else { return nil }
    let inside = [whole, RealPath.ofLikely(whole)].compactMap { $0 }.first { $0.hasPrefix(top + "/") }
    return inside.map { String(decoding: $0.utf8.dropFirst(top.utf8.count + 1), as: UTF8.self) }
  }
}
