import KeyhoundCore
import KeyhoundReports

/// A run with one of everything, and one that means harm.
struct SampleRun {
  var findings: [Finding]
  var leftOut: [Finding] = []
  var issues: [Issue]
  var coverage: Coverage

  static let secretText = "abcd1234." + "SECRETsecretSECRETsecretSECRET42"

  /// Plain findings: in a file, in a notebook cell, in a commit, and a documented example.
  static var ordinary: SampleRun {
    var example = finding(path: "docs/setup.md", line: 9)
    example.isExample = true
    example.confidence = .low
    var run = SampleRun(
      findings: [finding(path: "conf/.trussrc", line: 3), inNotebook, inHistory, example],
      issues: [
        KeyhoundCore.Issue(.unreadable, path: "private/key.pem", message: "permission denied; run as a user who may read it")
      ],
      coverage: Coverage())
    run.coverage.files = 1234
    run.coverage.commits = 1
    run.coverage.bytes = 12_345_678
    run.coverage.skipped = [.symbolicLink: 3, .excluded: 1]
    run.coverage.allowed = [.baseline: 2, .marker: 1]
    run.coverage.isComplete = false
    run.coverage.seconds = 0.08
    return run
  }

  /// Nothing found, everything scanned.
  static var clean: SampleRun {
    var coverage = Coverage()
    coverage.files = 1
    coverage.bytes = 12
    return SampleRun(findings: [], issues: [], coverage: coverage)
  }

  /// One finding that is left out, by a marker with a hostile reason, and a baseline with an unused and an expired entry.
  static var allowed: SampleRun {
    var run = clean
    var finding = finding(path: "a.env", line: 1)
    finding.allowance = Allowance(.marker, place: "keyhound:allow", reason: hostileText)
    run.leftOut = [finding]
    let entries = ["unused", "expired"].map { name in
      BaselineEntry(
        fingerprint: Fingerprint.of(rule: name, secret: finding.secret, origin: finding.origin), rule: name, path: "a")
    }
    var baseline = Baseline([entries[0]])
    var expired = entries[1]
    expired.expires = "2020-02-02"
    baseline.insert(expired)
    run.coverage.baselineUse = BaselineUse(of: baseline, met: [], on: "2026-01-01") { _ in true }
    return run
  }

  /// Names, lines and messages that try to break out of every format.
  static var hostile: SampleRun {
    let text = hostileText
    var finding = finding(path: "\(text).txt", line: 1)
    finding.rule.description = text
    finding.rule.id = text
    finding.rule.revoke = "https://example.org/\(text)"
    finding.rule.tags = [text]
    finding.extract = text
    finding.revealedExtract = text
    finding.evidence = ["carrier:\(text)"]
    var commit = Commit(id: "0123", author: text, email: text, date: text, message: text)
    commit.message += "\nmore"
    finding.origin.commit = commit
    var cell = Cell(index: 1, part: text, line: 1)
    cell.mimeType = text
    finding.origin.cell = cell
    return SampleRun(
      findings: [finding], issues: [KeyhoundCore.Issue(.git, path: text, commit: text, message: text)], coverage: Coverage())
  }

  /// Begins like a formula; the marks of every format, also under a combining accent, with which they are one `Character`.
  static let hostileText =
    "=cmd|' /C calc'!A0,\u{1B}[2J\r\n::error file=x::boo\u{202E}\"'`<script>alert(1)</script>]]>--><img src=x onerror=alert(1)>|\t"
    + "\u{0}\u{7F}\u{85}\u{2028}\\ %0A é日🙂\u{FFFD}\u{FFFE}"
    + "\"\u{301}<\u{301}>\u{301}"
    + "|\u{301},\u{301}%\u{301}&\u{301}@x [l](javascript:1) ${{ x }}"

  /// Findings of every rank, the worst one last.
  static func many(_ count: Int) -> SampleRun {
    var run = SampleRun(findings: (1...count).map { finding(path: "many.txt", line: $0) }, issues: [], coverage: Coverage())
    for index in run.findings.indices.dropLast() {
      run.findings[index].rule.severity = Severity.allCases[index % 3]
      run.findings[index].confidence = [.low, .medium, .high][index % 3]
      run.findings[index].fingerprint = String(repeating: "0", count: 32 - String(index).count) + String(index)
    }
    return run
  }

  /// The report of this run.
  func report(_ format: ReportFormat, _ options: ReportOptions = ReportOptions()) -> String {
    var reporter = format.makeReporter(options)
    return report(&reporter)
  }

  func report(_ reporter: inout some Reporter) -> String {
    var output = ""
    let description = RunDescription(
      version: "1.2.3", ruleCount: 2, minimumConfidence: .medium, startedAt: 1_767_323_045)
    reporter.begin(description, into: &output)
    for finding in findings { reporter.report(finding, into: &output) }
    for finding in leftOut { reporter.reportAllowed(finding, into: &output) }
    for issue in issues { reporter.report(issue, into: &output) }
    reporter.finish(coverage, into: &output)
    return output
  }

  static func finding(path: String, line: Int) -> Finding {
    var rule = Rule(id: "sample-key")
    rule.description = "Sample API key"
    rule.severity = .critical
    rule.revoke = "https://example.org/keys"
    rule.tags = ["sample"]
    let secret = Array(secretText.utf8).withUnsafeBytes { Secret($0, publicCount: 9) }
    let location = Location(
      start: Position(line: line, column: 11), end: Position(line: line, column: 52), bytes: 40..<81)
    return Finding(
      rule: rule, secret: secret, confidence: .high, evidence: ["carrier:authorization-header", "names:sample"], isExample: false,
      origin: Origin(path: path), location: location, extract: "api_key = \(secret.redacted)",
      revealedExtract: "api_key = \(secretText)", fingerprint: "00112233445566778899aabbccddeeff")
  }

  private static var inNotebook: Finding {
    var found = finding(path: "analysis.ipynb", line: 1)
    var cell = Cell(index: 7, part: "outputs", line: 3)
    cell.id = "c7"
    cell.type = "code"
    cell.executionCount = 12
    cell.outputIndex = 1
    cell.mimeType = "text/html"
    found.origin.cell = cell
    found.confidence = .medium
    return found
  }

  private static var inHistory: Finding {
    var found = finding(path: "src/a b.py", line: 20)
    found.origin.commit = Commit(
      id: "0123456789abcdef0123456789abcdef01234567", author: "Ada", email: "ada@example.org", date: "2026-01-02T03:04:05Z",
      message: "Add client\n\nMore words")
    found.origin.blob = "89abcdef0123456789abcdef0123456789abcdef"
    found.origin.inHead = false
    found.origin.decodedFrom = ["utf-16le"]
    return found
  }
}
