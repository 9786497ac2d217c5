package import KeyhoundCore

/// One JSON object a line: findings as in the JSON report, `{"allowed": …}` for what is left out where that is asked for,
/// `{"issue": …}` for issues, and `{"coverage": …}` as the last line.
package struct JSONLinesReporter: Reporter {
  private let options: ReportOptions

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {}

  package mutating func report(_ finding: Finding, into output: inout String) {
    output += Record.finding(finding, reveals: options.reveals).compact + "\n"
  }

  package mutating func reportAllowed(_ finding: Finding, into output: inout String) {
    output += JSONValue.object([("allowed", Record.allowed(finding, reveals: options.reveals))]).compact + "\n"
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    output += JSONValue.object([("issue", Record.issue(issue))]).compact + "\n"
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    output += JSONValue.object([("coverage", Record.coverage(coverage))]).compact + "\n"
  }
}
