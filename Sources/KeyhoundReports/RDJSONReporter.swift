package import KeyhoundCore

/// reviewdog's diagnostic format as one JSON object. Its columns count UTF-8 bytes.
package struct RDJSONReporter: Reporter {
  private let options: ReportOptions
  private var entryCount = 0

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    let source: JSONValue = ["name": "keyhound", "url": .string(SARIFReporter.homepage)]
    output += "{\n  \"source\": \(source.indented(1)),\n  \"severity\": \"WARNING\",\n  \"diagnostics\": ["
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    var code: [(String, JSONValue)] = [("value", .string(finding.rule.id))]
    if let address = finding.rule.revoke ?? finding.rule.source { code.append(("url", .string(address))) }
    let location = finding.location
    add(
      [
        "message": .string(FindingText(finding, options).message),
        "location": [
          "path": .string(finding.origin.path),
          "range": ["start": Self.position(location.start), "end": Self.position(location.end)],
        ],
        "severity": .string(Self.severity(finding)), "code": .object(code),
      ], into: &output)
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    let message = (issue.isGap ? "Not scanned: " : "") + issue.message
    var members: [(String, JSONValue)] = [("message", .string(message))]
    if let path = issue.path { members.append(("location", ["path": .string(path)])) }
    members.append(("severity", issue.isGap ? "WARNING" : "INFO"))
    members.append(("code", ["value": .string("coverage-\(issue.kind.rawValue)")]))
    add(.object(members), into: &output)
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    output += entryCount == 0 ? "]\n}\n" : "\n  ]\n}\n"
  }

  private mutating func add(_ entry: JSONValue, into output: inout String) {
    output += (entryCount == 0 ? "\n    " : ",\n    ") + entry.indented(2)
    entryCount += 1
  }

  private static func position(_ position: Position) -> JSONValue {
    ["line": .integer(position.line), "column": .integer(position.byteColumn)]
  }

  private static func severity(_ finding: Finding) -> String {
    switch SARIFLevel.of(finding) {
    case "error": "ERROR"
    case "warning": "WARNING"
    default: "INFO"
    }
  }
}
