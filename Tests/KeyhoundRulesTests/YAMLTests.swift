import KeyhoundCore
import Testing

@testable import KeyhoundRules

/// Rules of other scanners in YAML.
@Suite struct YAMLTests {
  private func rules(_ text: String) throws -> [Rule] { try RuleLoader.load(RuleFile(name: "a.yml", text: text)).rules }

  @Test func `a rule is read with all that decides about it`() throws {
    let rule = try #require(
      try rules(
        """
        rules:
          - name: Acme token   # the newer kind
            id: acme.1
            pattern: |
              (?x) \\b (acme_ [0-9a-z]{8})   # a remark
              \\b
            min_entropy: 3.5
            confidence: high
            visible: false
            pattern_requirements:
              min_digits: 2
              ignore_if_contains: ["TEST", 'exa''mple']
            references:
              - https://docs.acme.example
            categories: [api, secret]
            validation: { type: Http, content: { request: { url: "https://x" } } }
        """
      ).first)
    #expect(rule.id == "acme.1" && rule.description == "Acme token" && rule.definedAt == "a.yml:2")
    #expect(rule.regex == "(?x) \\b (acme_ [0-9a-z]{8})   # a remark\n\\b")
    #expect(rule.entropy == 3.5 && rule.confidence == .high && !rule.isReported && rule.requires.digits == 2)
    #expect(rule.allowlists.map(\.stopwords) == [["test", "exa'mple"]])
    #expect(rule.source == "https://docs.acme.example" && rule.tags == ["api", "secret"])
  }

  @Test(arguments: [
    ("a: 1\nb:\n  - x\n  - y: 2\n    z: 3\n", "{a=1,b=[x,{y=2,z=3}]}"),
    ("a:\n- x\n- - y\n  - z\nb: ~\n", "{a=[x,[y,z]],b=}"),
    ("a: some text\n  that goes on\nb: 'it''s'\n", "{a=some text that goes on,b=it's}"),
    ("a: \"x\\n\\u0041\\x42\"\nb: \"one\n  two\"\n", "{a=x\nAB,b=one two}"),
    ("a: >\n  one\n  two\n\n  three\nb: |-\n  x\n    y\n", "{a=one two\nthree\n,b=x\n  y}"),
    ("# remark\n---\n'a b': [1, {c: d}, \"e, f\"] # end\n", "{a b=[1,{c=d},e, f]}"),
    ("a: http://x:1/#y\nb: x #y\n", "{a=http://x:1/#y,b=x}"),
    ("a: [\n  x,\n  y\n]\n", "{a=[x,y]}"),
  ])
  func `YAML is read as people write it`(text: String, expected: String) throws {
    #expect(try Self.written(YAMLParser.parse(RuleFile(name: "a.yml", text: text))) == expected)
  }

  private static func written(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text): text
    case .list(let nodes): "[" + nodes.map(written).joined(separator: ",") + "]"
    case .mapping(let members): "{" + members.map { "\($0.key)=\(written($0.value))" }.joined(separator: ",") + "}"
    }
  }

  @Test(arguments: [
    ("rules:\n  - id: a\n    pattern: '(x'\n", 3, "pattern"), ("rules:\n  - name: a\n", 2, "no id"), ("x: 1\n", 1, "rules"),
    ("rules:\n  - id: a\n", 2, "no pattern"), ("rules: \"x\n", 1, "not closed"), ("a: &b 1\n", 1, "anchors"),
    ("a: 1\n  b\n c: 2\n", 3, "neither"),
    ("rules:\n  - id: a\n    pattern: x\n    confidence: sure\n", 4, "confidence"),
  ])
  func `a mistake is reported with its line`(text: String, line: Int, word: String) {
    let error = #expect(throws: RuleFileError.self) { try rules(text) }
    #expect(error?.line == line && error?.description.contains(word) == true, "\(error?.description ?? "")")
  }
}
