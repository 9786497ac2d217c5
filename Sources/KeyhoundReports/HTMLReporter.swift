package import KeyhoundCore

/// One self-contained page for triage. It fetches nothing, and its content security policy lets nothing but its own script run.
///
/// All findings are in the page as plain HTML: it reads without scripts too, they only filter, copy and remember what is done.
package struct HTMLReporter: Reporter {
  private let options: ReportOptions
  private var findings: WorstFindings
  private var issues: [Issue] = []
  private var summary = TextSummary()
  private var version = ""

  /// A browser still filters this many at once; the worst are kept.
  package static let findingLimit = 5000
  private static let issueLimit = 1000

  package init(_ options: ReportOptions, findingLimit: Int = HTMLReporter.findingLimit) {
    self.options = options
    findings = WorstFindings(limit: findingLimit)
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    version = run.version
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    summary.findings += 1
    findings.add(finding)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    summary.issues += 1
    if issues.count < Self.issueLimit { issues.append(issue) }
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    let shown = findings.ranked
    output += HTMLPage.head(title: title)
    output += "<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<header>\n<h1>\(title)</h1>\n"
    output += "<p>\(XMLText.escaped(summary.text(coverage))). Keyhound \(XMLText.escaped(version)).</p>\n</header>\n<main>\n"
    output += gaps(coverage)
    if !shown.isEmpty { output += HTMLFilters(shown).html }
    output += cutNote + "<ol id=\"findings\" aria-label=\"Findings, the worst first\">\n"
    for (index, finding) in shown.enumerated() { output += HTMLFinding(finding, number: index + 1, options).html }
    output += "</ol>\n</main>\n\(HTMLPage.foot)"
  }

  private var title: String {
    summary.findings == 0 ? "No keys found" : "\(TextSummary.count(summary.findings, "key")) found"
  }

  private var cutNote: String {
    guard findings.cut > 0 else { return "" }
    let count = TextSummary.count(findings.cut, "more finding")
    return "<p class=\"note\">\(count), no worse than these, left out of this page.</p>\n"
  }

  private func gaps(_ coverage: Coverage) -> String {
    guard !issues.isEmpty || !coverage.isComplete else { return "" }
    let title =
      coverage.isComplete
      ? "Notes on what was scanned" : "Not everything was scanned: what could not be read may hold keys"
    let rows = issues.map { issue in
      let place = issue.path.map { "<code>\(XMLText.escaped($0))</code>: " } ?? ""
      return "<li>\(place)\(XMLText.escaped(issue.message))</li>\n"
    }
    let rest = summary.issues - issues.count
    let more = rest > 0 ? "<li>and \(TextSummary.count(rest, "more problem"))</li>\n" : ""
    return "<section class=\"\(coverage.isComplete ? "note" : "gap")\" aria-labelledby=\"gaps\">\n<h2 id=\"gaps\">\(title)</h2>\n"
      + "<ul>\n\(rows.joined())\(more)</ul>\n</section>\n"
  }
}
