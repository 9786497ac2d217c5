import KeyhoundCore

/// Reads `[[allowlists]]`, and gitleaks' older `[allowlist]`.
enum AllowlistReader {
  static func lists(in table: TableReader, _ dialect: RuleDialect = .keyhound) throws(RuleFileError) -> [Allowlist] {
    var lists: [Allowlist] = []
    for entry in try table.tables("allowlists") { lists += try list(entry, dialect) }
    guard let entry = try table.inner("allowlist") else { return lists }
    guard lists.isEmpty else {
      throw table.error(at: "allowlist", "both [allowlist] and [[allowlists]] are given; write them all as [[allowlists]]")
    }
    return try list(entry, dialect)
  }

  /// One list; none where it is empty, which gitleaks takes.
  private static func list(_ entry: TableReader, _ dialect: RuleDialect) throws(RuleFileError) -> [Allowlist] {
    var list = Allowlist()
    list.description = try entry.string("description") ?? ""
    let conditions = ["OR": false, "||": false, "AND": true, "&&": true]
    list.needsAll = try entry.choice("condition", ["OR", "AND"]) { conditions[$0.uppercased()] } ?? false
    for commit in try entry.strings("commits") {
      list.commits.insert(String(commit.lowercased().filter { $0 != " " }))
    }
    list.paths = try entry.patterns("paths")
    list.regexes = try entry.patterns("regexes")
    let targets = Allowlist.Target.allCases.map(\.rawValue)
    list.target = try entry.choice("regexTarget", targets) { Allowlist.Target(rawValue: $0) } ?? .secret
    list.stopwords = try entry.strings("stopwords").map { $0.lowercased() }
    list.targetRules = try entry.strings("targetRules")
    try entry.finish()
    guard !list.commits.isEmpty || !list.paths.isEmpty || !list.regexes.isEmpty || !list.stopwords.isEmpty else {
      if dialect == .gitleaks { return [] }
      throw entry.error(at: "", "an allowlist is empty; give it paths, regexes, stopwords or commits")
    }
    return [list]
  }
}
