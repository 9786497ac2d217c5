import KeyhoundCore
import PCRE2

/// Rules in the YAML of kingfisher and Nosey Parker.
///
/// What they say of asking the provider whether a key is good is passed over.
package struct YAMLRules {
  private let file: RuleFile

  init(_ file: RuleFile) { self.file = file }

  /// Whether the name of a file says that it is YAML.
  package static func isOne(_ name: String) -> Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }

  func loaded() throws(RuleFileError) -> LoadedRules {
    let root = try YAMLParser.parse(file)
    guard let entries = root["rules"]?.list else {
      throw failure("there is no list called rules", root, nil)
    }
    var rules: [Rule] = []
    for entry in entries { rules.append(try rule(entry)) }
    return LoadedRules(rules: rules)
  }

  private func failure(_ message: String, _ node: YAMLNode, _ rule: String?) -> RuleFileError {
    RuleFileError(file: file.name, line: node.line, rule: rule, message: message)
  }

  private func rule(_ entry: YAMLNode) throws(RuleFileError) -> Rule {
    guard let id = entry["id"]?.string else { throw failure("a rule has no id", entry, nil) }
    guard let pattern = entry["pattern"] else { throw failure("has no pattern", entry, id) }
    var rule = Rule(id: id)
    rule.definedAt = "\(file.name):\(entry.line)"
    rule.description = entry["name"]?.string ?? ""
    rule.source = entry["references"]?.list?.first?.string
    rule.tags = entry["categories"]?.list?.compactMap(\.string) ?? []
    rule.specificity = id.contains("generic") ? 10 : 100
    rule.isReported = entry["visible"]?.string != "false"
    rule.entropy = try number(entry, "min_entropy", id)
    rule.confidence = try confidence(entry, id)
    rule.matchesBinary = rule.confidence == .high
    try read(pattern, into: &rule)
    try read(entry["pattern_requirements"], into: &rule)
    return rule
  }

  private func number(_ entry: YAMLNode, _ key: String, _ id: String) throws(RuleFileError) -> Double? {
    guard let node = entry[key] else { return nil }
    guard let number = node.string.flatMap({ Double($0) }) else { throw failure("\(key) is no number", node, id) }
    return number
  }

  /// Their low confidence is what rules without vendor shape have; such a rule is asked for by naming its file.
  private func confidence(_ entry: YAMLNode, _ id: String) throws(RuleFileError) -> Confidence {
    guard let node = entry["confidence"] else { return .medium }
    guard let level = node.string.flatMap({ Confidence(name: $0.lowercased()) }), level != .none else {
      throw failure("confidence is low, medium or high", node, id)
    }
    return level
  }

  private func read(_ node: YAMLNode, into rule: inout Rule) throws(RuleFileError) {
    // Blanks behind the end of the expression would be part of it where it is not written in the extended way.
    var source = node.string ?? ""
    while source.last?.isWhitespace == true { source.removeLast() }
    let pattern = Pattern(source)
    do throws(PatternError) {
      try pattern.validate()
      let upper = try pattern.group(named: "TOKEN")
      let lower = try pattern.group(named: "token")
      rule.secretGroup = upper ?? lower
    } catch {
      throw failure("pattern: \(error)", node, rule.id)
    }
    rule.regex = source
  }

  private func read(_ requirements: YAMLNode?, into rule: inout Rule) throws(RuleFileError) {
    guard let requirements else { return }
    func count(_ key: String) throws(RuleFileError) -> Int { try number(requirements, key, rule.id).map { Int($0) } ?? 0 }
    rule.requires.digits = try count("min_digits")
    rule.requires.upper = try count("min_uppercase")
    rule.requires.lower = try count("min_lowercase")
    rule.requires.special = try count("min_special_chars")
    guard let words = requirements["ignore_if_contains"]?.list?.compactMap(\.string), !words.isEmpty else { return }
    var list = Allowlist()
    list.stopwords = words.map { $0.lowercased() }
    rule.allowlists.append(list)
  }
}
