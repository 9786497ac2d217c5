package import KeyhoundCore

/// Comma-separated values (RFC 4180, lines end with a line feed), one row for each finding, then one for each gap.
package struct CSVReporter: Reporter {
  private let options: ReportOptions
  private var issues: [Issue] = []

  package init(_ options: ReportOptions) {
    self.options = options
  }

  private static let columns = [
    "kind", "ruleId", "description", "confidence", "severity", "example", "path", "startLine", "startColumn", "endLine",
    "endColumn", "cell", "secret", "match", "fingerprint", "commit", "author", "email", "date", "message", "tags",
  ]

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    output += Self.row(Self.columns)
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    let text = FindingText(finding, options)
    let (location, commit) = (finding.location, finding.origin.commit)
    output += Self.row([
      "finding", finding.rule.id, finding.description, finding.confidence.name, finding.rule.severity.name,
      finding.isExample ? "true" : "false", finding.origin.path, String(location.start.line), String(location.start.column),
      String(location.end.line), String(location.end.column), text.inside ?? "", text.secret, text.line, finding.fingerprint,
      commit?.id ?? "", commit?.author ?? "", commit?.email ?? "", commit?.date ?? "", commit?.message ?? "",
      finding.rule.tags.joined(separator: " "),
    ])
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    issues.append(issue)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    for issue in issues {
      var row = [String](repeating: "", count: Self.columns.count)
      row[0] = issue.isGap ? "not scanned" : "note"
      row[1] = issue.kind.rawValue
      row[6] = issue.path ?? ""
      row[15] = issue.commit ?? ""
      row[19] = issue.message
      output += Self.row(row)
    }
  }

  private static let formulaMarks = Set("=+-@＝＋－＠|%".unicodeScalars)
  private static let quotedMarks = Set("\",' ;".unicodeScalars)

  private static func row(_ values: [String]) -> String { values.map(field).joined(separator: ",") + "\n" }

  /// A value on one line and in quotation marks where it needs them. What a spreadsheet would take for a formula gets an apostrophe.
  private static func field(_ value: String) -> String {
    var text = TerminalText.safe(value).replacingScalars { $0 == "\t" ? " " : nil }
    if let first = text.unicodeScalars.first(where: { $0 != " " }), formulaMarks.contains(first) { text = "'" + text }
    guard text.unicodeScalars.contains(where: quotedMarks.contains) else { return text }
    return "\"" + text.replacingScalars { $0 == "\"" ? "\"\"" : nil } + "\""
  }
}
