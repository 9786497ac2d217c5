package import KeyhoundCore

/// GitLab's code quality report, a subset of Code Climate's: shown in merge requests in every tier of GitLab.
package struct CodeQualityReporter: Reporter {
  private let options: ReportOptions
  private var occurrences = Occurrences()
  private var entryCount = 0

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    output += "["
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    let text = FindingText(finding, options)
    let number = occurrences.number(of: finding)
    add(
      [
        "description": .string(text.message), "check_name": .string(finding.rule.id),
        "fingerprint": .string(number == 1 ? finding.fingerprint : "\(finding.fingerprint)-\(number)"),
        "severity": .string(Self.severity(finding)),
        "location": Self.location(finding.origin.path, line: finding.location.start.line),
      ], into: &output)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    let identity = "\(issue.kind.rawValue) \(issue.path ?? "") \(issue.commit ?? "") \(issue.message)"
    let digest = SHA256.digest(of: Array(identity.utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    add(
      [
        "description": .string((issue.isGap ? "Not scanned: " : "") + issue.message),
        "check_name": .string("coverage-\(issue.kind.rawValue)"), "fingerprint": .string(digest.joined()),
        "severity": issue.isGap ? "minor" : "info", "location": Self.location(issue.path ?? ".", line: 1),
      ], into: &output)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    output += entryCount == 0 ? "]\n" : "\n]\n"
  }

  private mutating func add(_ entry: JSONValue, into output: inout String) {
    output += (entryCount == 0 ? "\n  " : ",\n  ") + entry.indented(1)
    entryCount += 1
  }

  /// Paths are relative to the repository and do not begin with `./`.
  private static func location(_ path: String, line: Int) -> JSONValue {
    let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return ["path": .string(relative), "lines": ["begin": .integer(line)]]
  }

  private static func severity(_ finding: Finding) -> String {
    if finding.isExample { return "info" }
    if finding.confidence <= .low { return "minor" }
    switch finding.rule.severity {
    case .critical: return "blocker"
    case .high: return "critical"
    case .medium: return "major"
    case .low: return "minor"
    }
  }
}
