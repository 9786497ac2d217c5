import Foundation
import KeyhoundCore
import KeyhoundReports
import Testing

/// What reports say of keys in pictures.
@Suite struct PictureReportTests {
  /// In a file of its own, in a notebook, and in a text.
  private var run: SampleRun {
    var run = SampleRun.clean
    run.coverage.images = 3
    run.coverage.skipped = [.smallImage: 2]
    let place = PicturePlace(
      sha256: String(repeating: "0f", count: 32), width: 800, height: 600,
      box: PixelBox(x: 120, y: 48, width: 410, height: 16))
    for path in ["shots/term.png", "analysis.ipynb", "page.html"] {
      var finding = SampleRun.finding(path: path, line: 1)
      finding.picture = place
      finding.confidence = .medium
      run.findings.append(finding)
    }
    run.findings[0].location = Location(start: Position(), end: Position(), bytes: 0..<5000)
    var cell = Cell(index: 7, part: "outputs", line: 1)
    cell.outputIndex = 1
    cell.mimeType = "image/png"
    run.findings[1].origin.cell = cell
    return run
  }

  @Test func `text tells the place in the picture, and no lines that mean nothing`() {
    let text = run.report(.text)
    #expect(text.contains("shots/term.png: picture, at 120,48, 410×16 px: Probable key in an image: Sample API key [sample-key]"))
    #expect(text.contains("analysis.ipynb: cell 7, output 1 image/png; picture, at 120,48, 410×16 px (1:11): Probable key in"))
    #expect(text.contains("page.html:1:11: picture, at 120,48, 410×16 px: Probable key in an image"))
    #expect(text.contains("read off a picture, so not exact") && text.contains("look at the picture; revoke the key it shows at"))
    #expect(text.contains("3 keys found in 1 file and 3 pictures") && text.contains("skipped 2 small pictures"))
  }

  @Test(arguments: ReportFormat.allCases) func `every format says that it is a picture, and keeps the key to itself`(
    format: ReportFormat
  ) throws {
    let report = run.report(format)
    try ReportFolder.write(report, "pictures", format)
    #expect(report.contains("Probable key in an image") && !report.contains("SECRETsecret"))
    let isExact = report.contains("120,48, 410×16 px") || report.contains("\"image\":") || format == .gitleaks
    #expect(isExact, "the box is missing")
    if report.hasPrefix("{\n") || report.hasPrefix("[") { _ = try JSONSerialization.jsonObject(with: Data(report.utf8)) }
  }

  @Test func `JSON has the picture as a member`() throws {
    let report = try #require(JSONSerialization.jsonObject(with: Data(run.report(.json).utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let image = try #require(findings[0]["image"] as? [String: Any])
    #expect(image["sha256"] as? String == String(repeating: "0f", count: 32) && image["width"] as? Int == 800)
    #expect(image["box"] as? [String: Int] == ["x": 120, "y": 48, "width": 410, "height": 16])
    #expect((report["coverage"] as? [String: Any])?["images"] as? Int == 3)
    #expect(SampleRun.ordinary.report(.json).contains("\"image\": null"))
  }

  @Test func `SARIF has a valid region, no snippet, and the picture among the properties`() throws {
    let log = try #require(JSONSerialization.jsonObject(with: Data(run.report(.sarif).utf8)) as? [String: Any])
    let results = try #require((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    let location = try #require((results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    let region = try #require(location["region"] as? [String: Any])
    #expect(region["startLine"] as? Int == 1 && region["byteLength"] as? Int == 5000 && region["snippet"] == nil)
    #expect((results[0]["properties"] as? [String: Any])?["image"] != nil)
  }
}
