import KeyhoundCore
import Testing

@testable import KeyhoundRules

@Suite struct RuleLoaderTests {
  private func load(_ text: String) throws -> LoadedRules { try RuleLoader.load(RuleFile(name: "own.toml", text: text)) }

  @Test func `every key of a rule is read`() throws {
    let loaded = try load(
      """
      title = "mine"
      [[rules]]
      id = "acme"
      description = "Acme key"
      regex = '''acme_(?<secret>[a-z]{8})'''
      path = '''\\.env$'''
      keywords = ["ACME"]
      keywordDistance = 30
      confidence = "low"
      severity = "critical"
      entropy = 3
      requires = { digits = 1, upper = 2 }
      rejects = ["placeholder"]
      checksum = "crc32-base62"
      published = ["acme_abcdefgh"]
      specificity = 7
      binary = true
      tags = ["a"]
      examples = ["x", { text = "y", path = "p" }]
      [[rules.evidence]]
      name = "carrier:x"
      place = "before"
      within = 9
      regex = "x"
      not = true
      if = ["shape:placeholder"]
      unless = ["shape:placeholder"]
      effect = "high"
      [[rules.allowlists]]
      condition = "AND"
      stopwords = ["Stop"]
      paths = ["a"]
      [[allowlists]]
      regexes = ["b"]
      regexTarget = "line"
      """)
    let rule = try #require(loaded.rules.first)
    #expect(rule.id == "acme" && rule.keywords == ["acme"] && rule.keywordDistance == 30 && rule.definedAt == "own.toml:2")
    #expect(rule.confidence == .low && rule.severity == .critical && rule.entropy == 3 && rule.specificity == 7)
    #expect(rule.requires.digits == 1 && rule.requires.upper == 2 && rule.matchesBinary && rule.checksum == .crc32Base62)
    #expect(rule.evidence.map(\.name) == ["shape:placeholder", "carrier:x"])
    #expect(rule.evidence[1].within == 9 && rule.evidence[1].isNegated && rule.evidence[1].effect == .atLeast(.high))
    #expect(rule.evidence[1].consequence == "high, if shape:placeholder, unless shape:placeholder")
    #expect(rule.allowlists.first?.needsAll == true && rule.allowlists.first?.stopwords == ["stop"])
    #expect(loaded.allowlists.first?.target == .line)
    #expect(rule.examples == [RuleExample("x"), RuleExample("y", path: "p")])
  }

  @Test func `a shared part stands for its expression, but not where a rule has a group of that name or speaks another dialect`()
    throws
  {
    let part = try #require(SharedParts.all.first { $0.name == "test_path" })
    func regex(_ source: String, file: String = "own.toml") throws -> String? {
      let text = "[[rules]]\nid = \"a\"\nregex = \"\(source)\""
      return try RuleLoader.load(RuleFile(name: file, text: text)).rules.first?.regex
    }
    let expanded = try #require(try regex("a(?&\(part.name))b"))
    #expect(!expanded.contains("(?&") && expanded.hasPrefix("a(?x:") && expanded.hasSuffix(")b"))
    let own = "(?<test_path>x)(?&test_path)"
    #expect(try regex(own) == own)
    #expect(throws: RuleFileError.self) { try regex("a(?&test_path)", file: "gitleaks.toml") }
  }

  @Test(arguments: [
    ("[[rules]]\nid = \"a\"\nregex = '''\nx(\n'''\n", 3, "a", "parenthesis"),
    ("[[rules]]\nid = \"a\"\nregex = '''\nx = 1\n'''\nentropi = 3\n", 6, "a", "entropi"),
    ("[[rules]]\nid = \"a\"\nregex = 'x'\n[[rules.evidence]]\nname = \"n\"\nregex = 'y'\neffect = \"boost\"\n", 7, "a", "raise"),
    (
      "[[rules]]\nid = \"a\"\nregex = 'x'\n[[rules.evidence]]\nname = \"n\"\nregex = 'y'\nif = [\"path:test\"]\neffect = \"low\"\n",
      5, "a", "path:test"
    ),
    ("[[rules]]\nid = \"a\"\nregex = 'x'\n\n[[rules]]\nid = \"b\"\nregex = 'x'\nsecretGroup = 2\n", 8, "b", "0 groups"),
    ("[[rules]]\nid = \"a\"\n", 2, "a", "regex"), ("[[rules]]\nid = \"a\"\nregex = 5\n", 3, "a", "string"),
    ("[[allowlists]]\ndescription = \"x\"\n", 1, nil, "empty"),
  ]) func `a mistake is placed`(text: String, line: Int, rule: String?, word: String) {
    #expect { try load(text) } throws: { error in
      let error = error as? RuleFileError
      return error?.line == line && error?.rule == rule && error?.message.contains(word) == true
    }
  }

  /// A file with evidence that its rules have in common, and a rule that uses some.
  private static func sharing(_ uses: String, _ evidence: String...) -> String {
    let tests = evidence.map { "[[evidence]]\n\($0)\nregex = 'y'\neffect = \"lower\"\n" }.joined()
    return tests + "[[rules]]\nid = \"a\"\nregex = 'x'\nrejects = [\"words\"]\n[[rules.evidence]]\n\(uses)\n"
  }

  @Test func `evidence that rules have in common is asked where they use it`() throws {
    let text =
      Self.sharing(
        "use = [\"b\", \"own:2\"]", "name = \"own:1\"\nid = \"b\"", "name = \"own:2\"\nunless = [\"shape:words\", \"own:1\"]")
      + "[[rules]]\nid = \"b\"\nregex = 'x'\n[[rules.evidence]]\nname = \"own:0\"\nregex = 'z'\neffect = \"raise\"\n"
      + "[[rules.evidence]]\nuse = [\"b\"]\n"
    let rules = try load(text).rules
    #expect(rules.map { $0.evidence.map(\.name) } == [["shape:words", "own:1", "own:2"], ["own:0", "own:1"]])
    #expect(rules[0].evidence[2].exceptions == ["shape:words", "own:1"])
  }

  @Test(arguments: [
    (sharing("use = [\"c\"]", "name = \"b\""), 10, "\"c\"; it has b"),
    (sharing("use = [\"b\"]\neffect = \"low\"", "name = \"b\""), 11, "effect"),
    (sharing("use = [\"b\"]", "name = \"b\"", "name = \"c\""), 6, "uses the evidence \"c\""),
    (sharing("use = [\"b\"]", "name = \"b\"", "name = \"b\""), 6, "other [[evidence]] \"b\""),
    (sharing("use = [\"b\"]", "name = \"b\"\nif = [\"n\"]"), 10, "\"n\", which does not stand above it"),
    (sharing("use = [\"b\"]", "name = \"b\"\nplace = \"here\""), 3, "here"),
  ]) func `a mistake in evidence that rules have in common is placed`(text: String, line: Int, word: String) {
    let error = #expect(throws: RuleFileError.self) { try load(text) }
    #expect(error?.line == line && error?.message.contains(word) == true, "\(String(describing: error))")
  }

  @Test func `more names that evidence depends on than can be told apart are a mistake`() throws {
    func rule(_ count: Int) -> String {
      let names = (0..<count).map { "\"n\($0)\"" }
      let tests = names.map { "[[rules.evidence]]\nname = \($0)\nregex = 'y'\neffect = \"raise\"\n" }.joined()
      return "[[rules]]\nid = \"a\"\nregex = 'x'\n" + tests
        + "[[rules.evidence]]\nname = \"all\"\nregex = 'z'\neffect = \"high\"\nif = [\(names.joined(separator: ","))]\n"
    }
    #expect(try load(rule(64)).rules.first?.evidence.last?.premises.count == 64)
    let error = #expect(throws: RuleFileError.self) { try load(rule(65)) }
    #expect(error?.line == 4 && error?.message.contains("65 names") == true)
  }

  @Test(arguments: [#""regex" = "(""#, "'regex' = \"(\"", "regex\t= \"(\""])
  func `a mistake behind a quoted key is placed`(line: String) {
    let error = #expect(throws: RuleFileError.self) { try load("[[rules]]\nid = \"a\"\ndescription = \"x\"\n\(line)\n") }
    #expect(error?.line == 4)
  }

  @Test func `the compact form gives back the same rules`() throws {
    let text = """
      [[rules]]
      id = "a"
      regex = '''(?<![a-z])tok_[A-Za-z0-9]{20}'''
      requires = { digits = 2 }
      entropy = 2.5
      [[rules.evidence]]
      name = "n"
      judge = "words"
      place = "secret"
      effect = "reject"
      [[rules.evidence]]
      name = "m"
      regex = "y"
      if = ["n"]
      unless = ["n"]
      effect = "lower"
      [[rules]]
      id = "b"
      regex = '''[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}'''
      revoke = "https://é.example"
      """
    let loaded = try load(text)
    var lists = ListWriter()
    var encoded = CompactRules.encoded(loaded, lists: &lists)
    let unpacked = SevenBits.text(of: lists.bytes).withUnsafeBytes(SevenBits.bytes)
    defer { unpacked.deallocate() }
    encoded.withUTF8 { text in
      var reader = ListReader(unpacked)
      let decoded = LoadedRules(catalogue: CompactRules(text, lists: &reader))
      #expect(decoded.rules.map(\.id) == ["a", "b"] && decoded.rules[1].revoke == "https://é.example")
      #expect(decoded.rules[0].requires == loaded.rules[0].requires && decoded.rules[0].entropy == 2.5)
      for (before, after) in zip(loaded.rules, decoded.rules) {
        #expect(after.shape == MatchShape(of: before.regex ?? ""))
        #expect(after.evidence.map(\.name) == before.evidence.map(\.name))
        #expect(after.evidence.map(\.consequence) == before.evidence.map(\.consequence))
      }
    }
  }
}
