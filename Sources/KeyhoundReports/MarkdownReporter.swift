package import KeyhoundCore

/// GitHub and GitLab Markdown for a comment on a pull request or a step summary: a table of the worst findings, what was not scanned,
/// and what to do.
///
/// A comment on GitHub takes 65,536 characters and a step summary 1 MiB; the report stays below both.
package struct MarkdownReporter: Reporter {
  private let options: ReportOptions
  private let sizeLimit: Int
  private var findings = WorstFindings(limit: MarkdownReporter.findingLimit)
  private var issues: [Issue] = []
  private var summary = TextSummary()

  /// Bytes of the whole report.
  package static let sizeLimit = 65_000
  private static let findingLimit = 1000
  private static let issueLimit = 20

  package init(_ options: ReportOptions, sizeLimit: Int = MarkdownReporter.sizeLimit) {
    self.options = options
    self.sizeLimit = sizeLimit
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {}

  package mutating func report(_ finding: Finding, into output: inout String) {
    summary.findings += 1
    findings.add(finding)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    summary.issues += 1
    if issues.count < Self.issueLimit { issues.append(issue) }
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    let head = head(coverage)
    let tail = gaps + advice
    output += head + table(room: sizeLimit - head.utf8.count - tail.utf8.count) + tail
  }

  private func head(_ coverage: Coverage) -> String {
    let title = summary.findings == 0 ? "no keys found" : "\(TextSummary.count(summary.findings, "key")) found"
    let warning =
      coverage.isComplete ? "" : "> [!WARNING]\n> Not everything was scanned. What could not be read may hold keys.\n\n"
    return "## Keyhound: \(title)\n\n\(warning)\(MarkdownText.escaped(summary.text(coverage)))\n"
  }

  /// As many rows as fit into `room` bytes, the worst first, and how many do not.
  private func table(room: Int) -> String {
    guard summary.findings > 0 else { return "" }
    var text = "\n| Confidence | Where | What | Secret | Next |\n| --- | --- | --- | --- | --- |\n"
    var rows = 0
    for row in findings.ranked.lazy.map(row) {
      guard text.utf8.count + row.utf8.count + Self.cutNoteSize <= room else { break }
      text += row
      rows += 1
    }
    let rest = summary.findings - rows
    return rest > 0 ? text + "\n\(TextSummary.count(rest, "more key")), no worse than these, left out here.\n" : text
  }

  private static let cutNoteSize = 100

  private func row(_ finding: Finding) -> String {
    let text = FindingText(finding, options)
    let commit = finding.origin.commit.map { "<br>commit \(MarkdownText.code(String($0.id.prefix(12))))" } ?? ""
    let cell = text.inside.map { "<br>\(MarkdownText.escaped($0))" } ?? ""
    let cells = [
      finding.isExample ? "example" : finding.confidence.name, MarkdownText.code(text.place) + cell + commit,
      "\(MarkdownText.escaped(text.title.limited(to: 200)))<br>\(MarkdownText.code(finding.rule.id))",
      MarkdownText.code(text.secret), next(finding),
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  private func next(_ finding: Finding) -> String {
    if finding.isExample { return "nothing" }
    return finding.rule.revoke.flatMap { MarkdownText.link("revoke it", to: $0) } ?? "revoke it"
  }

  private var gaps: String {
    guard !issues.isEmpty else { return "" }
    let rows = issues.map { issue in
      let place = issue.path.map { MarkdownText.code($0.limited(to: 300)) + ": " } ?? ""
      return "- \(issue.isGap ? "not scanned: " : "")\(place)\(MarkdownText.escaped(issue.message.limited(to: 500)))\n"
    }
    let rest = summary.issues - issues.count
    return "\n" + rows.joined() + (rest > 0 ? "- and \(TextSummary.count(rest, "more problem"))\n" : "")
  }

  private var advice: String {
    guard summary.findings > 0 else { return "" }
    return "\nRevoke a key first, then take it out of the file: what was pushed stays leaked, whatever is deleted afterwards.\n"
  }
}

/// Text inside Markdown as GitHub and GitLab render it.
enum MarkdownText {
  /// `text` on one line with nothing in it that Markdown or HTML would take for markup.
  static func escaped(_ text: String) -> String {
    TerminalText.safe(text).replacingScalars { scalar in
      if scalar == "\t" { return " " }
      return marks.contains(scalar) ? "&#\(scalar.value);" : nil
    }
  }

  /// `text` in fixed width. An element instead of back-quotes, as these would show entities as they stand.
  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  /// A link, if `address` is one of the web.
  static func link(_ text: String, to address: String) -> String? {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
    let target = address.utf8.map { byte -> String in
      let isPlain = byte.isAlphanumericASCII || "-._~:/?#!$&+,;=%".utf8.contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "[\(text)](\(target.joined()))"
  }

  /// Everything ASCII that can begin or end markup, a mention, a reference or an address.
  private static let marks = Set("&<>|`*_[]()~#@!\\\"'$:{}^+=".unicodeScalars)
}
