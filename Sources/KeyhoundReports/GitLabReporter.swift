package import KeyhoundCore

/// GitLab's secret detection report, schema 15.0.7.
package struct GitLabReporter: Reporter {
  private let options: ReportOptions
  private var run = RunDescription(version: "", ruleCount: 0, minimumConfidence: .medium)
  private var occurrences = Occurrences()
  private var vulnerabilities: [JSONValue] = []
  private var issues: [Issue] = []

  private static let issueLimit = 1000

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    self.run = run
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    let number = occurrences.number(of: finding)
    let identity = "\(finding.fingerprint) \(finding.origin.commit?.id ?? "") \(number)"
    vulnerabilities.append(vulnerability(finding, id: Self.identifier(identity)))
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    issues.append(issue)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    let report: JSONValue = [
      "version": "15.0.7", "scan": scan(coverage), "vulnerabilities": .array(vulnerabilities),
    ]
    output += report.indented() + "\n"
  }

  private func vulnerability(_ finding: Finding, id: String) -> JSONValue {
    let text = FindingText(finding, options)
    return [
      "id": .string(id), "category": "secret_detection", "name": .string(text.title.limited(to: 255)),
      "description": .string(text.message.limited(to: 1_048_576)), "severity": .string(Self.severity(finding)),
      "solution": .string(text.steps.joined(separator: " ").limited(to: 7000)),
      "identifiers": [
        [
          "type": "keyhound_rule_id", "name": .string("Keyhound rule \(finding.rule.id)"), "value": .string(finding.rule.id),
        ]
      ],
      "location": location(finding),
    ]
  }

  private func location(_ finding: Finding) -> JSONValue {
    [
      "file": .string(finding.origin.path), "start_line": .integer(finding.location.start.line),
      "end_line": .integer(finding.location.end.line), "commit": Self.commit(finding.origin.commit),
    ]
  }

  /// The schema wants a commit; zeros say that none is known.
  private static func commit(_ commit: Commit?) -> JSONValue {
    guard let commit, !commit.id.isEmpty else { return ["sha": .string(String(repeating: "0", count: 40))] }
    return [
      "sha": .string(commit.id), "author": .string(commit.author), "date": .string(commit.date),
      "message": .string(commit.message),
    ]
  }

  private func scan(_ coverage: Coverage) -> JSONValue {
    let tool: JSONValue = [
      "id": "keyhound", "name": "Keyhound", "version": .string(run.version), "vendor": ["name": "Keyhound"],
    ]
    let end = run.startedAt + Int(coverage.seconds.rounded(.up))
    return [
      "analyzer": tool, "scanner": tool, "type": "secret_detection",
      "start_time": .string(UTCTime(secondsSince1970: run.startedAt).text),
      "end_time": .string(UTCTime(secondsSince1970: end).text),
      "status": coverage.isComplete ? "success" : "failure", "messages": .array(messages),
    ]
  }

  private var messages: [JSONValue] {
    var messages = issues.prefix(Self.issueLimit).map { issue in
      Self.message(issue.isGap ? "warn" : "info", (issue.path.map { "\($0): " } ?? "") + issue.message)
    }
    if issues.count > Self.issueLimit {
      messages.append(Self.message("warn", "\(issues.count - Self.issueLimit) more problems are left out here."))
    }
    return messages
  }

  private static func message(_ level: String, _ text: String) -> JSONValue {
    ["level": .string(level), "value": .string(text)]
  }

  private static func severity(_ finding: Finding) -> String {
    if finding.isExample { return "Info" }
    if finding.confidence <= .low { return "Low" }
    let name = finding.rule.severity.name
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// A UUID (version 8, RFC 9562) made from `text`: the same finding has the same one in every report.
  private static func identifier(_ text: String) -> String {
    var bytes = Array(SHA256.digest(of: Array(text.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]].map(\.hexadecimal).joined(separator: "-")
  }
}

/// Tells findings apart that have the same fingerprint: the same secret twice in one place.
struct Occurrences {
  private var counts: [String: Int] = [:]

  /// How often this fingerprint has been seen in this commit, this time included.
  mutating func number(of finding: Finding) -> Int {
    let key = finding.origin.commit.map { "\(finding.fingerprint) \($0.id)" } ?? finding.fingerprint
    counts[key, default: 0] += 1
    return counts[key, default: 1]
  }
}
