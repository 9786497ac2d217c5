import Foundation
import KeyhoundCore
import KeyhoundReports
import Testing

/// What single formats promise beyond being what they were.
@Suite struct FormatTests {
  private func objects(_ text: String) throws -> [[String: Any]] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  @Test func `rdjson counts columns in bytes of UTF-8`() throws {
    let line = Array("clé = é日🙂 KEY\n".utf8)
    let location = line.withUnsafeBytes { bytes in
      let start = Array(line).firstIndex(of: UInt8(ascii: "K")) ?? 0
      return RawText(bytes).location(of: start..<start + 3)
    }
    #expect(location.start.column == 11)
    var run = SampleRun.clean
    var finding = SampleRun.finding(path: "a.py", line: 1)
    finding.location = location
    run.findings = [finding]
    let report = run.report(.rdjson)
    #expect(report.contains("\"column\": 18") && report.contains("\"column\": 21"))
  }

  @Test func `gitleaks fields have gitleaks' names, dates in UTC and its fingerprint`() throws {
    var run = SampleRun.ordinary
    run.findings[2].origin.commit?.date = "2026-01-02T01:04:05+02:00"
    let entries = try objects(run.report(.gitleaks))
    #expect(entries.count == 4)
    let names = [
      "RuleID", "Description", "StartLine", "EndLine", "StartColumn", "EndColumn", "Match", "Secret", "File", "SymlinkFile",
      "Commit", "Entropy", "Author", "Email", "Date", "Message", "Tags", "Fingerprint",
    ]
    #expect(Set(entries[0].keys) == Set(names))
    #expect(entries[0]["Fingerprint"] as? String == "conf/.trussrc:sample-key:3")
    #expect(entries[0]["StartColumn"] as? Int == 11 && entries[0]["EndColumn"] as? Int == 51)
    #expect(entries[2]["Date"] as? String == "2026-01-01T23:04:05Z")
    #expect((entries[2]["Fingerprint"] as? String)?.hasPrefix("0123456789abcdef0123456789abcdef01234567:src/a b.py:") == true)
    #expect(SampleRun.clean.report(.gitleaks) == "[]\n")
  }

  @Test(arguments: [
    ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05"), ("2024-02-29T23:59:59.25-01:30", "2024-03-01T01:29:59"),
    ("1969-12-31 23:00:00+00:00", "1969-12-31T23:00:00"), ("2000-03-01T00:30:00+01:00", "2000-02-29T23:30:00"),
  ]) func `dates are brought to UTC`(date: String, utc: String) throws {
    var run = SampleRun.ordinary
    run.findings[2].origin.commit?.date = date
    #expect(try objects(run.report(.gitleaks))[2]["Date"] as? String == utc + "Z")
  }

  @Test func `GitLab's times have no zone, and a run that was not complete is a failure`() {
    let report = SampleRun.ordinary.report(.gitlab)
    #expect(report.contains("\"start_time\": \"2026-01-02T03:04:05\""))
    #expect(report.contains("\"end_time\": \"2026-01-02T03:04:06\""))
    #expect(report.contains("\"status\": \"failure\"") && SampleRun.clean.report(.gitlab).contains("\"status\": \"success\""))
    #expect(report.contains("\"sha\": \"\(String(repeating: "0", count: 40))\""))
  }

  @Test func `a clean run is one passed test, and a gap is an error`() {
    #expect(SampleRun.clean.report(.junit).contains("tests=\"1\" failures=\"0\" errors=\"0\""))
    #expect(SampleRun.ordinary.report(.junit).contains("tests=\"5\" failures=\"4\" errors=\"1\""))
  }

  @Test func `GitHub hears of an incomplete scan before the findings`() {
    let lines = SampleRun.ordinary.report(.github).split(separator: "\n")
    #expect(lines[0].hasPrefix("::warning title=Not everything was scanned::private/key.pem: permission denied"))
    #expect(lines[1].hasPrefix("::error file=conf/.trussrc,line=3,endLine=3,col=11,endColumn=52,title=Sample API key [sample-"))
    #expect(lines[4].hasPrefix("::notice file=docs/setup.md"))
  }

  @Test func `a notebook's finding stands in its cell on the page`() {
    let page = SampleRun.ordinary.report(.html)
    #expect(page.contains("<span class=\"prompt\">Out [12]:</span>"))
    #expect(page.contains("code cell 7, output 1, text/html, line 3, id c7"))
    #expect(page.contains("<mark>abcd1234.********</mark>"))
  }

  @Test func `an address that is not one of the web is no link`() {
    var run = SampleRun.clean
    run.findings = [SampleRun.finding(path: "a", line: 1)]
    run.findings[0].rule.revoke = "javascript:alert(1)"
    #expect(!run.report(.html).contains("href=\"javascript") && !run.report(.markdown).contains("]("))
  }
}
