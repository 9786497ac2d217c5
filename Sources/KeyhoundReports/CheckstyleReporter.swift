package import KeyhoundCore

/// Checkstyle XML, which reviewdog and most review tools read.
package struct CheckstyleReporter: Reporter {
  private let options: ReportOptions
  private var openFile: String?
  private var issues: [Issue] = []

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    open(finding.origin.path, into: &output)
    let start = finding.location.start
    addError(
      line: start.line, column: start.column, severity: Self.severity(finding),
      message: FindingText(finding, options).message, source: "keyhound.\(finding.rule.id)", into: &output)
  }

  /// Issues are kept until the end, so that the findings of a file stay together.
  package mutating func report(_ issue: Issue, into output: inout String) {
    issues.append(issue)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    for issue in issues {
      open(issue.path ?? "keyhound", into: &output)
      addError(
        line: nil, column: nil, severity: issue.isGap ? "warning" : "info",
        message: (issue.isGap ? "not scanned: " : "") + issue.message, source: "keyhound.coverage.\(issue.kind.rawValue)",
        into: &output)
    }
    close(into: &output)
    output += "</checkstyle>\n"
  }

  private mutating func open(_ path: String, into output: inout String) {
    guard openFile != path else { return }
    close(into: &output)
    output += "  <file\(XMLText.attributes(["name": path]))>\n"
    openFile = path
  }

  private mutating func close(into output: inout String) {
    if openFile != nil { output += "  </file>\n" }
    openFile = nil
  }

  private func addError(
    line: Int?, column: Int?, severity: String, message: String, source: String, into output: inout String
  ) {
    let attributes = XMLText.attributes([
      "line": line.map(String.init), "column": column.map(String.init), "severity": severity, "message": message,
      "source": source,
    ])
    output += "    <error\(attributes)/>\n"
  }

  private static func severity(_ finding: Finding) -> String {
    let level = SARIFLevel.of(finding)
    return level == "note" ? "info" : level
  }
}
