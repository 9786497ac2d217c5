import PCRE2
import Testing

@testable import KeyhoundCore

@Suite struct DetectorTests {
  @Test func `a key is found with its line, column and bytes`() throws {
    let key = Self.key("tok_", 20)
    let found = Self.findings("é = 1\n  let t = \"\(key)\"\n", [Self.tokenRule])
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.secret.revealed == key)
    #expect(finding.location.start == Position(line: 2, column: 12))
    #expect(finding.location.end == Position(line: 2, column: 12 + key.count))
    #expect(finding.location.bytes == 18..<18 + key.utf8.count)
  }

  @Test func `columns count code points, and bytes that are no UTF-8 count as one`() throws {
    let key = Self.key("tok_", 20)
    let text = Array("aé日🙂".utf8) + [0xFF, 0xC3] + Array(" \(key)".utf8)
    let finding = try #require(Self.findings(text, [Self.tokenRule]).first)
    #expect(finding.location.start.column == 4 + 2 + 1 + 1)
  }

  @Test func `a secret is shown only as its public prefix and stars, also when it shares a line with another`() throws {
    let (first, second) = (Self.key("tok_", 20), Self.key("tok_", 20))
    let found = Self.findings("a=\(first) b=\(second) c", [Self.tokenRule])
    #expect(found.count == 2)
    for finding in found {
      #expect(finding.extract == "a=tok_******** b=tok_******** c")
      #expect("\(finding.secret)" == "tok_********" && String(reflecting: finding.secret) == "tok_********")
    }
  }

  @Test func `the public prefix is shown also when a generic rule found the same secret`() throws {
    var generic = Rule(id: "a-generic")
    generic.regex = "(?<==)[a-zA-Z0-9_]{24}"
    generic.specificity = 10
    let found = FindingResolver.resolved(Self.findings("a=\(Self.key("tok_", 20)) b", [Self.tokenRule, generic]))
    #expect(found.map(\.extract) == ["a=tok_******** b"])
  }

  @Test func `in binary bytes the extract ends at a NUL`() throws {
    let text = [1, 0, 0] + Array("x=\(Self.key("tok_", 20)) b".utf8) + [0, 0, 65]
    #expect(try #require(Self.findings(text, [Self.tokenRule]).first).extract == "x=tok_******** b")
  }

  @Test func `evidence raises, lowers, caps and rejects, and is named`() throws {
    var rule = Self.tokenRule
    rule.confidence = .low
    rule.evidence = [
      Self.test("carrier:header", .before, #"Bearer \z"#, .raise), Self.test("names:vendor", .around, "vendor", .atLeast(.high)),
      Self.test("path:test", .path, "test", .atMost(.low)), Self.test("shape:x", .secret, "xxxx", .reject),
    ]
    let key = Self.key("tok_", 20)
    #expect(try #require(Self.findings(key, [rule]).first).confidence == .low)
    let header = try #require(Self.findings("Bearer \(key)", [rule]).first)
    #expect(header.confidence == .medium && header.evidence == ["carrier:header"])
    #expect(try #require(Self.findings("\(key) vendor", [rule]).first).confidence == .high)
    #expect(try #require(Self.findings("\(key) vendor", [rule], path: "test.py").first).confidence == .low)
    #expect(Self.findings("tok_xxxx" + Self.key("", 16), [rule]).isEmpty)
  }

  @Test func `evidence is asked only where what stands above it has held, or has not`() throws {
    var rule = Self.tokenRule
    rule.confidence = .medium
    var restored = Self.test("names:vendor", .around, "vendor", .atLeast(.medium))
    restored.premises = ["path:test"]
    restored.exceptions = ["shape:x"]
    rule.evidence = [
      Self.test("shape:x", .secret, "xxxx", .atMost(.low)), Self.test("path:test", .path, "test", .atMost(.low)), restored,
    ]
    let key = Self.key("tok_", 20)
    #expect(try #require(Self.findings("vendor \(key)", [rule]).first).evidence.isEmpty)
    let lifted = try #require(Self.findings("vendor \(key)", [rule], path: "test.py").first)
    #expect(lifted.confidence == .medium && lifted.evidence == ["path:test", "names:vendor"])
    let doubted = try #require(Self.findings("vendor tok_xxxx\(Self.key("", 16))", [rule], path: "test.py").first)
    #expect(doubted.confidence == .low && doubted.evidence == ["shape:x", "path:test"])
  }

  @Test func `a rule that starts at none reports only what evidence lifts`() {
    var rule = Self.tokenRule
    rule.confidence = .none
    rule.evidence = [Self.test("names:vendor", .line, "vendor", .atLeast(.high))]
    let key = Self.key("tok_", 20)
    #expect(Self.findings(key, [rule]).isEmpty)
    #expect(Self.findings("vendor \(key)", [rule]).count == 1)
    #expect(Self.findings("vendor\n\(key)", [rule]).isEmpty)
  }

  @Test func `a documented example is reported as one, at medium in a carrier and low without`() throws {
    var rule = Self.tokenRule
    let key = Self.key("tok_", 20)
    rule.published = [key]
    rule.evidence = [
      Self.test("carrier:header", .before, #"Bearer \z"#, .raise), Self.test("shape:any", .secret, ".", .reject),
    ]
    let bare = try #require(Self.findings(key, [rule]).first)
    #expect(bare.isExample && bare.confidence == .low)
    #expect(try #require(Self.findings("Bearer \(key)", [rule]).first).confidence == .medium)
  }

  @Test func `groups in the expression of a path are not taken for groups of the secret`() throws {
    var rule = Rule(id: "token")
    rule.regex = "key = (tok_[A-Za-z0-9]{20})"
    rule.path = "(?i)(settings)[.](env|ini)$"
    let key = Self.key("tok_", 20)
    let found = Self.findings("key = \(key)\n", [rule], path: "a/settings.ini")
    #expect(found.map(\.secret.revealed) == [key])
    #expect(Self.findings("key = \(key)\n", [rule], path: "a/settings.txt").isEmpty)
  }

  @Test func `keywords must be near, in any case`() {
    var rule = Rule(id: "hex")
    rule.regex = "[0-9a-f]{32}"
    rule.keywords = ["vendor"]
    rule.keywordDistance = 40
    let key = String(repeating: "0a", count: 16)
    #expect(Self.findings("VENDOR_KEY=\(key)", [rule]).count == 1)
    #expect(Self.findings("\(key) # vendor", [rule]).count == 1)
    #expect(Self.findings("vendor" + String(repeating: " ", count: 80) + key, [rule]).isEmpty)
    #expect(Self.findings(key, [rule]).isEmpty)
  }

  @Test func `requirements, entropy and checksum are demanded`() {
    var rule = Self.tokenRule
    rule.requires.digits = 3
    #expect(Self.findings("tok_abcdefghijklmnopqrst", [rule]).isEmpty)
    rule = Self.tokenRule
    rule.entropy = 3
    #expect(Self.findings("tok_aaaaaaaaaaaaaaaaaaab", [rule]).isEmpty)
    rule = Rule(id: "sum")
    rule.regex = "sum_[A-Za-z0-9]{36}"
    rule.checksum = .crc32Base62
    let body = Self.key("", 30)
    let sum = String(decoding: CRC32.base62(CRC32.sum(Array(body.utf8))), as: UTF8.self)
    #expect(Self.findings("sum_\(body)\(sum)", [rule]).count == 1)
    #expect(Self.findings("sum_\(body)" + (sum == "000000" ? "000001" : "000000"), [rule]).isEmpty)
  }

  @Test func `of two rules the more specific one reports the secret`() throws {
    var generic = Rule(id: "generic")
    generic.regex = #"token = "(?<secret>[^"]{16,})""#
    generic.specificity = 10
    let key = Self.key("tok_", 20)
    let found = FindingResolver.resolved(Self.findings("token = \"\(key)\"", [generic, Self.tokenRule]))
    #expect(found.map(\.rule.id) == ["token"])
    let other = FindingResolver.resolved(Self.findings("token = \"nothing-special-here\"", [generic, Self.tokenRule]))
    #expect(other.map(\.rule.id) == ["generic"])
  }

  @Test func `binary bytes are searched by the rules meant for them`() {
    var rule = Self.tokenRule
    let text = Array(Self.key("tok_", 20).utf8) + [0, 1, 2]
    #expect(Self.findings(text, [rule], isBinary: true).isEmpty)
    rule.matchesBinary = true
    #expect(Self.findings(text, [rule], isBinary: true).count == 1)
  }

  @Test func `a long match is found whole, and look-ahead sees past the window`() throws {
    var rule = Rule(id: "block")
    rule.regex = #"(?s)BEGIN KEY.+?END KEY"#
    let text = "BEGIN KEY" + String(repeating: "a\n", count: 10_000) + "END KEY."
    #expect(try #require(Self.findings(text, [rule]).first).location.bytes.count == text.utf8.count - 1)
    rule.regex = "tok_[a-z]{20}(?![a-z])"
    #expect(Self.findings("tok_" + String(repeating: "a", count: 21), [rule]).isEmpty)
  }

  @Test(.timeLimit(.minutes(15))) func `a catastrophic expression becomes an issue, and other rules still find`() throws {
    var bad = Rule(id: "bad")
    bad.regex = "boom(?:[ab]+)+\\d"
    let key = Self.key("tok_", 20)
    let text = Array(("boom" + String(repeating: "ab", count: 50_000) + " \(key)").utf8)
    let (found, issues) = Self.search(text, [bad, Self.tokenRule])
    #expect(found.map(\.rule.id) == ["token"])
    let issue = try #require(issues.first)
    #expect(issue.kind == .patternLimit && issue.message.contains("bad") && issue.message.contains("line 1"))
  }

  @Test func `overlapping places are tried once each and every key on a line is found`() {
    let keys = (0..<50).map { _ in Self.key("tok_", 20) }
    let found = Self.findings(keys.joined(separator: ","), [Self.tokenRule])
    #expect(found.map(\.secret.revealed) == keys)
  }
}

extension DetectorTests {
  /// `tok_` and twenty letters or digits.
  static var tokenRule: Rule {
    var rule = Rule(id: "token")
    rule.regex = "(?<![A-Za-z0-9])(?<secret>(?<id>tok)_[A-Za-z0-9]{20})(?![A-Za-z0-9])"
    return rule
  }

  static func key(_ prefix: String, _ count: Int) -> String {
    prefix + String((0..<count).map { _ in "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".randomElement()! })
  }

  static func test(_ name: String, _ place: EvidenceTest.Place, _ regex: String, _ effect: EvidenceTest.Effect) -> EvidenceTest {
    EvidenceTest(name: name, place: place, question: .pattern(Pattern(regex)), effect: effect)
  }

  static func findings(_ text: String, _ rules: [Rule], path: String = "a.txt") -> [Finding] {
    findings(Array(text.utf8), rules, path: path)
  }

  static func findings(_ text: [UInt8], _ rules: [Rule], path: String = "a.txt", isBinary: Bool = false) -> [Finding] {
    search(text, rules, path: path, isBinary: isBinary).findings
  }

  static func search(
    _ text: [UInt8], _ rules: [Rule], path: String = "a.txt", isBinary: Bool = false
  ) -> (findings: [Finding], issues: [KeyhoundCore.Issue]) {
    let detector = Detector(RuleSet(rules))
    return text.withUnsafeBytes { bytes in
      var chunk = Chunk(whole: bytes, origin: Origin(path: path))
      chunk.isBinary = isBinary
      return detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules))
    }
  }
}
