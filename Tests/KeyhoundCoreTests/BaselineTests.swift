import KeyhoundCore
import Testing

@Suite struct BaselineTests {
  /// A finding with a random secret, as far as a baseline is concerned.
  private func finding(
    path: String = "src/a.py", line: Int = 1, secret: String = "s\(UInt64.random(in: 0 ... .max))", rule: String = "sample-key",
    cell: String? = nil
  ) -> Finding {
    let bytes = Array(secret.utf8)
    let held = bytes.withUnsafeBytes { Secret($0) }
    var origin = Origin(path: path)
    if let cell {
      origin.cell = Cell(index: line, part: "source", line: line)
      origin.cell?.id = cell
    }
    let start = Position(line: line, column: 1)
    return Finding(
      rule: Rule(id: rule), secret: held, confidence: .high, evidence: [], isExample: false, origin: origin,
      location: Location(start: start, end: start, bytes: line..<line + 1), extract: "", revealedExtract: "",
      fingerprint: Fingerprint.of(rule: rule, secret: held, origin: origin))
  }

  private func baseline(_ findings: [Finding]) -> Baseline { Baseline(findings.map { BaselineEntry($0) }) }

  @Test func `a baseline is written sorted, without secrets, and reads back the same`() throws {
    let findings = (1...40).map { finding(path: "a folder/\($0) é%.py", line: $0) }
    var original = baseline(findings)
    var annotated = BaselineEntry(findings[7])
    annotated.owner = "Ada L"
    annotated.expires = "2030-01-31"
    annotated.reason = "a test account = revoked"
    original.insert(annotated)
    let text = original.text
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 40 && lines == lines.sorted())
    for finding in findings { #expect(!text.contains(finding.secret.revealed)) }
    let read = try Baseline(text: text, name: "known")
    #expect(read.entries == original.entries && read.text == text)
    #expect(read.entries[findings[7].fingerprint]?.reason == "a test account = revoked")
    #expect(read.entries[findings[7].fingerprint]?.owner == "Ada L")
  }

  @Test func `a baseline survives moved lines, renamed files and re-run notebooks, and a changed secret is always new`() {
    for _ in 0..<50 {
      let secrets = (0..<8).map { _ in "secret\(UInt64.random(in: 0 ... .max))" }
      let before = secrets.enumerated().map { number, secret in
        finding(path: "old/\(number).ipynb", line: number + 1, secret: secret, cell: number % 2 == 0 ? "c\(number)" : nil)
      }
      var known = baseline(before)
      // Any of the files may have been renamed, any line moved, any cell run again at another place.
      let renamed = Set((0..<8).filter { _ in Bool.random() })
      known.lookUp { path in !renamed.contains { path == "old/\($0).ipynb" } }
      for (number, secret) in secrets.enumerated() {
        let path = renamed.contains(number) ? "new/\(number).ipynb" : "old/\(number).ipynb"
        let cell = number % 2 == 0 ? "c\(number)" : nil
        let moved = finding(path: path, line: Int.random(in: 1...999), secret: secret, cell: cell)
        #expect(known.entry(for: moved)?.fingerprint == before[number].fingerprint)
        #expect(known.entry(for: finding(path: path, line: number + 1, secret: secret + "x", cell: cell)) == nil)
      }
    }
  }

  @Test func `of files that are gone the one with the same name is taken first, and none twice`() {
    let (other, same) = (finding(path: "a/x.env", secret: "s1"), finding(path: "b/y.env", secret: "s1", rule: "other-key"))
    var known = baseline([other, same])
    known.lookUp { _ in false }
    let now = finding(path: "c/y.env", secret: "s1")
    #expect(known.entry(for: now)?.path == "b/y.env" && known.entry(for: finding(path: "c/z.env", secret: "s1")) != nil)
    let paths = ["c/y.env", "c/y.env", "c/z.env", "d/y.env"].map { known.follow(finding(path: $0, secret: "s1"))?.path }
    #expect(paths == ["c/y.env", nil, "c/z.env", nil])
    #expect(Set(known.entries.values.map(\.path)) == ["c/y.env", "c/z.env"])
  }

  @Test func `another program's entries are known by the secret or by the line`() {
    let secret = ForeignBaselineEntry(path: "a.py", identity: .secret(SHA1.hexadecimalDigest(of: Array("s1".utf8))))
    let line = ForeignBaselineEntry(path: "b.py", identity: .line(7))
    let known = Baseline([BaselineEntry](), foreign: [secret, line])
    #expect(known.foreignEntry(for: finding(path: "a.py", line: 3, secret: "s1")) == secret)
    #expect(known.foreignEntry(for: finding(path: "a.py", line: 7, secret: "s2")) == nil)
    #expect(known.foreignEntry(for: finding(path: "b.py", line: 7, secret: "s2")) == line)
    #expect(known.foreignEntry(for: finding(path: "b.py", line: 3, secret: "s1")) == nil)
  }

  @Test func `the same secret copied into another file is new while the first file is there`() {
    let original = finding(path: "a.py", secret: "s1")
    var known = baseline([original])
    known.lookUp { _ in true }
    #expect(known.entry(for: finding(path: "b.py", secret: "s1")) == nil)
    // An edit near by may let another rule find the same secret in the same place.
    #expect(known.entry(for: finding(path: "a.py", secret: "s1", rule: "other-key"))?.path == "a.py")
    #expect(known.entry(for: finding(path: "a.py", secret: "s2", rule: "other-key")) == nil)
  }

  @Test func `two branches that add entries merge line by line`() throws {
    let common = (0..<100).map { finding(path: "\($0).py") }
    let (mine, theirs) = (finding(path: "mine.py"), finding(path: "theirs.py"))
    let union = Set(baseline(common + [mine]).text.split(separator: "\n"))
      .union(baseline(common + [theirs]).text.split(separator: "\n"))
    let merged = try Baseline(text: union.shuffled().joined(separator: "\n"), name: "merged")
    #expect(merged.text == baseline(common + [mine, theirs]).text)
  }

  @Test func `an entry holds to the end of its last day`() throws {
    let entry = try BaselineEntry(line: "\(finding().fingerprint) sample-key a.py expires=2026-03-01")
    #expect(!entry.isExpired(on: "2026-02-28") && !entry.isExpired(on: "2026-03-01") && entry.isExpired(on: "2026-03-02"))
  }

  @Test func `a day that the calendar does not have is a mistake, and never a day that does not come`() {
    func entry(_ day: String) throws -> BaselineEntry {
      try BaselineEntry(line: "\(finding().fingerprint) sample-key a.py expires=\(day)")
    }
    for day in ["2027-13-45", "2027-00-10", "2027-01-00", "2027-04-31", "2027-02-29", "2100-02-29", "9999-99-99"] {
      do {
        _ = try entry(day)
        Testing.Issue.record("no error for \(day)")
      } catch {
        #expect("\(error)".contains("\"expires=\(day)\": the calendar has no such day"))
      }
    }
    for day in ["2028-02-29", "2000-02-29", "2027-12-31", "2027-04-30"] { #expect(throws: Never.self) { try entry(day) } }
  }

  @Test func `an ignore file's lines expire whatever else they say, and one whose day does not exist excepts nothing`() {
    let known = finding()
    func isAllowed(_ rest: String, on day: String = "2026-06-01") -> Bool {
      IgnoreFile(text: "\(known.fingerprint) \(rest)\n", name: "i").allowance(for: known, at: ["a.py"], on: day) != nil
    }
    for rest in [
      "sample-key a.py expires=2026-06-30", "# expires=2026-06-30 a reason", "expires=2026-06-30", "x expires=2026-06-30 #\r",
    ] {
      #expect(isAllowed(rest) && isAllowed(rest, on: "2026-06-30") && !isAllowed(rest, on: "2026-07-01"), "\(rest)")
    }
    for rest in ["sample-key a.py expires=2027-13-45", "# expires=2027-02-30", "expires=tomorrow"] {
      let file = IgnoreFile(text: "\n\(known.fingerprint) \(rest)\n", name: "i")
      #expect(!isAllowed(rest) && file.mistakes.map(\.line) == [2], "\(rest)")
    }
    #expect(isAllowed("# because") && isAllowed("") && isAllowed("sample-key a.py reason=expires=never"))
  }

  @Test(arguments: [
    "nonsense", "0011223344556677889900112233445", "00112233445566778899001122334455 rule",
    "00112233445566778899001122334455 rule path expires=tomorrow",
    "00112233445566778899001122334455 rule path expires=2027-13-45", "00112233445566778899001122334455 rule path because",
  ]) func `a line that is none is said with its number`(line: String) {
    #expect(throws: BaselineError.self) { try Baseline(text: "# heading\n\n\(line)\n", name: "known") }
    do { _ = try Baseline(text: "# heading\n\n\(line)\n", name: "known") } catch {
      #expect(error.description.hasPrefix("known:3: "))
    }
  }

  @Test func `entries of other programs are known by the hash of the secret, or by the line where that was hidden`() {
    let digest = SHA1.hexadecimalDigest(of: Array("abc".utf8))
    #expect(digest == "a9993e364706816aba3e25717850c26c9cd0d89d")
    let foreign = [
      ForeignBaselineEntry(path: "a.py", identity: .secret(digest)), ForeignBaselineEntry(path: "b.py", identity: .line(7)),
    ]
    let known = Baseline([], foreign: foreign)
    #expect(known.foreignEntry(for: finding(path: "a.py", line: 90, secret: "abc")) != nil)
    #expect(known.foreignEntry(for: finding(path: "a.py", line: 90, secret: "abd")) == nil)
    #expect(known.foreignEntry(for: finding(path: "b.py", line: 7)) != nil)
    #expect(known.foreignEntry(for: finding(path: "b.py", line: 8)) == nil)
  }

  @Test func `SHA-1 agrees with its published vectors`() {
    let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(SHA1.hexadecimalDigest(of: Array(two.utf8)) == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
    #expect(SHA1.hexadecimalDigest(of: []) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(SHA1.hexadecimalDigest(of: million) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
  }
}
