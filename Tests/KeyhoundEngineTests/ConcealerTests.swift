import KeyhoundCore
import PCRE2
import Testing

@testable import KeyhoundEngine

/// What reports say besides the line holds no secret either.
@Suite struct ConcealerTests {
  private static let detector: Detector = {
    var rule = Rule(id: "token")
    rule.regex = "(?<secret>(?<id>tok)_[a-z0-9]{20})"
    var carried = Rule(id: "carried")
    carried.regex = "password=(?<secret>[a-z0-9]{12})"
    return Detector(RuleSet([rule, carried]))
  }()

  private static func random(_ count: Int) -> String {
    String((0..<count).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement() ?? "a" })
  }

  /// A unit that says one thing of everything it can speak of.
  private struct TalkativeUnit: Unit, Source {
    var text: String
    var path: String
    var message: String

    func forEachUnit(_ body: (any Unit) -> Void) { body(self) }

    func read(into sink: any UnitSink) {
      var origin = Origin(path: path)
      origin.commit = Commit(id: "0123", author: message, email: message, date: "", message: message)
      origin.cell = Cell(index: 1, part: "source")
      origin.cell?.id = message
      var bytes = text
      bytes.withUTF8 { sink.scan(Chunk(whole: UnsafeRawBufferPointer($0), origin: origin)) }
      sink.report(Issue(.git, path: path, message: message))
    }
  }

  private func scan(
    _ unit: TalkativeUnit, reveals: Bool = false, rules: Set<String>? = nil
  ) -> (findings: [Finding], issues: [KeyhoundCore.Issue]) {
    var policy = Policy()
    policy.reportedRules = rules
    policy.concealsTexts = !reveals
    var found: ([Finding], [KeyhoundCore.Issue]) = ([], [])
    _ = Scanner(detector: Self.detector, extractors: [], policy: policy, jobs: 1).scan(unit) { event in
      switch event {
      case .finding(let finding), .allowed(let finding): found.0.append(finding)
      case .issue(let issue): found.1.append(issue)
      case .progress, .note: break
      }
    }
    return found
  }

  @Test func `a key in a path, a message, an author or a cell id is starred out, its prefix apart`() throws {
    let (own, other) = ("tok_\(Self.random(20))", "tok_\(Self.random(20))")
    let unit = TalkativeUnit(text: "a \(own) b", path: "x/\(other)/a.txt", message: "Use \(other), not \(own)")
    let (findings, issues) = scan(unit)
    let finding = try #require(findings.first)
    #expect(finding.origin.path == "x/tok_********/a.txt")
    let commit = try #require(finding.origin.commit)
    for text in [commit.author, commit.email, commit.message, finding.origin.cell?.id, issues.first?.message] {
      #expect(text == "Use tok_********, not tok_********")
    }
    #expect(issues.first?.path == "x/tok_********/a.txt")
    #expect(scan(unit, reveals: true).findings.first?.origin.path == unit.path)
  }

  @Test func `a secret that only its surroundings give away is starred out where it stands alone`() throws {
    let secret = Self.random(12)
    let unit = TalkativeUnit(text: "password=\(secret)", path: "\(secret).txt", message: "it is \(secret)")
    let (findings, issues) = scan(unit)
    #expect(findings.first?.origin.path == "********.txt" && findings.first?.origin.commit?.message == "it is ********")
    #expect(issues.first?.message == "it is ********")
  }

  @Test func `what is behind the public prefix of a key is starred out where it stands by itself`() throws {
    let hidden = Self.random(20)
    let text = "\(hidden) tok_\(hidden) # \(hidden)"
    let (findings, issues) = scan(TalkativeUnit(text: text, path: "x/\(hidden)", message: "no prefix: \(hidden)"))
    let finding = try #require(findings.first)
    #expect(finding.extract == "******** tok_******** # ********" && finding.origin.path == "x/********")
    #expect(finding.origin.commit?.message == "no prefix: ********" && issues.first?.message == "no prefix: ********")
  }

  @Test(arguments: [1, 7, 8, 19]) func `a copy in which the shown line is cut off is starred out`(shownPart: Int) throws {
    let hidden = Self.random(20)
    let filler = String(repeating: "-", count: 80 - shownPart)
    let text = "\(hidden)\(filler)tok_\(hidden)\(filler)\(hidden)"
    let finding = try #require(scan(TalkativeUnit(text: text, path: "a", message: "b")).findings.first)
    #expect(finding.extract == "********\(filler)tok_********\(filler)********")
  }

  @Test func `a copy of a key on another line is starred out where the shown line is cut off`() throws {
    let (own, other) = (Self.random(20), Self.random(20))
    let filler = String(repeating: "-", count: 70)
    let text = "tok_\(other)\n\(other)\(filler)tok_\(own)\(filler)\(other)"
    let finding = try #require(scan(TalkativeUnit(text: text, path: "a", message: "b")).findings.last)
    #expect(finding.extract == "********\(filler)tok_********\(filler)********")
  }

  @Test(arguments: [2, 65, 3000]) func `of however many keys each is starred out where it stands by itself`(count: Int) throws {
    let hidden = (0..<count).map { _ in Self.random(20) }
    let filler = String(repeating: "-", count: 70)
    let lines = hidden.indices.map { "\(hidden[($0 + 1) % count])\(filler)tok_\(hidden[$0])\(filler)\(hidden[($0 + 2) % count])" }
    let (last, first) = (try #require(hidden.last), try #require(hidden.first))
    let unit = TalkativeUnit(text: lines.joined(separator: "\n"), path: "x/\(last)", message: "\(first) and \(last)")
    let (findings, issues) = scan(unit)
    #expect(findings.count == count && Set(findings.map(\.extract)) == ["********\(filler)tok_********\(filler)********"])
    #expect(Set(findings.map(\.origin.path)) == ["x/********"] && issues.first?.message == "******** and ********")
  }

  @Test func `rules that are not reported star out their keys all the same`() throws {
    let (secret, token) = (Self.random(12), "tok_\(Self.random(20))")
    let unit = TalkativeUnit(text: "password=\(secret) \(token)\n\(secret)", path: secret, message: "\(secret) \(token)")
    let (findings, issues) = scan(unit, rules: ["token"])
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.rule.id == "token" && finding.extract == "password=******** tok_********")
    #expect(finding.origin.path == "********" && finding.origin.commit?.message == "******** tok_********")
    #expect(issues.first?.message == "******** tok_********")
  }

  @Test func `two keys on the border of two windows star out each other`() {
    let (first, second) = ("tok_\(Self.random(20))", "tok_\(Self.random(20))")
    let text = Array("a \(first) b \(second) c".utf8)
    text.withUnsafeBytes { bytes in
      for owned in [0..<28, 28..<text.count] {
        let chunk = Chunk(raw: RawText(bytes), origin: Origin(path: "a"), owned: owned, isWhole: false)
        let found = Self.detector.findings(in: chunk, scratch: DetectorScratch(for: Self.detector.rules)).findings
        #expect(found.map(\.extract) == ["a tok_******** b tok_******** c"])
      }
    }
  }

  @Test func `the finding keeps the fingerprint of the true path`() throws {
    let own = "tok_\(Self.random(20))"
    let plain = scan(TalkativeUnit(text: own, path: "\(own).txt", message: "x"), reveals: true).findings
    let starred = scan(TalkativeUnit(text: own, path: "\(own).txt", message: "x")).findings
    #expect(try #require(plain.first).fingerprint == starred.first?.fingerprint)
  }
}
