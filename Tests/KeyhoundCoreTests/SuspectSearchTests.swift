import TestSupport
import Testing

@testable import KeyhoundCore

/// What is told of many texts at once must be what a search through each would tell.
@Suite struct SuspectSearchTests {
  private static let detector = Detector(RuleSet(ScreenedPieces.rules.filter { $0.id != "anywhere" }, findsMarks: true))

  @Test(arguments: 0..<80) func `a text in which nothing is suspected holds nothing`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let texts = (0..<60).map { _ in Self.text(&random) }
    let suspicions = Self.suspicions(in: texts)
    let scratch = DetectorScratch(for: Self.detector.rules)
    for (text, isSuspected) in zip(texts, suspicions) {
      text.withUnsafeBytes { bytes in
        let found = Self.detector.findings(in: Chunk(whole: bytes, origin: Origin(path: "a")), scratch: scratch)
        let holdsSomething = !found.findings.isEmpty || !found.issues.isEmpty || !scratch.takeMarks().isEmpty
        #expect(isSuspected || !holdsSomething)
      }
    }
    #expect(texts.map { Self.suspicions(in: [$0])[0] } == suspicions)
    #expect(Set(suspicions).count == 2)
  }

  @Test func `what lies across two texts is nothing`() {
    let key = "tok_0123456789abcdefghij"
    for cut in 1..<key.utf8.count {
      let halves = [Array("a \(key)".utf8.prefix(cut + 2)), Array("\(key) b".utf8.dropFirst(cut))]
      #expect(Self.suspicions(in: halves) == [false, false])
      #expect(Self.suspicions(in: [halves[0], Array(" \(key) ".utf8), halves[1]]) == [false, true, false])
    }
  }

  @Test func `every text is suspected where a rule has nothing that leads to it`() {
    var rule = Rule(id: "any")
    rule.regex = "[a-z]{2}[0-9]+"
    let detector = Detector(RuleSet([rule]))
    #expect(Self.suspicions(in: [Array("a".utf8), Array("b".utf8)], detector) == [true, true])
    #expect(Self.suspicions(in: [], detector).isEmpty)
  }

  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces = (0..<Int.random(in: 1...4, using: &random)).flatMap { _ in ScreenedPieces.piece(&random) }
    // Often only a part, so that keys are cut.
    let isCut = Bool.random(using: &random)
    return isCut ? Array(pieces.prefix(Int.random(in: 1...max(1, pieces.count), using: &random))) + [10] : pieces + [10]
  }

  private static func suspicions(in texts: [[UInt8]], _ detector: Detector = detector) -> [Bool] {
    let bytes = texts.flatMap { $0 }
    var end = 0
    let ranges = texts.map { text in
      defer { end += text.count }
      return end..<end + text.count
    }
    return bytes.withUnsafeBytes { detector.suspicions(in: TextRow($0, ranges), scratch: DetectorScratch(for: detector.rules)) }
  }
}
