import Foundation
import FoundationXML
import KeyhoundCore
import KeyhoundReports
import Testing

/// The same hostile run against what each format's readers take for markup.
@Suite struct HostileTextTests {
  private let report: (ReportFormat) -> String = { SampleRun.hostile.report($0) }

  @Test func `a row of CSV keeps its fields, and no field is a formula`() throws {
    let rows = try CSVText.rows(report(.csv))
    #expect(rows.count == 3)
    for row in rows {
      #expect(row.count == rows[0].count)
      for field in row { #expect(!"=+-@|%".unicodeScalars.contains(field.unicodeScalars.first ?? "a"), "\(field)") }
    }
    #expect(rows[1][6].hasPrefix("'=cmd"))
  }

  @Test(arguments: [ReportFormat.junit, .checkstyle])
  func `XML is well formed and holds the text as it was`(format: ReportFormat) {
    let reader = ElementReader()
    let parser = XMLParser(data: Data(report(format).utf8))
    parser.delegate = reader
    let isParsed = parser.parse()
    #expect(isParsed, "\(String(describing: parser.parserError)) at line \(parser.lineNumber)")
    #expect(!reader.elements.contains("script") && !reader.elements.contains("img"))
    #expect(reader.values.contains { $0.contains("<script>alert(1)</script>]]>") })
  }

  @Test func `every line for GitHub is a command of ours or the summary`() {
    let lines = report(.github).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 3)
    #expect(lines.filter { $0.hasPrefix("::") }.count == 2)
    let properties = lines[1].components(separatedBy: "::")[1]
    let names = ["error file", "line", "endLine", "col", "endColumn", "title"]
    #expect(properties.split(separator: ",").map { String($0.prefix { $0 != "=" }) } == names)
  }

  @Test func `Markdown holds no markup but its own`() {
    let text = report(.markdown)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 3)
    for row in rows { #expect(row.unicodeScalars.count { $0 == "|" } == 6) }
    let tags = text.matches(of: /<[^>]*>/).map { String($0.output) }
    #expect(Set(tags) == ["<code>", "</code>", "<br>"])
    #expect(!text.unicodeScalars.contains("`") && !text.contains("javascript:1)") && !text.contains("@x"))
  }

  @Test func `HTML holds no element, attribute or address but its own`() throws {
    let page = report(.html)
    #expect(page.components(separatedBy: "<script").count == 2 && !page.contains("<img"))
    // What stands outside quotation marks in tags: names of elements and attributes.
    let tags = page.matches(of: /<[^!>]*>/).map { $0.output.replacing(/"[^"]*"/, with: "") }
    let known = /<\/?[a-z0-9]+( [a-z-]+=?)*>/
    #expect(tags.count > 50)
    for tag in tags { #expect(tag.wholeMatch(of: known) != nil && !tag.contains("onerror") && !tag.contains("src"), "\(tag)") }
    #expect(!page.contains("href=\"javascript"))
  }

  @Test func `HTML loads nothing`() {
    let page = SampleRun.ordinary.report(.html)
    #expect(page.contains("default-src 'none'") && !page.contains("@import") && !page.contains("url("))
    let addresses = page.matches(of: /(href|src)="([^"]*)"/).map { String($0.output.2) }
    #expect(Set(addresses) == ["#findings", "https://example.org/keys"])
  }
}

/// Reads CSV as RFC 4180 has it.
enum CSVText {
  static func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"": field.unicodeScalars.append(scalars.removeFirst())
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\n" where !isQuoted:
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    try #require(!isQuoted && field.isEmpty)
    return rows
  }
}

/// Collects the names of elements, and all text and attribute values.
private final class ElementReader: NSObject, XMLParserDelegate {
  var elements: Set<String> = []
  var values: [String] = [""]

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.insert(element)
    values += attributes.values
    values.append("")
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    values[values.count - 1] += text
  }
}
