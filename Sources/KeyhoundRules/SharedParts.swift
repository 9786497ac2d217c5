/// Parts that many expressions have in common. In a rule `(?&name)` stands for one of them, unless the rule has a group of that name itself.
package enum SharedParts {
  /// The expression with each shared part in the place of its name.
  package static func expanded(_ source: String) -> String {
    guard source.contains("(?&") else { return source }
    return all.reduce(source) { text, part in
      let hasOwn = ["(?<\(part.name)>", "(?P<\(part.name)>", "(?'\(part.name)'"].contains { text.contains($0) }
      let pieces = text.split(separator: "(?&\(part.name))", omittingEmptySubsequences: false)
      return hasOwn ? text : pieces.joined(separator: part.group)
    }
  }

  package struct Part: Sendable {
    package let name: String
    /// In PCRE2's syntax with blanks between the words. Case counts as where the part is used, if it does not say itself.
    fileprivate let expression: String

    fileprivate var group: String { "(?x:\(expression))" }
  }

  package static let all = [
    // What stands between a name and its value, in whatever carrier; not behind the names of what is public.
    Part(
      name: "assigned",
      expression: #"""
        (?<!publickey|public.key|shablekey|shable.key|cachekey|cache.key|keyid|key.id|keyname|key.name)
        (?: :\s?[\w&'<>\[\]| ]{2,24}?\s?=(?=[\s"'`]) | :- | [>|]-(?=\s) | </?\w{3,8}> | &\w{2,4};
          | [\s"'`\[\](){<>:=,|?*\\] | \b(?:value|type|default|string|is|or|bearer)\b ){1,40}+
        """#),
    // Paths of tests, examples and documentation.
    Part(
      name: "test_path",
      expression: #"""
        (?i) (?:^|/)(?:[\w.-]{0,40}[_.-])? (?:t|tests?|specs?|__tests__|test_?data|testing|testutils?|fixtures?|mocks?|stubs?|examples?|samples?
            |demos?|docs?|doc|documentation|tutorials?|cassettes?|snapshots?|goldens?|benchmarks?|integration) (?:[_.-][\w.-]{0,40})?/
          | (?:^|/)(?:test_|tests?\.|conftest|readme|changelog|history)[\w.-]{0,60}\z
          | [A-Za-z0-9](?:[_.-](?:tests?|spec|mock|fixtures?|example|sample)|Tests?|Spec|IT)(?:\.\w{1,8})?\.\w{1,5}\z
          | \.(?:md|mdx|rst|adoc|textile|html?)\z
        """#),
  ]
}
