import PCRE2
import TestSupport
import Testing

@testable import KeyhoundCore

/// A screen that knows how a text differs from another must come to the same result as one that reads all of it.
@Suite struct ScreenTests {
  @Test(arguments: 0..<60) func `what is told from differences is what reading everything tells`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let detector = Detector(RuleSet(seed % 3 == 0 ? ScreenedPieces.rules : ScreenedPieces.nearsightedRules))
    let screen = Screen(detector, extractors: [], minimumConfidence: .medium, shortestCopy: seed % 2 == 0 ? 1 : 64)
    let scratch = screen.makeScratch()
    var text = (0..<30).flatMap { _ in ScreenedPieces.piece(&random) }
    var known = ScreenedText()
    text.withUnsafeBytes { screen.screen($0, into: known, scratch) }
    for _ in 0..<40 {
      let edited = Edit.random(of: text, inserting: { ScreenedPieces.piece(&$0) }, &random)
      let (told, read) = (ScreenedText(), ScreenedText())
      edited.text.withUnsafeBytes { bytes in
        screen.screen(bytes, madeFrom: known, copies: edited.copies, into: told, scratch)
        screen.screen(bytes, into: read, scratch)
        #expect(told.isSuspicious == read.isSuspicious)
        #expect(told.marks.map(\.end) == read.marks.map(\.end))
        #expect(told.isSuspicious || !Self.hasFinding(bytes, detector))
        Self.expectSameFindings(bytes, screen.matchPlaces(in: told, bytes), detector)
      }
      (text, known) = (edited.text, told)
    }
  }

  @Test(arguments: 200..<240) func `what kind of file a text is changes with its edges`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let screen = Screen(Detector(RuleSet(ScreenedPieces.rules)), extractors: [EdgeExtractor()], minimumConfidence: .medium)
    let scratch = screen.makeScratch()
    var kinds: Set<[Bool]> = []
    for _ in 0..<60 {
      let text = (0..<8).flatMap { _ in Self.lettersAndOthers(&random) }
      let edited = Edit.random(of: text, inserting: Self.lettersAndOthers, &random)
      let (base, told, read) = (ScreenedText(), ScreenedText(), ScreenedText())
      text.withUnsafeBytes { screen.screen($0, into: base, scratch) }
      edited.text.withUnsafeBytes { bytes in
        screen.screen(bytes, madeFrom: base, copies: edited.copies, into: told, scratch)
        screen.screen(bytes, into: read, scratch)
      }
      #expect(told.isBinary == read.isBinary)
      #expect(told.concernsExtractor == read.concernsExtractor)
      #expect(told.isSuspicious == read.isSuspicious)
      kinds.insert([base.isBinary, read.isBinary])
      kinds.insert([false, base.concernsExtractor, read.concernsExtractor])
      kinds.insert([read.hasZeros, base.isSuspicious, read.concernsExtractor, read.isSuspicious])
    }
    #expect(kinds.count > 9)
  }

  /// Letters, some control characters, or what the extractor looks for: a letter at the edges, or zeros.
  private static func lettersAndOthers(_ random: inout SeededGenerator) -> [UInt8] {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: Int.random(in: 0...1500, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return letters + [UInt8](repeating: 1, count: Int.random(in: 0...300, using: &random))
    case 1: return letters + [EdgeExtractor.letter]
    case 2: return letters + [UInt8](repeating: 0, count: Int.random(in: 0...2, using: &random))
    default: return letters
    }
  }

  @Test(arguments: 100..<130) func `texts that agree in what surrounds their matches have the same findings`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let detector = Detector(RuleSet(ScreenedPieces.nearsightedRules))
    let screen = Screen(detector, extractors: [], minimumConfidence: .medium)
    let (scratch, text) = (screen.makeScratch(), ScreenedText())
    var bytes = (0..<200).flatMap { _ in ScreenedPieces.piece(&random) }
    var known: [Int: [String]] = [:]
    var repeats = 0
    for _ in 0..<60 {
      bytes.withUnsafeBytes { bytes in
        screen.screen(bytes, into: text, scratch)
        guard let surroundings = screen.matchPlaces(in: text, bytes)?.surroundings else { return }
        let found = Self.described(bytes, detector)
        if let before = known[surroundings] {
          #expect(found == before)
          repeats += 1
        }
        known[surroundings] = found
      }
      bytes = Edit.random(of: bytes, inserting: { ScreenedPieces.piece(&$0) }, &random).text
    }
    #expect(known.count > 1 && repeats > 0)
  }

  @Test func `a marker that comes or goes is part of what surrounds a match`() {
    let detector = Detector(RuleSet(ScreenedPieces.nearsightedRules))
    let screen = Screen(detector, extractors: [], minimumConfidence: .medium)
    let (scratch, text) = (screen.makeScratch(), ScreenedText())
    let key = "key = tok_0123456789abcdefghij"
    let filler = String(repeating: "nothing to see here\n", count: 300)
    func surroundings(_ string: String) -> Int? {
      Array(string.utf8).withUnsafeBytes { bytes in
        screen.screen(bytes, into: text, scratch)
        return screen.matchPlaces(in: text, bytes)?.surroundings
      }
    }
    let plain = surroundings("\(filler)\(key)\n\(filler)")
    #expect(plain != nil && plain == surroundings("more\n\(filler)\(key)\n\(filler)and more"))
    #expect(plain != surroundings("\(filler)\(key) # keyhound:allow\n\(filler)"))
    #expect(plain != surroundings("\(filler)# keyhound:allow-next-line\n\(key)\n\(filler)"))
    #expect(plain != surroundings("\(filler)\(key) \\\n  # keyhound:allow\n\(filler)"))
    #expect(plain != surroundings("\(filler)\(key)\n\(filler)\(key)\n\(filler)"))
    #expect(plain != surroundings(key))
  }

  @Test func `a key is seen where two halves meet`() {
    let screen = Screen(Detector(RuleSet(ScreenedPieces.rules)), extractors: [], minimumConfidence: .medium)
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

  @Test func `once the path is known, it decides at the marks that were found`() throws {
    var rule = Rule(id: "token")
    rule.regex = "tok_[a-z]{20}"
    rule.path = "[.](env|ini)$"
    let detector = Detector(RuleSet([rule]))
    let screen = Screen(detector, extractors: [], minimumConfidence: .medium)
    let (text, scratch) = (ScreenedText(), DetectorScratch(for: detector.rules))
    try Array("a tok_abcdefghijabcdefghij b".utf8).withUnsafeBytes { bytes in
      screen.screen(bytes, into: text, screen.makeScratch())
      let places = try #require(screen.matchPlaces(in: text, bytes))
      for (path, count) in ["a.env": 1, "a.txt": 0] {
        let chunk = Chunk(whole: bytes, origin: Origin(path: path))
        #expect(detector.findings(in: chunk, at: places, scratch: scratch).findings.count == count)
      }
    }
  }

  @Test func `rules that see all of a text do not keep others from what is encoded in it`() {
    var (everywhere, token) = (Rule(id: "everywhere"), Rule(id: "token"))
    everywhere.regex = "[0-9]+[a-z]{3,}[0-9]+"
    token.regex = "tok_[a-z]{20}"
    let detector = Detector(RuleSet([everywhere, token], findsMarks: true))
    let screen = Screen(detector, extractors: [], encoded: EncodedSearch(Backwards(), depth: 1), minimumConfidence: .medium)
    let text = ScreenedText()
    Array("jihgfedcbajihgfedcba_kot".utf8).withUnsafeBytes { screen.screen($0, into: text, screen.makeScratch()) }
    #expect(text.isSuspicious)
  }

  /// Searching only where a screen has found matches must come to the same as searching everything.
  private static func expectSameFindings(_ bytes: UnsafeRawBufferPointer, _ places: MatchPlaces?, _ detector: Detector) {
    guard let places else { return }
    let chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
    let everything = detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules)).findings
    let some = detector.findings(in: chunk, at: places, scratch: DetectorScratch(for: detector.rules)).findings
    #expect(some.map(\.location) == everything.map(\.location))
    #expect(some.map(\.extract) == everything.map(\.extract))
  }

  /// All of the findings that does not tell where they are.
  private static func described(_ bytes: UnsafeRawBufferPointer, _ detector: Detector) -> [String] {
    let chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
    return detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules)).findings.map { finding in
      let allowance = finding.allowance.map { "\($0.source) \($0.reason ?? "")" } ?? "-"
      let verdict = "\(finding.confidence) \(finding.evidence) \(allowance)"
      return "\(finding.rule.id) \(finding.secret.revealed) \(verdict) \(finding.extract)"
    }
  }

  private static func hasFinding(_ bytes: UnsafeRawBufferPointer, _ detector: Detector) -> Bool {
    let chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
    let found = detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules)).findings
    return found.contains { $0.confidence >= .medium }
  }
}

/// Is concerned with what has a letter near either end.
private struct EdgeExtractor: Extractor {
  static let letter = UInt8(ascii: "X")

  static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.prefix(edge).contains(letter) || bytes.suffix(edge).contains(letter)
  }

  /// Two zeros side by side, wherever they are.
  static func isConcerned(withZerosIn bytes: UnsafeRawBufferPointer) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { $0 == 0 && $1 == 0 }
  }

  func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool { false }
}

/// Reads a text from its end.
private struct Backwards: TextDecoder {
  func decode(_ chunk: Chunk, marks: [EncodingMark], near places: [Range<Int>], _ body: (Chunk) -> Void) {
    let bytes = Array(chunk.bytes.reversed())
    bytes.withUnsafeBytes { body(chunk.decoded($0, map: SourceMap(), by: "backwards")) }
  }
}
