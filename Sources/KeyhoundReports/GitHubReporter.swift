package import KeyhoundCore

/// Workflow commands of GitHub Actions, which become annotations on the changed files.
///
/// A step may make ten annotations of a kind and GitHub drops the rest in the order they are printed: so the worst come first, no more
/// than ten in all, and a last line says how many there are.
package struct GitHubReporter: Reporter {
  private let options: ReportOptions
  private var findings = WorstFindings(limit: GitHubReporter.annotationLimit)
  private var summary = TextSummary()
  private var firstGap: Issue?

  package static let annotationLimit = 10

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {}

  package mutating func report(_ finding: Finding, into output: inout String) {
    summary.findings += 1
    findings.add(finding)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    summary.issues += 1
    if issue.isGap && firstGap == nil { firstGap = issue }
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    if let firstGap { output += incompleteness(firstGap) }
    let shown = findings.ranked.prefix(Self.annotationLimit - (firstGap == nil ? 0 : 1))
    for finding in shown { output += annotation(finding) }
    let rest = summary.findings - shown.count
    if rest > 0 { output += "\(TextSummary.count(rest, "more key")) not shown here: a step may make ten annotations\n" }
    if !options.isQuiet { output += summary.text(coverage) + "\n" }
  }

  private func annotation(_ finding: Finding) -> String {
    let text = FindingText(finding, options)
    let (start, end) = (finding.location.start, finding.location.end)
    let level = SARIFLevel.of(finding)
    return Self.command(
      level == "note" ? "notice" : level,
      [
        "file": finding.origin.path, "line": String(start.line), "endLine": String(end.line), "col": String(start.column),
        "endColumn": start.line == end.line ? String(end.column) : nil, "title": "\(text.title) [\(finding.rule.id)]",
      ], "\(text.message) \(text.steps[0])")
  }

  private func incompleteness(_ gap: Issue) -> String {
    let place = gap.path.map { "\($0): " } ?? ""
    let rest = summary.issues > 1 ? " (and \(TextSummary.count(summary.issues - 1, "more problem")))" : ""
    return Self.command("warning", ["title": "Not everything was scanned"], "\(place)\(gap.message)\(rest)")
  }

  private static let propertyEscapes: [Unicode.Scalar: String] = [":": "%3A", ",": "%2C"]

  private static func command(
    _ name: String, _ properties: KeyValuePairs<String, String?>, _ message: String
  ) -> String {
    let list = properties.compactMap { property in
      property.value.map { "\(property.key)=\(escaped($0).replacingScalars { propertyEscapes[$0] })" }
    }
    return "::\(name) \(list.joined(separator: ","))::\(escaped(message))\n"
  }

  private static func escaped(_ text: String) -> String {
    TerminalText.safe(text).replacingScalars { $0 == "%" ? "%25" : $0 == "\t" ? " " : nil }
  }
}
