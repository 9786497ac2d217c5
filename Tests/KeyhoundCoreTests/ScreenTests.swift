import PCRE2
import Testing

@testable import KeyhoundCore

/// A screen that knows how a text differs from another must come to the same result as one that reads all of it.
@Suite struct ScreenTests {
  @Test(arguments: 0..<60) func `what is told from differences is what reading everything tells`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let detector = Detector(RuleSet(Self.rules))
    let screen = Screen(detector, extractors: [], minimumConfidence: .medium)
    let scratch = screen.makeScratch()
    var text = Self.text(lines: 30, &random)
    var known = ScreenedText()
    text.withUnsafeBytes { screen.screen($0, into: known, scratch) }
    for _ in 0..<40 {
      let edited = Edit.random(of: text, inserting: { Self.piece(&$0) }, &random)
      let (told, read) = (ScreenedText(), ScreenedText())
      edited.text.withUnsafeBytes { bytes in
        screen.screen(bytes, madeFrom: known, copies: edited.copies, into: told, scratch)
        screen.screen(bytes, into: read, scratch)
        #expect(told.isSuspicious == read.isSuspicious)
        #expect(told.marks.map(\.end) == read.marks.map(\.end))
        #expect(told.isSuspicious || !Self.hasFinding(bytes, detector))
      }
      (text, known) = (edited.text, told)
    }
  }

  @Test func `a key is seen where two halves meet`() {
    let screen = Screen(Detector(RuleSet(Self.rules)), extractors: [], minimumConfidence: .medium)
    let scratch = screen.makeScratch()
    let halves = Array("a tok_0123456789".utf8) + Array(repeating: 10, count: 50) + Array("abcdefghij end".utf8)
    let (base, joined) = (ScreenedText(), ScreenedText())
    halves.withUnsafeBytes { screen.screen($0, into: base, scratch) }
    #expect(!base.isSuspicious)
    let copies = [CopiedRange(source: 0, target: 0, count: 16), CopiedRange(source: 66, target: 16, count: 14)]
    let text = Array("a tok_0123456789abcdefghij end".utf8)
    text.withUnsafeBytes { screen.screen($0, madeFrom: base, copies: copies, into: joined, scratch) }
    #expect(joined.isSuspicious)
  }

  @Test func `rules for some paths only are believed wherever the path is not known`() {
    var rule = Rule(id: "token")
    rule.regex = "tok_[a-z]{20}"
    rule.path = "\\.env$"
    rule.evidence = [
      EvidenceTest(name: "path:test", place: .path, question: .pattern(Pattern("test")), effect: .reject)
    ]
    let screen = Screen(Detector(RuleSet([rule])), extractors: [], minimumConfidence: .medium)
    let text = ScreenedText()
    Array("tok_abcdefghijabcdefghij".utf8).withUnsafeBytes { screen.screen($0, into: text, screen.makeScratch()) }
    #expect(text.isSuspicious)
  }

  private static func hasFinding(_ bytes: UnsafeRawBufferPointer, _ detector: Detector) -> Bool {
    let chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
    let found = detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules)).findings
    return found.contains { $0.confidence >= .medium }
  }
}

extension ScreenTests {
  /// One rule of each kind.
  static let rules: [Rule] = {
    var token = Rule(id: "token")
    token.regex = "(?<![a-z0-9])tok_[a-z0-9]{20}(?![a-z0-9])"
    token.evidence = [
      EvidenceTest(name: "word:example", place: .before, within: 40, question: .pattern(Pattern("example")), effect: .reject)
    ]
    var allowed = Allowlist()
    allowed.regexes = [Pattern("ALLOW")]
    allowed.target = .line
    token.allowlists = [allowed]
    var hash = Rule(id: "hash")
    hash.regex = "(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
    hash.keywords = ["vendor"]
    hash.keywordDistance = 60
    var pair = Rule(id: "pair")
    pair.regex = "(?<![A-Z0-9])[A-Z0-9]{8}\\.[A-Z0-9]{16}(?![A-Z0-9])"
    pair.confidence = .low
    pair.evidence = [
      EvidenceTest(name: "host", place: .around, within: 90, question: .pattern(Pattern("host")), effect: .raise)
    ]
    var block = Rule(id: "block")
    block.regex = "-----BEGIN KEY-----[^-]{10,}?-----END KEY-----"
    var assigned = Rule(id: "assigned")
    assigned.regex = "[\\w.-]{0,20}secret[ ]{0,3}=[ ]{0,3}[A-Za-z0-9]{12,24}"
    var anywhere = Rule(id: "anywhere")
    anywhere.regex = "(?<![#])#[A-Z]{3,4}[0-9]{10}(?![0-9])"
    return [token, hash, pair, block, assigned, anywhere]
  }()

  static func text(lines: Int, _ random: inout SeededGenerator) -> [UInt8] { (0..<lines).flatMap { _ in piece(&random) } }

  /// A line, or part of one: filler mostly, and what the rules look for, whole or in pieces.
  static func piece(_ random: inout SeededGenerator) -> [UInt8] {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    func word(_ alphabet: String, _ count: Int) -> String {
      String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
    }
    let pieces: [String]
    switch Int.random(in: 0..<24, using: &random) {
    case 0: pieces = ["x = tok_" + word(letters, 20) + "\n"]
    case 1: pieces = ["tok_" + word(letters, 9)]
    case 2: pieces = [word(letters, 11) + "\n"]
    case 3: pieces = ["example "]
    case 4: pieces = [" ALLOW\n"]
    case 5: pieces = [word("0123456789abcdef", 32) + "\n"]
    case 6: pieces = ["vendor"]
    case 7: pieces = [word("ABCDEFGH01234567", 8) + "." + word("ABCDEFGH01234567", 16)]
    case 8: pieces = ["host"]
    case 9: pieces = ["-----BEGIN KEY-----\n"]
    case 10: pieces = ["-----END KEY-----\n"]
    case 11: pieces = ["my.secret = " + word(letters, 14) + "\n"]
    case 12: pieces = ["secret", "="]
    case 13: pieces = ["#ABC" + word("0123456789", 10)]
    case 14: pieces = ["\n"]
    default: pieces = [word(letters + "    ", Int.random(in: 1..<60, using: &random)), "\n"]
    }
    return Array(pieces.joined().utf8)
  }
}
