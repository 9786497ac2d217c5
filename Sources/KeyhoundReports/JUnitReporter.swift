package import KeyhoundCore

/// JUnit XML as Jenkins, GitLab and most other servers read it: a failed test for each finding, an error for each gap.
///
/// A clean run holds one passed test, as an empty suite is refused by some readers.
package struct JUnitReporter: Reporter {
  private let options: ReportOptions
  private var cases = ""
  private var findingCount = 0
  private var issueCount = 0
  private var gapCount = 0

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {}

  package mutating func report(_ finding: Finding, into output: inout String) {
    let text = FindingText(finding, options)
    findingCount += 1
    let head = XMLText.attributes([
      "classname": finding.rule.id, "name": text.place + (text.inside.map { " \($0)" } ?? ""), "file": finding.origin.path,
      "time": "0",
    ])
    let failure = XMLText.attributes(["type": finding.rule.id, "message": text.message])
    cases += "    <testcase\(head)>\n      <failure\(failure)>\(body(text))</failure>\n    </testcase>\n"
  }

  /// The line, the reasons and what to do, one a line.
  private func body(_ text: FindingText) -> String {
    let commit = text.finding.origin.commit.map { ["commit \($0.id)"] } ?? []
    let lines = [text.line] + text.reasons + commit + text.steps + ["fingerprint \(text.finding.fingerprint)"]
    return lines.map(XMLText.escaped).joined(separator: "\n")
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    issueCount += 1
    let head = XMLText.attributes([
      "classname": "coverage", "name": issue.path ?? issue.commit ?? issue.kind.rawValue, "file": issue.path, "time": "0",
    ])
    guard issue.isGap else {
      cases += "    <testcase\(head)>\n      <system-out>\(XMLText.escaped(issue.message))</system-out>\n    </testcase>\n"
      return
    }
    gapCount += 1
    let error = XMLText.attributes(["type": issue.kind.rawValue, "message": issue.message])
    cases += "    <testcase\(head)>\n      <error\(error)/>\n    </testcase>\n"
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    if findingCount + issueCount == 0 {
      cases += "    <testcase classname=\"keyhound\" name=\"no keys found\" time=\"0\"/>\n"
    }
    let counts = XMLText.attributes([
      "name": "keyhound", "tests": String(max(1, findingCount + issueCount)), "failures": String(findingCount),
      "errors": String(gapCount), "time": String((coverage.seconds * 1000).rounded() / 1000),
    ])
    output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites\(counts)>\n  <testsuite\(counts)>\n"
    output += cases + "  </testsuite>\n</testsuites>\n"
    cases = ""
  }
}
