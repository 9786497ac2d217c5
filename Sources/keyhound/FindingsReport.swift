import FoundationEssentials
import KeyhoundCore
import KeyhoundReports

/// A JSON or JSON Lines report of ours, as far as baselines are made from it.
struct FindingsReport {
  /// What the findings are in a baseline.
  let entries: [BaselineEntry]
  private let coverage: CoverageRecord
  private let name: String

  /// - Parameter name: how messages call the report.
  /// - Throws: `CommandFailure` when the text is no report, or not all of one.
  init(_ text: String, name: String) throws {
    self.name = name == "-" ? "standard input" : TerminalText.safe(name)
    let whole = try? JSONDecoder().decode(WholeReport.self, from: Data(text.utf8))
    let (findings, coverage) = try whole.map { ($0.findings, $0.coverage) } ?? Self.read(lines: text, self.name)
    entries = findings.map { BaselineEntry(fingerprint: $0.fingerprint, rule: $0.ruleId, path: $0.path) }
    self.coverage = coverage
  }

  /// - Throws: `CommandFailure` when the report does not tell of everything that was found, or that there is.
  func checkWholeness() throws {
    if !coverage.complete {
      throw CommandFailure(
        "\(name): its scan was not complete, so that it cannot tell what is gone; see to its issues, and scan again"
      )
    }
    if coverage.allowed[Allowance.Source.baseline.rawValue, default: 0] > 0 {
      throw CommandFailure("\(name): what a baseline knows was left out, and may still be there; scan again without a baseline")
    }
  }

  private static func read(lines text: String, _ name: String) throws -> ([FindingLine], CoverageRecord) {
    var findings: [FindingLine] = []
    var coverage: CoverageRecord?
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      let data = Data(line.utf8)
      if let finding = try? JSONDecoder().decode(FindingLine.self, from: data) {
        findings.append(finding)
      } else if let other = try? JSONDecoder().decode(OtherLine.self, from: data) {
        coverage = other.coverage ?? coverage
      } else {
        throw CommandFailure("\(name):\(index + 1): no line of a report; --from takes what --format json or jsonl has written")
      }
    }
    guard let coverage else {
      throw CommandFailure("\(name): it does not end as a report does; it was cut short, or the scan that wrote it failed")
    }
    return (findings, coverage)
  }

  /// The JSON report.
  private struct WholeReport: Decodable {
    var findings: [FindingLine]
    var coverage: CoverageRecord
  }

  private struct FindingLine: Decodable {
    var fingerprint: String
    var ruleId: String
    var path: String
  }

  /// A line of the JSON Lines report that is no finding.
  private struct OtherLine: Decodable {
    var coverage: CoverageRecord?
  }

  private struct CoverageRecord: Decodable {
    var complete: Bool
    var allowed: [String: Int]
  }
}
