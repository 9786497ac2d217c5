import KeyhoundContent
import KeyhoundCore
import Testing

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

private func escaped(_ bytes: [UInt8]) -> [UInt8] {
  bytes.flatMap { byte -> [UInt8] in
    if byte == 0x0D { return [0x5C, 0x72] }
    return [0x28, 0x29, 0x5C].contains(byte) ? [0x5C, byte] : [byte]
  }
}

/// Keys in PDF files, written in the ways in which common programs write them.
@Suite struct PDFTests {
  private static let map = """
    /CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
    3 beginbfrange <0003> <0060> <0020> <0061> <0063> [<007E> <00410042> <0041>] <0070> <0070> <0042> endbfrange
    1 beginbfchar <0080> <0043> endbfchar endcmap
    """

  /// Glyphs of a font whose numbers are those of ASCII less 29.
  fileprivate static func glyphs(_ text: String) -> [UInt8] { text.utf8.flatMap { [0, $0 - 29] } }

  /// Ways in which pages show a text.
  enum Page: CaseIterable {
    case oneString, octal, kerning, glyphs, oneByOne, rawGlyphs

    func content(_ text: String) -> [UInt8] {
      switch self {
      case .oneString: return Array("BT /F1 12 Tf 72 700 Td (\(text)) Tj ET".utf8)
      case .octal: return Array("BT (".utf8) + text.utf8.flatMap(Self.octal) + Array(") Tj ET".utf8)
      case .kerning:
        let letters = text.map { "(" + String($0) + ")" }
        return Array(("BT [" + letters.joined(separator: " 0.48 ") + "] TJ ET").utf8)
      case .glyphs:
        let digits = hexadecimal(PDFTests.glyphs(text))
        return Array("BT /F4 16 Tf 1 0 0 -1 8 22 Tm <\(digits)> Tj ET".utf8)
      case .oneByOne:
        let letters = text.map { "<" + hexadecimal(PDFTests.glyphs(String($0))) + ">" }
        return Array(("BT [" + letters.joined(separator: "0 ") + "] TJ ET").utf8)
      case .rawGlyphs: return Array("BT (".utf8) + escaped(PDFTests.glyphs(text)) + Array(") Tj ET".utf8)
      }
    }

    private static func octal(_ byte: UInt8) -> [UInt8] {
      let digits: [UInt8] = [byte >> 6, byte >> 3 & 7, byte & 7]
      return [0x5C] + digits.map { $0 + 0x30 }
    }
  }

  private static func file(_ streams: [(dictionary: String, content: [UInt8])]) -> [UInt8] {
    var bytes = Array("%PDF-1.7\n".utf8)
    for (number, stream) in streams.enumerated() {
      bytes += Array("\(number + 1) 0 obj\n<< \(stream.dictionary) >>\nstream\n".utf8)
      bytes += stream.content + Array("\nendstream\nendobj\n".utf8)
    }
    return bytes + Array("%%EOF\n".utf8)
  }

  private static func key() -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    let random = { (count: Int) in String((0..<count).compactMap { _ in digits.randomElement() }) }
    return random(8) + "." + random(32)
  }

  private func scan(_ bytes: [UInt8]) -> NotebookScan { NotebookScan(bytes, path: "a.pdf", through: PDFExtractor()) }

  @Test(arguments: Page.allCases, [true, false])
  func `a key on a page is found in its stream`(page: Page, isDeflated: Bool) throws {
    let key = Self.key()
    let (content, map) = (page.content("api_key = \(key) "), Array(Self.map.utf8))
    let deflated = "/Filter /FlateDecode"
    let shown = isDeflated ? (deflated, Picture.deflated(content)) : ("", content)
    let bytes = Self.file([shown, isDeflated ? (deflated, Picture.deflated(map)) : ("/Length 3", map)])
    let scan = scan(bytes)
    #expect(Set(scan.findings.map(\.secret.revealed)) == [key] && scan.issues.isEmpty)
    let place = try #require(scan.findings.first?.location.bytes)
    #expect(place.lowerBound >= 30 && place.upperBound <= 60 + shown.1.count)
  }

  @Test func `a map that gives letters to all glyphs again and again does not hold the rest`() {
    let key = Self.key()
    let ranges = String(repeating: "<0000> <FFFF> <0041> ", count: 20_000)
    let hostile = Array("begincmap 20000 beginbfrange \(ranges)endbfrange endcmap".utf8)
    let page = Page.glyphs.content("api_key = \(key) ")
    let scan = scan(Self.file([("", hostile), ("", page), ("/Length 3", Array(Self.map.utf8))]))
    #expect(scan.findings.map(\.secret.revealed) == [key] && scan.issues.isEmpty)
  }

  @Test func `objects in a stream are searched`() {
    let key = Self.key()
    let objects = Array("7 0 << /URI (https://example.com/?api_key=\(key)) >>".utf8)
    let scan = scan(Self.file([("/Type /ObjStm /Filter /FlateDecode", Picture.deflated(objects))]))
    #expect(scan.findings.map(\.secret.revealed) == [key])
  }

  @Test func `lines and words stay apart`() {
    let page = "BT (one) Tj 0 -12 Td (two) Tj [ (three) -300 (four) ] TJ T* (five) ' ET"
    let texts = scan(Self.file([("", Array(page.utf8))])).texts.map { String(decoding: $0, as: UTF8.self) }
    #expect(texts.contains("one\ntwothree four\n\nfive\n"))
  }

  @Test func `a stream that makes no sense is an issue, and pictures and fonts are passed over`() {
    let broken = Array("no stream at all".utf8)
    #expect(scan(Self.file([("/Filter /FlateDecode", broken)])).issues.map(\.kind) == [.malformed])
    #expect(scan(Self.file([("/Subtype /Image /Filter /FlateDecode", broken), ("/Length1 9", broken)])).issues.isEmpty)
  }

  @Test func `a stream that unpacks to too much is an issue`() {
    let bomb = Picture.deflated([UInt8](repeating: 0x20, count: 17 << 20))
    #expect(scan(Self.file([("/Filter /FlateDecode", bomb)])).issues.map(\.kind) == [.tooLarge])
  }

  @Test(arguments: Page.allCases) func `a file may end anywhere and be wrong anywhere`(kind: Page) {
    let page = kind.content("some words in a row")
    let whole = Self.file([("", page), ("/Filter /FlateDecode", Picture.deflated(page)), ("", Array(Self.map.utf8))])
    var random = SplitMix(state: UInt64(page.count))
    for _ in 0..<150 {
      var bytes = Array(whole.prefix(Int.random(in: 9...whole.count, using: &random)))
      let place = Int.random(in: 5..<bytes.count, using: &random)
      bytes[place] = Array("()<>[]\\ \u{7F}0T".utf8).randomElement(using: &random) ?? 0
      let scan = scan(bytes)
      for text in scan.texts { #expect(text.count <= 4 * whole.count) }
    }
  }
}
