import KeyhoundCore

/// The rules that fired, as `tool.driver.rules`.
struct SARIFRules {
  private var rules: [Rule] = []
  private var positions: [String: Int] = [:]

  init(_ findings: [Finding]) {
    for finding in findings where positions[finding.rule.id] == nil {
      positions[finding.rule.id] = rules.count
      rules.append(finding.rule)
    }
  }

  func index(of id: String) -> Int { positions[id] ?? 0 }

  var value: JSONValue { .array(rules.map(Self.descriptor)) }

  private static func descriptor(_ rule: Rule) -> JSONValue {
    let title = rule.description.isEmpty ? rule.id : rule.description.limited(to: 1024)
    let help = help(rule, title)
    var members: [(String, JSONValue)] = [
      ("id", .string(rule.id)), ("name", .string(rule.id.limited(to: 255))), ("shortDescription", ["text": .string(title)]),
      ("fullDescription", ["text": .string("\(title). Anyone who reads it can use it.".limited(to: 1024))]),
      ("help", ["text": .string(help.text), "markdown": .string(help.markdown)]),
      ("defaultConfiguration", ["level": .string(SARIFLevel.of(rule.severity))]),
    ]
    if let uri = rule.revoke ?? rule.source { members.append(("helpUri", .string(uri))) }
    let tags = (["security", "secret"] + rule.tags).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    members.append(
      (
        "properties",
        [
          "tags": .array(tags.prefix(20).map { .string($0) }), "precision": .string(SARIFLevel.precision(rule.confidence)),
          "security-severity": .string(SARIFLevel.score(rule.severity)),
        ]
      ))
    return .object(members)
  }

  private static func help(_ rule: Rule, _ title: String) -> (text: String, markdown: String) {
    let place = rule.revoke.map { " at \($0)" } ?? " where it was issued"
    let link = rule.revoke.map { " at <\($0)>" } ?? " where it was issued"
    let rest = "then take it out of the file. What was shared stays leaked: removing the text alone is not enough."
    return ("\(title): revoke it\(place), \(rest)", "**\(title)**: revoke it\(link), \(rest)")
  }
}

/// The scales of SARIF and of GitHub code scanning.
enum SARIFLevel {
  static func of(_ severity: Severity) -> String {
    severity >= .high ? "error" : severity == .medium ? "warning" : "note"
  }

  /// A surer or less sure finding of the same rule.
  static func of(_ finding: Finding) -> String {
    if finding.isExample || finding.confidence <= .low { return "note" }
    return finding.confidence == .high ? of(finding.rule.severity) : "warning"
  }

  /// `security-severity`: above 9 is critical, from 7 high, from 4 medium.
  static func score(_ severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    }
  }

  static func precision(_ confidence: Confidence) -> String {
    switch confidence {
    case .high: "very-high"
    case .medium, .none: "high"
    case .low: "low"
    }
  }
}
