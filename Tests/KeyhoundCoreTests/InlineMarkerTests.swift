import FoundationEssentials
import Testing

@testable import KeyhoundCore

@Suite struct InlineMarkerTests {
  private static var rules: RuleSet {
    var other = Rule(id: "other-key")
    other.regex = "zzz_[a-z]{8}"
    return RuleSet([DetectorTests.tokenRule, other])
  }

  /// What is said of each key in `text`, in which every `KEY` stands for a random one.
  private func allowances(_ text: String) -> [Allowance?] { findings(text).map(\.allowance) }

  private func doubts(_ text: String) -> [String?] { findings(text).map(\.markerDoubt) }

  private func findings(_ text: String) -> [Finding] {
    var parts = text.components(separatedBy: "KEY")[...]
    let filled = parts.removeFirst() + parts.map { DetectorTests.key("tok_", 20) + $0 }.joined()
    let bytes = Array(filled.utf8)
    let rules = Self.rules
    return bytes.withUnsafeBytes { bytes in
      let chunk = Chunk(whole: bytes, origin: Origin(path: "a.py"))
      return Detector(rules).findings(in: chunk, scratch: DetectorScratch(for: rules)).findings
    }
  }

  private func areAllowed(_ text: String) -> [Bool] { allowances(text).map { $0 != nil } }

  @Test(arguments: [
    "keyhound:allow", "gitleaks:allow", "betterleaks:allow", "kingfisher:ignore", "trufflehog:ignore",
    "pragma: allowlist secret", "pragma: whitelist secret",
  ]) func `a marker holds for its line and no other`(marker: String) {
    #expect(areAllowed("a = KEY\nb = KEY  # \(marker)\nc = KEY\n") == [false, true, false])
    #expect(areAllowed("/* \(marker) */ b = KEY\r\nc = KEY") == [true, false])
  }

  @Test(arguments: [
    "# keyhound:allow-next-line", "// pragma: allowlist nextline secret", "<!-- pragma: allowlist nextline secret -->",
    "  \"_\": \"keyhound:allow-next-line\",",
  ]) func `a marker for the next line holds for that one alone`(marker: String) {
    #expect(areAllowed("a = KEY\n\(marker)\nb = KEY\nc = KEY") == [false, true, false])
  }

  @Test func `detect-secrets' marker for the next line must stand alone`() {
    #expect(areAllowed("x = 1  # pragma: allowlist nextline secret\nb = KEY") == [false])
  }

  @Test func `a marker for the next line does not hold for its own`() {
    #expect(areAllowed("a = KEY  # keyhound:allow-next-line\nb = KEY") == [false, true])
  }

  @Test func `lines joined by a backslash are one`() {
    #expect(areAllowed("curl \\\n  -H 'X: KEY' \\\n  https://x  # keyhound:allow\nc = KEY") == [true, false])
    #expect(areAllowed("curl \\\r\n  -H 'X: KEY' \\\r\n  https://x  # keyhound:allow\r\nc = KEY") == [true, false])
    #expect(areAllowed("# keyhound:allow-next-line\ncurl \\\n  -H 'X: KEY'") == [true])
  }

  @Test func `a marker may name its rules and give a reason`() {
    let named = allowances("a = KEY # keyhound:allow token a test account */")
    #expect(named == [Allowance(.marker, place: "keyhound:allow token", reason: "a test account")])
    #expect(areAllowed("a = KEY # keyhound:allow other-key,token") == [true])
    #expect(areAllowed("a = KEY # keyhound:allow other-key") == [false])
    #expect(allowances("a = KEY <!-- keyhound:allow: only a test -->")[0]?.reason == "only a test")
  }

  @Test(arguments: ["(token)", "[token]", "=token", ":token", "(other-key, token)", "[\"token\"]", "(token) a test account"])
  func `the names of rules may stand right behind a marker`(names: String) {
    #expect(areAllowed("a = KEY # keyhound:allow\(names)") == [true])
    #expect(areAllowed("a = KEY # keyhound:allow\(names.replacing("token", with: "other-key"))") == [false])
  }

  @Test(arguments: [
    "(tokn)", "=tokn", "[tokn]", ":tokn", " no-such-rule", " other-kye", " token,other-kye", "(some words)",
    " no-such-rule for a test",
  ]) func `a marker that names a rule that is not there excepts nothing, and it is said`(rest: String) {
    let text = "a = KEY # keyhound:allow\(rest)"
    #expect(areAllowed(text) == [false])
    #expect(doubts(text).allSatisfy { $0?.contains("a rule that is not there") == true })
    #expect(doubts("a = KEY # keyhound:allow") == [nil])
  }

  @Test(arguments: [" read-only key", ": test-key", " a-test: it is one", " dummy", " (no key)", " Test-Account"])
  func `other words are a reason`(rest: String) {
    #expect(areAllowed("a = KEY # keyhound:allow\(rest)") == [true])
  }

  @Test func `words that only begin like a marker are none`() {
    let text = "a = KEY # keyhound:allowed\nb = KEY # keyhound:allow2\nc = KEY # Keyhound allow"
    #expect(areAllowed(text) == [false, false, false])
  }

  @Test(arguments: [
    "keyhound:allow", "gitleaks:allow", "betterleaks:allow", "kingfisher:ignore", "trufflehog:ignore", "pragma: allowlist secret",
  ]) func `a marker ends where its word does`(marker: String) {
    for rest in ["-not", "ed", "_x", "2", "é"] { #expect(areAllowed("a = KEY # \(marker)\(rest)") == [false], "\(rest)") }
    for rest in [
      "", "-->", " -->", "*/", ".", ",", ": words", "\"", "\\n\"", ")", "\r\nb = 1", "\n", " — words", "- words", "—words",
    ] {
      #expect(areAllowed("a = KEY # \(marker)\(rest)") == [true], "\(rest)")
    }
    #expect(areAllowed("a = KEY # no \(marker)ance, but \(marker)") == [true])
  }

  @Test func `in a very long line a marker holds for what is near it`() {
    let gap = String(repeating: "x ", count: 3000)
    #expect(areAllowed("{\"a\": \"KEY\" /* gitleaks:allow */ \(gap) \"b\": \"KEY\"}") == [true, false])
  }
}
