package import KeyhoundCore

/// One JSON object: `docs/report.schema.json` describes it.
package struct JSONReporter: Reporter {
  private let options: ReportOptions
  private var findingCount = 0
  private var issues: [Issue] = []
  private var allowed: [Finding] = []

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    output += "{\n  \"schemaVersion\": \(Record.schemaVersion),\n  \"tool\": \(Record.tool(run).indented(1)),\n  \"findings\": ["
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    output += findingCount == 0 ? "\n    " : ",\n    "
    output += Record.finding(finding, reveals: options.reveals).indented(2)
    findingCount += 1
  }

  package mutating func reportAllowed(_ finding: Finding, into output: inout String) {
    allowed.append(finding)
  }

  /// Issues are kept until the findings are complete, as the format wants them behind.
  package mutating func report(_ issue: Issue, into output: inout String) {
    issues.append(issue)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    output += findingCount == 0 ? "],\n" : "\n  ],\n"
    if !allowed.isEmpty {
      let records = allowed.map { Record.allowed($0, reveals: options.reveals) }
      output += "  \"allowed\": \(JSONValue.array(records).indented(1)),\n"
    }
    output += "  \"issues\": \(JSONValue.array(issues.map(Record.issue)).indented(1)),\n"
    output += "  \"coverage\": \(Record.coverage(coverage).indented(1))\n}\n"
  }
}
