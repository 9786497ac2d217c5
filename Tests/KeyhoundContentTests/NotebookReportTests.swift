import FoundationEssentials
import KeyhoundContent
import KeyhoundCore
import KeyhoundReports
import Testing

/// What is reported of the fixtures, whole: with every field of every finding. The keys are made anew in each run, but always the same.
@Suite struct NotebookReportTests {
  @Test(arguments: ["sources", "outputs", "metadata", "wrong-types", "nbformat3", "one-line"], [ReportFormat.jsonl, .sarif])
  func `a report of a notebook is what it was`(name: String, format: ReportFormat) throws {
    let notebook = try NotebookTemplate(fixture: "\(name).ipynb", seed: 1)
    let report = Self.report(NotebookScan(notebook.bytes, path: "\(name).ipynb"), format)
    for (name, key) in notebook.keys { #expect(!report.contains(key.suffix(32)), "\(name) is in the report") }
    let golden = NotebookTemplate.folder.appending(path: "reports/\(name).\(format.rawValue)")
    guard let expected = try? String(contentsOfFile: golden.path, encoding: .utf8) else {
      try Data(report.utf8).write(to: golden)
      Issue.record("\(golden.lastPathComponent) was missing; it has been written: read it, then run again")
      return
    }
    #expect(report == expected, "see \(golden.path); delete it to record it anew")
  }

  private static func report(_ scan: NotebookScan, _ format: ReportFormat) -> String {
    var reporter = format.makeReporter(ReportOptions())
    var output = ""
    reporter.begin(RunDescription(version: "1.2.3", ruleCount: 1, minimumConfidence: .medium), into: &output)
    for finding in scan.findings { reporter.report(finding, into: &output) }
    for issue in scan.issues { reporter.report(issue, into: &output) }
    var coverage = Coverage()
    coverage.files = 1
    reporter.finish(coverage, into: &output)
    return output
  }
}
