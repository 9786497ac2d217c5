import KeyhoundCore

/// How a rule file is meant.
package enum RuleDialect: Sendable {
  /// `docs/rules.md`: keywords stand near the match, unknown keys are mistakes.
  case keyhound
  /// gitleaks' configuration: keywords stand anywhere in the text, unknown keys are passed over, rules may build on others by their id.
  case gitleaks

  /// What the name of a file says: `.gitleaks.toml`, `gitleaks.toml`, `.betterleaks.toml` and the like are gitleaks'.
  package init(fileName: String) {
    let name = (fileName.split(separator: "/").last ?? "").lowercased()
    self = name.contains("gitleaks") || name.contains("betterleaks") ? .gitleaks : .keyhound
  }

  var keywordDistance: Int { self == .gitleaks ? Rule.anywhere : Rule.defaultKeywordDistance }

  /// gitleaks drops what a rule with "generic" in its id finds where another rule finds the same.
  func specificity(of id: String) -> Int { self == .gitleaks && id.contains("generic") ? 10 : 100 }
}
