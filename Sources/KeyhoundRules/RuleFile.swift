/// A rule file in memory, with the name that errors call it by.
package struct RuleFile: Sendable {
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What is wrong with a rule file, and where: `rules/acme.toml:14: acme-api-token: …`.
package struct RuleFileError: Error, Equatable, CustomStringConvertible {
  package let file: String
  /// 1-based.
  package let line: Int
  /// The rule concerned, where one is.
  package let rule: String?
  /// What is wrong and what to do.
  package let message: String

  package var description: String {
    "\(file):\(line): " + (rule.map { "\($0): " } ?? "") + message
  }
}
