package import KeyhoundCore

/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), within what GitHub code scanning accepts.
///
/// Results are kept to the end: the rules that fired stand before them, and of too many results the worst are kept.
package struct SARIFReporter: Reporter {
  private let options: ReportOptions
  private let resultLimit: Int
  private var run = RunDescription(version: "", ruleCount: 0, minimumConfidence: .medium)
  private var findings: WorstFindings
  private var issues: [Issue] = []

  /// More results than this make GitHub refuse the whole file.
  package static let resultLimit = 25_000

  static let homepage = "https://github.com/keyhound/keyhound"

  package init(_ options: ReportOptions, resultLimit: Int = SARIFReporter.resultLimit) {
    self.options = options
    self.resultLimit = resultLimit
    findings = WorstFindings(limit: resultLimit)
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    self.run = run
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    findings.add(finding)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    issues.append(issue)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    let kept = findings.inOrder
    let rules = SARIFRules(kept)
    let log: JSONValue = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver(rules)],
          "automationDetails": ["id": "keyhound/"],
          "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": ["%SRCROOT%": ["description": ["text": "The folder that was scanned."]]],
          "invocations": [invocation(coverage, cut: findings.cut)],
          "results": .array(
            kept.map { SARIFResult(finding: $0, ruleIndex: rules.index(of: $0.rule.id), options: options).value }),
        ]
      ],
    ]
    output += log.indented() + "\n"
  }

  private func driver(_ rules: SARIFRules) -> JSONValue {
    [
      "name": "keyhound", "semanticVersion": .string(run.version), "informationUri": .string(Self.homepage),
      "rules": rules.value,
    ]
  }

  private func invocation(_ coverage: Coverage, cut: Int) -> JSONValue {
    var notifications = issues.prefix(1000).map { issue in
      notification(issue.isGap ? "error" : "note", (issue.path.map { $0 + ": " } ?? "") + issue.message)
    }
    if issues.count > 1000 {
      notifications.append(notification("warning", "\(issues.count - 1000) more problems are left out here."))
    }
    if cut > 0 {
      notifications.append(notification("warning", "\(cut) less severe results are left out: the limit is \(resultLimit)."))
    }
    return ["executionSuccessful": .bool(coverage.isComplete), "toolExecutionNotifications": .array(notifications)]
  }

  private func notification(_ level: String, _ text: String) -> JSONValue {
    ["level": .string(level), "message": ["text": .string(text.limited(to: 1024))]]
  }
}
