import KeyhoundCore
import PCRE2
import TOMLKit

/// Turns rule files into rules.
package enum RuleLoader {
  /// The rules of `file`, every expression in them compiled once to see that it is one.
  package static func load(_ file: RuleFile) throws(RuleFileError) -> LoadedRules {
    if YAMLRules.isOne(file.name) { return try YAMLRules(file).loaded() }
    let dialect = RuleDialect(fileName: file.name)
    if dialect == .gitleaks { return try GitleaksConfig(file).applied(to: LoadedRules(rules: [])) }
    let reader = try table(file, dialect)
    for key in ["title", "description", "minVersion"] { _ = try reader.string(key) }
    let rules = try rules(in: reader, dialect)
    let lists = try AllowlistReader.lists(in: reader)
    try reader.finish()
    return LoadedRules(rules: rules, allowlists: lists)
  }

  /// The `[[rules]]` of a file, and the `[[evidence]]` that they have in common.
  static func rules(in file: TableReader, _ dialect: RuleDialect) throws(RuleFileError) -> [Rule] {
    let shared = try SharedEvidence(in: file)
    var rules: [Rule] = []
    for table in try file.tables("rules") { rules.append(try RuleReader(table, dialect, shared).rule()) }
    try shared.finish()
    return rules
  }

  /// The rules of several files together.
  /// - Throws: also when two rules in TOML have the same id.
  package static func merge(_ files: [RuleFile]) throws(RuleFileError) -> LoadedRules {
    var result = LoadedRules(rules: [])
    var places: [String: String] = [:]
    for file in files {
      let loaded = try load(file)
      // kingfisher's own rules repeat ids, and the later one stays.
      let mayRepeat = YAMLRules.isOne(file.name)
      for rule in loaded.rules {
        guard let first = places.updateValue(rule.definedAt, forKey: rule.id) else { continue }
        guard mayRepeat else { throw duplicate(rule, first, file) }
        result.rules.removeAll { $0.id == rule.id }
      }
      result.rules += loaded.rules
      result.add(loaded.allowlists)
    }
    return result
  }

  private static func duplicate(_ rule: Rule, _ first: String, _ file: RuleFile) -> RuleFileError {
    let line = rule.definedAt.split(separator: ":").last.flatMap { Int($0) } ?? 1
    return RuleFileError(
      file: file.name, line: line, rule: rule.id, message: "is defined twice, first at \(first); give one of them another id")
  }

  /// The whole of a file.
  static func table(_ file: RuleFile, _ dialect: RuleDialect) throws(RuleFileError) -> TableReader {
    TableReader(try parse(file), file: file.name, path: "", outline: TOMLOutline(file.text), dialect: dialect)
  }

  private static func parse(_ file: RuleFile) throws(RuleFileError) -> TOMLTable {
    do {
      return try TOMLTable(string: file.text)
    } catch let error as TOMLParseError {
      throw RuleFileError(
        file: file.name, line: error.source.begin.line, rule: nil,
        message: "not valid TOML: \(error.description) (column \(error.source.begin.column))")
    } catch {
      throw RuleFileError(file: file.name, line: 1, rule: nil, message: "not valid TOML: \(error)")
    }
  }
}
