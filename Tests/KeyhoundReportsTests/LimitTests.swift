import Foundation
import KeyhoundCore
import KeyhoundReports
import Testing

/// Thirty thousand findings against the limits of those who read the reports. The worst one comes last in the run.
@Suite struct LimitTests {
  private static let count = 30_000
  private static let run = SampleRun.many(count)
  private static let worst = "many.txt:30000:11"

  private func report(_ format: ReportFormat) -> String { Self.run.report(format) }

  @Test func `SARIF stays below GitHub's limit, keeps the worst and says what it cut`() throws {
    let report = report(.sarif)
    try ReportFolder.write(report, "huge", .sarif)
    let log = try #require(JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any])
    let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    #expect(results.count == 25_000)
    #expect(report.contains("5000 less severe results are left out"))
    #expect(results.last.flatMap(Self.line) == 30_000)
    // What is left out is of the lowest rank there is.
    let lines = Set(results.compactMap(Self.line))
    for index in 0..<Self.count where !lines.contains(index + 1) { #expect(Self.run.findings[index].confidence == .low) }
  }

  private static func line(_ result: [String: Any]) -> Int? {
    let location = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
    return (location?["region"] as? [String: Any])?["startLine"] as? Int
  }

  @Test func `GitHub gets ten annotations, the worst first, and the number of the rest`() throws {
    let text = report(.github)
    try ReportFolder.write(text, "huge", .github)
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::") }.count == 10)
    #expect(lines[0].contains("line=30000,"))
    #expect(lines.contains { $0.hasPrefix("29,990 more keys") } && lines.last?.hasPrefix("30,000 keys found") == true)
  }

  @Test func `Markdown fits into a comment, the worst first, and says what it cut`() throws {
    let text = report(.markdown)
    try ReportFolder.write(text, "huge", .markdown)
    #expect(text.utf8.count <= 65_536 && text.utf8.count > 60_000)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
    #expect(rows.first?.contains("many.txt&#58;30000") == true)
    #expect(text.contains("\(TextSummary.count(Self.count - rows.count, "more key")), no worse than these, left out"))
  }

  @Test func `the page shows five thousand, the worst first, and says what it cut`() throws {
    let page = report(.html)
    try ReportFolder.write(page, "huge", .html)
    #expect(page.components(separatedBy: "<article").count - 1 == 5000)
    let first = try #require(page.firstRange(of: "<article"))
    #expect(page[first.lowerBound...].prefix(1000).contains(Self.worst) && page.contains("25,000 more findings"))
  }

  @Test(arguments: [ReportFormat.text, .json, .jsonl, .csv, .junit, .checkstyle, .rdjson, .gitlab, .codeQuality, .gitleaks])
  func `formats without a limit keep everything`(format: ReportFormat) throws {
    let text = report(format)
    try ReportFolder.write(text, "huge", format)
    let mark = format == .checkstyle ? "<error" : format == .gitlab ? "\"start_line\"" : "many.txt"
    #expect(text.components(separatedBy: mark).count > Self.count && text.contains("30000"))
  }

  @Test func `GitLab's texts stay as short as its schema wants them`() throws {
    var finding = SampleRun.finding(path: "long.txt", line: 1)
    finding.rule.description = String(repeating: "a", count: 300)
    finding.rule.revoke = "https://example.org/" + String(repeating: "c", count: 8000)
    finding.secret = Array(String(repeating: "b", count: 1_100_000).utf8).withUnsafeBytes { Secret($0, publicCount: 0) }
    let run = SampleRun(findings: [finding], issues: [], coverage: Coverage())
    let text = run.report(.gitlab, ReportOptions(reveals: true))
    let report = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let entry = try #require((report["vulnerabilities"] as? [[String: Any]])?.first)
    #expect((entry["description"] as? String)?.unicodeScalars.count == 1_048_576)
    #expect((entry["solution"] as? String)?.unicodeScalars.count == 7000 && (entry["name"] as? String)?.count == 255)
  }

  @Test func `GitLab's ids and fingerprints are all different, and the same in the next report`() throws {
    var run = Self.run
    run.findings = Array(run.findings.prefix(50)) + Array(run.findings.prefix(50))
    let entries = try #require(
      JSONSerialization.jsonObject(with: Data(run.report(.codeQuality).utf8)) as? [[String: Any]])
    #expect(Set(entries.compactMap { $0["fingerprint"] as? String }).count == 100)
    let report = try #require(JSONSerialization.jsonObject(with: Data(run.report(.gitlab).utf8)) as? [String: Any])
    let vulnerabilities = try #require(report["vulnerabilities"] as? [[String: Any]])
    #expect(Set(vulnerabilities.compactMap { $0["id"] as? String }).count == 100)
    #expect(run.report(.gitlab) == run.report(.gitlab))
  }
}
