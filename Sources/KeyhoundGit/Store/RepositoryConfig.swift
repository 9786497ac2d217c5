/// The few settings of a repository that say how it is stored. Everything else in its configuration is left unread.
struct RepositoryConfig {
  private(set) var format = ObjectFormat.sha1
  /// Whether references are kept in a binary table instead of files.
  private(set) var usesReftable = false
  private(set) var isBare = false

  init() {}

  /// Reads the lines of `$GIT_DIR/config`.
  /// - Throws: `GitError.damaged` when objects are named by a hash that is not known here.
  init(lines: [String], path: String) throws(GitError) {
    var section = ""
    for line in lines.map({ Self.withoutSpace($0[...]) }) {
      if line.first == "[" {
        section = line.dropFirst().prefix { $0 != "]" }.lowercased()
        continue
      }
      let parts = line.split(separator: "=", maxSplits: 1).map { Self.withoutSpace($0) }
      guard let key = parts.first?.lowercased() else { continue }
      let value = Self.value(parts.count > 1 ? parts[1] : "true")
      switch (section, key) {
      case ("extensions", "objectformat"):
        guard let known = ObjectFormat(rawValue: value) else {
          throw .damaged(place: path, reason: "the object format \(value) is not known")
        }
        format = known
      case ("extensions", "refstorage"): usesReftable = value.hasPrefix("reftable")
      case ("core", "bare"): isBare = value != "false"
      default: break
      }
    }
  }

  private static func value(_ text: String) -> String {
    let end = text.firstIndex { $0 == "#" || $0 == ";" } ?? text.endIndex
    return withoutSpace(text[..<end]).lowercased().filter { $0 != "\"" }
  }

  private static func withoutSpace(_ text: Substring) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
