package import KeyhoundCore

/// The JSON report with gitleaks' field names, for tools that read it. Columns are counted from 1, and the end column is the last one
/// of the secret; `Fingerprint` has gitleaks' form, so that it can go into a `.gitleaksignore`.
package struct GitleaksReporter: Reporter {
  private let options: ReportOptions
  private var entryCount = 0

  package init(_ options: ReportOptions) {
    self.options = options
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {
    output += "["
  }

  package mutating func report(_ finding: Finding, into output: inout String) {
    output += (entryCount == 0 ? "\n " : ",\n ") + entry(finding).indented(1, step: 1)
    entryCount += 1
  }

  /// The format has no place for what could not be read; the exit status tells.
  package mutating func report(_ issue: Issue, into output: inout String) {}

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    output += entryCount == 0 ? "]\n" : "\n]\n"
  }

  private func entry(_ finding: Finding) -> JSONValue {
    let text = FindingText(finding, options)
    let (location, commit) = (finding.location, finding.origin.commit)
    return [
      "RuleID": .string(finding.rule.id), "Description": .string(finding.description),
      "StartLine": .integer(location.start.line), "EndLine": .integer(location.end.line),
      "StartColumn": .integer(location.start.column), "EndColumn": .integer(max(1, location.end.column - 1)),
      "Match": .string(text.line), "Secret": .string(text.secret), "File": .string(finding.origin.path), "SymlinkFile": "",
      "Commit": .string(commit?.id ?? ""), "Entropy": .number(Self.entropy(finding.secret)),
      "Author": .string(commit?.author ?? ""), "Email": .string(commit?.email ?? ""),
      "Date": .string(commit.map(Self.date) ?? ""), "Message": .string(commit?.message ?? ""),
      "Tags": .array(finding.rule.tags.map { .string($0) }), "Fingerprint": .string(GitleaksFingerprint.of(finding)),
    ]
  }

  private static func entropy(_ secret: Secret) -> Double {
    var text = secret.revealed
    let entropy = text.withUTF8 { TextStatistics(UnsafeRawBufferPointer($0)).entropy }
    return (entropy * 10_000).rounded() / 10_000
  }

  /// In UTC; as it stands when it cannot be read.
  private static func date(_ commit: Commit) -> String {
    UTCTime(rfc3339: commit.date).map { $0.text + "Z" } ?? commit.date
  }
}
