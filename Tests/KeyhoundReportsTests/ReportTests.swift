import Foundation
import KeyhoundCore
import KeyhoundReports
import Testing

@Suite struct ReportTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(arguments: ReportFormat.allCases) func `a report is what it was`(format: ReportFormat) throws {
    let golden = Self.repository.appending(path: "fixtures/reports/\(format.rawValue).golden")
    let report = SampleRun.ordinary.report(format)
    guard let expected = try? String(contentsOf: golden, encoding: .utf8) else {
      try report.write(to: golden, atomically: true, encoding: .utf8)
      Testing.Issue.record("\(golden.lastPathComponent) was missing; it has been written: read it, then run again")
      return
    }
    #expect(report == expected, "see fixtures/reports/\(format.rawValue).golden; delete it to record it anew")
  }

  @Test(arguments: ReportFormat.allCases) func `secrets are starred out unless revealed`(format: ReportFormat) {
    let hidden = SampleRun.ordinary.report(format)
    let stars = format == .markdown ? String(repeating: "&#42;", count: 8) : "********"
    #expect(!hidden.contains("SECRETsecret") && hidden.contains("abcd1234.\(stars)"))
    #expect(SampleRun.ordinary.report(format, ReportOptions(reveals: true)).contains(SampleRun.secretText))
  }

  @Test(arguments: ReportFormat.allCases) func `hostile text stays text`(format: ReportFormat) throws {
    let report = SampleRun.hostile.report(format)
    for scalar in report.unicodeScalars where scalar != "\n" && !(format == .text && scalar == "\t") {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar != "\u{202E}" && scalar != "\u{2028}")
    }
    if report.hasPrefix("{\n") || report.hasPrefix("[\n") { _ = try JSONSerialization.jsonObject(with: Data(report.utf8)) }
  }

  @Test func `what is left out is told with who said so, and counts as no finding`() {
    let text = SampleRun.allowed.report(.text)
    #expect(text.contains("allowed: a.env:1:11: Sample API key") && text.contains("by     keyhound:allow: =cmd|"))
    #expect(text.contains("no keys found") && !text.contains("\u{1B}"))
    #expect(SampleRun.allowed.report(.jsonl).hasPrefix("{\"allowed\":{\"ruleId\""))
    #expect(SampleRun.allowed.report(.json).contains("\"source\": \"marker\""))
    #expect(!SampleRun.allowed.report(.sarif).contains("a.env"))
  }

  @Test func `every line of JSON Lines is an object, the last one the coverage`() throws {
    let lines = SampleRun.ordinary.report(.jsonl).split(separator: "\n")
    let objects = try lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    #expect(objects.count == 6)
    #expect(objects.last?["coverage"] != nil && objects[4]["issue"] != nil && objects[0]["ruleId"] as? String == "sample-key")
  }

  @Test func `text leads with the cell in notebooks, and says what was covered`() {
    let text = SampleRun.ordinary.report(.text)
    #expect(text.contains("analysis.ipynb: cell 7 (In [12]), output 1 text/html, line 3 (1:11): Sample API key"))
    #expect(text.contains("conf/.trussrc:3:11: Sample API key"))
    #expect(text.contains("4 keys found in 1,234 files and 1 commit, 12.3 MB, 0.08 s; skipped 1 excluded path, 3 symbolic links"))
    #expect(text.contains("3 symbolic links; left out 2 by the baseline, 1 by markers"))
    #expect(text.contains("INCOMPLETE") && text.contains("permission denied"))
    #expect(SampleRun.clean.report(.text) == "no keys found in 1 file, 12 bytes, 0.00 s\n")
    #expect(SampleRun.clean.report(.text, ReportOptions(isQuiet: true)).isEmpty)
  }

  @Test func `on a narrow terminal the words are broken, the lines of files are not`() {
    let wide = SampleRun.ordinary.report(.text)
    let narrow = SampleRun.ordinary.report(.text, ReportOptions(width: 40))
    let rows = narrow.split(separator: "\n").drop { !$0.hasPrefix("  why") }.prefix { $0.hasPrefix("  ") }
    #expect(rows.count > 4 && rows.allSatisfy { $0.count <= 40 })
    #expect(narrow.split { $0.isWhitespace } == wide.split { $0.isWhitespace })
    #expect(SampleRun.ordinary.report(.text, ReportOptions(width: 200)) == wide)
  }

  @Test func `colour comes only when asked for`() {
    #expect(!SampleRun.ordinary.report(.text).contains("\u{1B}"))
    #expect(SampleRun.ordinary.report(.text, ReportOptions(usesColor: true)).contains("\u{1B}[1;31mabcd1234.********"))
  }

  @Test func `SARIF has the hash of a line only where it tells nothing of the secret`() {
    var run = SampleRun.clean
    var finding = SampleRun.finding(path: "a.env", line: 1)
    finding.lineHash = "0123456789abcdef:1"
    run.findings = [finding]
    #expect(run.report(.sarif).contains("0123456789abcdef:1"))
    run.findings[0].secret = Array("hunter2hunter2".utf8).withUnsafeBytes { Secret($0) }
    #expect(!run.report(.sarif).contains("0123456789abcdef:1"))
  }

  @Test func `SARIF addresses are encoded, relative ones hang on the root`() {
    var run = SampleRun.clean
    run.findings = [SampleRun.finding(path: "a b/é#.txt", line: 1), SampleRun.finding(path: "/tmp/x.txt", line: 1)]
    let report = run.report(.sarif)
    #expect(report.contains("\"uri\": \"a%20b/%C3%A9%23.txt\"") && report.contains("\"uri\": \"file:///tmp/x.txt\""))
  }

  @Test func `formats are told from file names`() {
    #expect(ReportFormat(fileName: "out/keys.SARIF") == .sarif && ReportFormat(fileName: "a.json") == .json)
    #expect(
      ReportFormat(fileName: "a.txt") == .text && ReportFormat(fileName: "report") == nil
        && ReportFormat(fileName: "a.doc") == nil)
    #expect(ReportFormat(fileName: "a.xml") == .junit && ReportFormat(fileName: "a.html") == .html)
  }

  @Test func `samples are written for validation`() throws {
    for (name, run) in [("ordinary", SampleRun.ordinary), ("clean", .clean), ("hostile", .hostile), ("allowed", .allowed)] {
      for format in ReportFormat.allCases {
        let report = run.report(format)
        #expect(!report.isEmpty)
        try ReportFolder.write(report, name, format)
      }
    }
  }
}

/// Where `Tests/validate-reports.sh` looks for samples.
enum ReportFolder {
  static func write(_ report: String, _ name: String, _ format: ReportFormat) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".build/reports")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try report.write(to: folder.appending(path: "\(name).\(format.rawValue)"), atomically: true, encoding: .utf8)
  }
}
