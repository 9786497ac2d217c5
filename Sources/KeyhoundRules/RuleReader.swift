import KeyhoundCore
import PCRE2

/// Reads one `[[rules]]` table.
struct RuleReader {
  private let table: TableReader
  private let dialect: RuleDialect
  private let shared: SharedEvidence

  /// - Parameter shared: what the rules of the file have in common.
  init(_ table: TableReader, _ dialect: RuleDialect, _ shared: SharedEvidence) {
    self.table = table
    self.dialect = dialect
    self.shared = shared
  }

  func rule() throws(RuleFileError) -> Rule {
    guard let id = try table.string("id"), !id.isEmpty else {
      throw table.error(at: "", "a rule has no id; add id = \"provider-kind-of-key\"")
    }
    table.rule = id
    var rule = Rule(id: id)
    rule.definedAt = table.definedAt
    try readExpression(&rule)
    try readJudgement(&rule)
    try readWords(&rule)
    rule.evidence = try EvidenceReader(shared).tests(of: table)
    rule.allowlists = try AllowlistReader.lists(in: table, dialect)
    rule.required = try requirements()
    rule.examples = try examples("examples")
    rule.counterexamples = try examples("counterexamples")
    try table.finish()
    return rule
  }

  private func readExpression(_ rule: inout Rule) throws(RuleFileError) {
    rule.regex = try table.pattern("regex")?.source
    rule.path = try table.pattern("path")?.source
    guard rule.regex != nil || rule.path != nil || dialect == .gitleaks else {
      throw table.error(at: "id", "has neither regex nor path; add one of them")
    }
    rule.secretGroup = try table.integer("secretGroup")
    if let group = rule.secretGroup, let regex = rule.regex {
      let count = (try? Pattern(regex).groupCount()) ?? 0
      guard group <= count else {
        throw table.error(at: "secretGroup", "secretGroup is \(group), but regex has \(count) groups")
      }
    }
    rule.keywords = try table.strings("keywords").map { $0.lowercased() }
    if rule.keywords.contains("") { throw table.error(at: "keywords", "a keyword is empty; every text contains it") }
    rule.keywordDistance = try table.integer("keywordDistance") ?? dialect.keywordDistance
  }

  private func readJudgement(_ rule: inout Rule) throws(RuleFileError) {
    let levels = Confidence.allCases.map(\.name)
    rule.confidence = try table.choice("confidence", levels) { Confidence(name: $0) } ?? .medium
    rule.severity = try table.choice("severity", Severity.allCases.map(\.name)) { Severity(name: $0) } ?? .high
    rule.entropy = try table.number("entropy")
    rule.checksum = try table.choice("checksum", Checksum.allCases.map(\.rawValue)) { Checksum(rawValue: $0) }
    rule.specificity = try table.integer("specificity") ?? dialect.specificity(of: rule.id)
    // A rule of gitleaks about names alone holds for all files.
    let isAboutNames = dialect == .gitleaks && rule.regex == nil
    rule.matchesBinary = try table.flag("binary") ?? (rule.confidence == .high || isAboutNames)
    rule.isReported = try !(table.flag("skipReport") ?? false)
    guard let requires = try table.inner("requires") else { return }
    rule.requires.digits = try requires.integer("digits") ?? 0
    rule.requires.upper = try requires.integer("upper") ?? 0
    rule.requires.lower = try requires.integer("lower") ?? 0
    rule.requires.special = try requires.integer("special") ?? 0
    try requires.finish()
  }

  private func readWords(_ rule: inout Rule) throws(RuleFileError) {
    rule.description = try table.string("description") ?? ""
    rule.published = try table.strings("published")
    rule.revoke = try table.string("revoke")
    rule.source = try table.string("source")
    rule.tags = try table.strings("tags")
  }

  private func requirements() throws(RuleFileError) -> [RuleRequirement] {
    var requirements: [RuleRequirement] = []
    for entry in try table.tables("required") {
      guard let id = try entry.string("id") else { throw entry.error(at: "", "a required rule has no id") }
      requirements.append(
        RuleRequirement(id: id, lines: try entry.integer("withinLines"), columns: try entry.integer("withinColumns")))
      try entry.finish()
    }
    return requirements
  }

  private func examples(_ key: String) throws(RuleFileError) -> [RuleExample] {
    var examples: [RuleExample] = []
    for element in try table.stringsOrTables(key) {
      switch element {
      case .string(let text): examples.append(RuleExample(text))
      case .table(let entry):
        guard let text = try entry.string("text") else { throw table.error(at: key, "an example has no text") }
        examples.append(RuleExample(text, path: try entry.string("path")))
        try entry.finish()
      }
    }
    return examples
  }
}

extension TableReader {
  /// An expression, compiled once to see that it is one.
  func pattern(_ key: String) throws(RuleFileError) -> Pattern? {
    guard let source = try string(key) else { return nil }
    return try validated(source, key)
  }

  func patterns(_ key: String) throws(RuleFileError) -> [Pattern] {
    var result: [Pattern] = []
    for source in try strings(key) { result.append(try validated(source, key)) }
    return result
  }

  private func validated(_ source: String, _ key: String) throws(RuleFileError) -> Pattern {
    let pattern = Pattern(isOwnDialect ? SharedParts.expanded(source) : source)
    do { try pattern.validate() } catch { throw self.error(at: key, "\(key): \(error)") }
    return pattern
  }
}
