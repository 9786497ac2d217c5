import KeyhoundCore
import Testing

@testable import KeyhoundEngine

@Suite struct ScannerTests {
  @Test func `results come in the order of the source, whatever the number of workers`() {
    let texts = (0..<500).map { index in index % 3 == 0 ? "nothing" : "a tok_\(Self.body(index)) b\n tok_\(Self.body(index + 7))"
    }
    let alone = Self.scan(texts, jobs: 1)
    #expect(alone.findings.count == 666)
    for jobs in [2, 3, 8] {
      let together = Self.scan(texts, jobs: jobs)
      #expect(together.findings == alone.findings && together.coverage.files == alone.coverage.files)
    }
  }

  @Test func `a gap makes the scan incomplete, unless its kind is allowed`() {
    var policy = Policy()
    #expect(Self.scan(["ISSUE"], jobs: 2, policy: policy).coverage.isComplete == false)
    policy.allowedGaps = [.unreadable]
    let allowed = Self.scan(["ISSUE"], jobs: 2, policy: policy)
    #expect(allowed.coverage.isComplete && allowed.issues == ["cannot be read"])
  }

  @Test func `findings below the wanted confidence are dropped`() {
    var policy = Policy()
    policy.minimumConfidence = .high
    #expect(Self.scan(["tok_\(Self.body(1))"], jobs: 1, policy: policy).findings.isEmpty)
  }

  @Test func `an extractor that stands for the whole chunk hides it from the search`() {
    let key = "tok_\(Self.body(1))"
    let reversed = String(key.reversed())
    let found = Self.scan(["REVERSED\(reversed)", key], jobs: 1, extractors: [ReversingExtractor()])
    #expect(found.findings.count == 2)
    #expect(found.findings.first?.hasSuffix(":reversed") == true)
  }

  @Test func `where only some bytes count, the rest is context`() {
    let old = "tok_\(Self.body(1))"
    let new = "tok_\(Self.body(2))"
    let both = "\(old)\n\(new)\n"
    let found = Self.scan(["COUNTED\(both)"], jobs: 1)
    #expect(found.findings.count == 1 && found.findings.first?.hasPrefix("0.txt:2:") == true)
    let key = String("tok_\(Self.body(1))".reversed())
    #expect(Self.scan(["COUNTEDREVERSED\n\(key)"], jobs: 1, extractors: [ReversingExtractor()]).findings.count == 1)
  }

  @Test func `an empty source ends at once, with nothing covered`() {
    let result = Self.scan([], jobs: 4)
    #expect(result.findings.isEmpty && result.coverage.files == 0 && result.coverage.isComplete)
  }

  @Test func `a channel hands every element to exactly one receiver`() {
    let channel = Channel<Int>(capacity: 8)
    let results = Channel<Int>(capacity: .max)
    let receivers = (0..<4).map { _ in
      WorkerThread { while let element = channel.receive() { results.send(element) } }
    }
    for element in 0..<10_000 { channel.send(element) }
    channel.close()
    receivers.forEach { $0.join() }
    results.close()
    var all: [Int] = []
    while let element = results.receive() { all.append(element) }
    #expect(all.sorted() == Array(0..<10_000))
  }
}

extension ScannerTests {
  struct Outcome {
    var findings: [String] = []
    var issues: [String] = []
    var coverage = Coverage()
  }

  /// Twenty letters and digits that depend on `seed`.
  static func body(_ seed: Int) -> String {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyzABCDEFGH23456789")
    return String((0..<20).map { alphabet[(seed &* 31 &+ $0 &* 17 &+ seed / 7) % alphabet.count] })
  }

  static func scan(
    _ texts: [String], jobs: Int, policy: Policy = Policy(), extractors: [any Extractor] = []
  ) -> Outcome {
    var rule = Rule(id: "token")
    rule.regex = "(?<![A-Za-z0-9])tok_[A-Za-z0-9]{20}(?![A-Za-z0-9])"
    let detector = Detector(RuleSet([rule]))
    let scanner = Scanner(detector: detector, extractors: extractors, policy: policy, jobs: jobs)
    var outcome = Outcome()
    let coverage = scanner.scan(TextSource(texts: texts)) { event in
      switch event {
      case .finding(let finding):
        let steps = finding.origin.decodedFrom.map { ":" + $0 }.joined()
        outcome.findings.append("\(finding.origin.path):\(finding.location.start.line):\(finding.fingerprint)\(steps)")
      case .issue(let issue): outcome.issues.append(issue.message)
      case .progress, .allowed, .note: break
      }
    }
    outcome.coverage = coverage
    return outcome
  }

  struct TextSource: Source {
    let texts: [String]

    func forEachUnit(_ body: (any Unit) -> Void) {
      for (index, text) in texts.enumerated() { body(TextUnit(name: "\(index).txt", text: text)) }
    }
  }

  struct TextUnit: Unit {
    let name: String
    let text: String

    func read(into sink: any UnitSink) {
      var coverage = Coverage()
      coverage.files = 1
      sink.count(coverage)
      if text == "ISSUE" { return sink.report(KeyhoundCore.Issue(.unreadable, path: name, message: "cannot be read")) }
      let isCounted = text.hasPrefix("COUNTED")
      Array(text.utf8.dropFirst(isCounted ? 7 : 0)).withUnsafeBytes { bytes in
        var chunk = Chunk(whole: bytes, origin: Origin(path: name))
        if isCounted { chunk.counted = ByteRanges(behindFirstLineOf: bytes) }
        sink.scan(chunk)
      }
    }
  }

  struct ReversingExtractor: Extractor {
    func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
      guard chunk.bytes.starts(with: Array("REVERSED".utf8)) else { return false }
      var map = SourceMap()
      map.append(decodedCount: chunk.bytes.count - 8, raw: 8..<chunk.bytes.count)
      Array(chunk.bytes.dropFirst(8).reversed()).withUnsafeBytes { sink.scan(chunk.decoded($0, map: map, by: "reversed")) }
      return true
    }
  }
}

extension ByteRanges {
  /// What follows the first line feed.
  fileprivate init(behindFirstLineOf bytes: UnsafeRawBufferPointer) {
    self.init()
    append((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1..<bytes.count)
  }
}
