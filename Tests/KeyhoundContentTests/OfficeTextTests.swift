import KeyhoundContent
import KeyhoundCore
import Testing

/// Keys in the parts of docx, xlsx and odt.
@Suite struct OfficeTextTests {
  private static let key = (try? NotebookTemplate("{{k01}}"))?.keys["k01"] ?? ""

  private static func halves(_ between: String) -> String { "\(key.prefix(15))\(between)\(key.dropFirst(15))" }

  private func scan(_ body: String) -> NotebookScan {
    let text = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/x\">\(body)</w:document>"
    return NotebookScan(Array(text.utf8), path: "a.docx!word/document.xml", through: OfficeTextExtractor())
  }

  @Test(arguments: [
    "<w:p><w:r><w:t>\(halves("</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"))</w:t></w:r></w:p>",
    "<si><r><t>key </t></r><r><t>\(halves("</t></r><r><t xml:space=\"preserve\">"))</t></r></si>",
    "<a:p><a:r><a:t>\(halves("</a:t></a:r><a:r><a:t>"))</a:t></a:r></a:p>",
    "<text:p>\(halves("<text:span text:style-name=\"T1\">"))</text:span></text:p>",
  ]) func `a key in pieces of different looks is found`(body: String) throws {
    let scan = scan(body)
    #expect(scan.findings.map(\.secret.revealed) == [Self.key])
    #expect(scan.findings.first?.origin.decodedFrom == ["office"])
  }

  @Test func `paragraphs, cells and lines stay apart, and entities are resolved`() {
    let text = scan("<w:p><w:t>a &amp; b</w:t></w:p><w:p><w:t>c</w:t><w:br/><w:t>d &lt;&x</w:t></w:p>").texts.first ?? []
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    #expect(lines == ["a & b", "c", "d <&x"])
  }

  @Test func `other XML is left alone`() {
    let text = "<a><b>\(Self.halves("</b><b>"))</b></a>"
    #expect(NotebookScan(Array(text.utf8), path: "a.xml", through: OfficeTextExtractor()).texts.count == 1)
  }
}
