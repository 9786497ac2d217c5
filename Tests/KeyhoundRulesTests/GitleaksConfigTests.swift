import KeyhoundCore
import Testing

@testable import KeyhoundRules

@Suite struct GitleaksConfigTests {
  private func config(_ text: String) throws -> GitleaksConfig {
    try GitleaksConfig(RuleFile(name: ".gitleaks.toml", text: text))
  }

  private static func findings(_ loaded: LoadedRules, _ text: String, path: String = "a.txt") -> [Finding] {
    let detector = Detector(RuleSet(loaded.rules, allowlists: loaded.allowlists))
    return Array(text.utf8).withUnsafeBytes { bytes in
      detector.findings(
        in: Chunk(whole: bytes, origin: Origin(path: path)), scratch: DetectorScratch(for: detector.rules)
      ).findings
    }
  }

  private static let own = """
    title = "t"
    anythingElse = 1
    [[rules]]
    id = "one"
    Description = "First"
    regex = '''one_([a-z]{6})|two_([0-9]{6})'''
    keywords = ["MAGIC"]
    unknownKey = true
    """

  @Test func `keys are found in any case, unknown ones passed over, keywords stand anywhere`() throws {
    let loaded = try config(Self.own).applied(to: LoadedRules(rules: []))
    #expect(loaded.rules.map(\.description) == ["First"])
    let far = String(repeating: " ", count: 5000)
    #expect(Self.findings(loaded, "magic\(far)one_abcdef").map(\.secret.revealed) == ["abcdef"])
    #expect(Self.findings(loaded, "two_123456\(far)Magic").map(\.secret.revealed) == ["123456"])
    #expect(Self.findings(loaded, "one_abcdef").isEmpty)
  }

  @Test(arguments: ["[allowlist]\n", "[[allowlists]]\ndescription = \"nothing\"\n"])
  func `an allowlist with nothing in it allows nothing`(list: String) throws {
    let loaded = try config(Self.own + "\n" + list).applied(to: LoadedRules(rules: []))
    #expect(loaded.allowlists.isEmpty)
    #expect(Self.findings(loaded, "magic one_abcdef").count == 1)
  }

  @Test func `a rule that is in the base changes it, others are added, disabled ones go`() throws {
    var base = Rule(id: "one")
    base.regex = "base_[a-z]{4}"
    base.description = "Base"
    base.tags = ["b"]
    let extending = try config(
      """
      [extend]
      useDefault = true
      disabledRules = ["gone"]
      [[rules]]
      id = "one"
      entropy = 1.5
      tags = ["o"]
      [[rules]]
      id = "new"
      regex = "new_[a-z]{4}"
      """)
    var gone = base
    gone.id = "gone"
    #expect(extending.usesDefault)
    let loaded = try extending.applied(to: LoadedRules(rules: [base, gone]))
    #expect(loaded.rules.map(\.id) == ["one", "new"])
    #expect(loaded.rules[0].entropy == 1.5 && loaded.rules[0].tags == ["b", "o"] && loaded.rules[0].description == "Base")
    #expect(throws: RuleFileError.self) { try extending.applied(to: LoadedRules(rules: [])) }
  }

  @Test func `allowlists hold for all rules or for those they name`() throws {
    let text = """
      [[rules]]
      id = "one"
      regex = "one_[a-z]{6}"
      [[rules]]
      id = "two"
      regex = "two_[a-z]{6}"
      [[allowlists]]
      targetRules = ["one"]
      stopwords = ["ABC"]
      [[allowlists]]
      condition = "AND"
      paths = ['''docs/''']
      regexTarget = "line"
      regexes = ['''sample''']
      """
    let loaded = try config(text).applied(to: LoadedRules(rules: []))
    #expect(Self.findings(loaded, "one_abcdef two_abcdef").map(\.rule.id) == ["two"])
    #expect(Self.findings(loaded, "sample two_abcdef", path: "docs/a").isEmpty)
    #expect(Self.findings(loaded, "sample two_abcdef", path: "src/a").count == 1)
    #expect(throws: RuleFileError.self) {
      try config("[[allowlists]]\ntargetRules = [\"nobody\"]\nstopwords = [\"x\"]\n").applied(to: LoadedRules(rules: []))
    }
  }

  @Test func `a rule with requirements reports only near what it requires, and helpers stay silent`() throws {
    let text = """
      [[rules]]
      id = "pair"
      regex = "secret_[a-z]{6}"
      [[rules.required]]
      id = "helper"
      withinLines = 2
      [[rules]]
      id = "helper"
      regex = "user_[a-z]{4}"
      skipReport = true
      """
    let loaded = try config(text).applied(to: LoadedRules(rules: []))
    #expect(Self.findings(loaded, "user_abcd\n\nsecret_abcdef").map(\.rule.id) == ["pair"])
    #expect(Self.findings(loaded, "user_abcd\n\n\nsecret_abcdef").isEmpty)
    #expect(Self.findings(loaded, "user_abcd").isEmpty)
    #expect(throws: RuleFileError.self) {
      try config("[[rules]]\nid = \"a\"\nregex = \"abc\"\n[[rules.required]]\nid = \"b\"\n")
    }
  }
}

extension GitleaksConfigTests {
  @Test func `a rule about names alone holds for binary files too`() throws {
    let loaded = try RuleLoader.load(RuleFile(name: "gitleaks.toml", text: "[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n"))
    #expect(loaded.rules.map(\.matchesBinary) == [true])
  }

  @Test func `written for other built-in rules, it adds what it can`() throws {
    var generic = Rule(id: "generic-secret")
    generic.regex = "x"
    generic.specificity = 10
    let config = try GitleaksConfig(
      RuleFile(
        name: ".gitleaks.toml",
        text: """
          [[rules]]
          id = "generic-api-key"
          [[rules.allowlists]]
          stopwords = ["harmless"]
          [[rules]]
          id = "unknown"
          entropy = 2
          [[rules]]
          id = "new"
          regex = "new_[a-z]{4}"
          [[allowlists]]
          targetRules = ["unknown"]
          paths = ["x"]
          [[allowlists]]
          paths = ["vendor/"]
          """))
    let sum = config.added(to: LoadedRules(rules: [generic]))
    #expect(sum.rules.map(\.id) == ["generic-secret", "new"] && sum.allowlists.count == 1)
    #expect(sum.rules.first?.allowlists.first?.stopwords == ["harmless"])
  }
}
