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

  @Test(arguments: ["/Type/ObjStm/N 35/First 99", "/Type /ObjStm /N 3 /First 99"])
  func `objects are searched however many there are in a stream`(dictionary: String) {
    let key = Self.key()
    let objects = Array("7 0 << /URI (https://example.com/?api_key=\(key)) >>".utf8)
    let scan = scan(Self.file([("\(dictionary)/Filter/FlateDecode", Picture.deflated(objects))]))
    #expect(scan.findings.map(\.secret.revealed) == [key])
  }

  @Test func `a form that names pictures among what it may show is searched`() {
    let key = Self.key()
    let dictionary = "/Subtype/Form/Resources<</ProcSet[/PDF /Text /ImageB /ImageC]>>/Filter/FlateDecode"
    let scan = scan(Self.file([(dictionary, Picture.deflated(Page.oneString.content("api_key = \(key) ")))]))
    #expect(scan.findings.map(\.secret.revealed) == [key])
  }

  /// Filters as a dictionary names them, and what writes a text so.
  private static let filters: [(names: String, encode: @Sendable ([UInt8]) -> [UInt8])] = [
    ("[/FlateDecode/FlateDecode]", { Picture.deflated(Picture.deflated($0)) }),
    ("/ASCIIHexDecode", { Array((hexadecimal($0) + ">").utf8) }),
    ("[ /AHx /Fl ]", { Array((hexadecimal(Picture.deflated($0)) + ">").utf8) }),
    ("/ASCII85Decode", { ascii85($0) }), ("/LZWDecode", { lzw($0, isEarly: true) }),
    ("/LZWDecode/DecodeParms<</EarlyChange 0>>", { lzw($0, isEarly: false) }),
    ("/RunLengthDecode", { $0.flatMap { [0, $0] } + [128] }),
  ]

  @Test(arguments: filters.indices) func `a page is read through each filter for texts`(number: Int) {
    let (key, filter) = (Self.key(), Self.filters[number])
    let page = Page.oneString.content(String(repeating: "many words in a row, ", count: 300) + "api_key = \(key) ")
    let scan = scan(Self.file([("/Filter \(filter.names)", filter.encode(page))]))
    #expect(scan.findings.map(\.secret.revealed) == [key] && scan.issues.isEmpty)
  }

  private static func ascii85(_ bytes: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let group = bytes[start...].prefix(4)
      var value = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(4 - group.count))
      let five = (0..<5).map { _ in
        defer { value /= 85 }
        return UInt8(value % 85) + 0x21
      }
      digits += five.reversed().prefix(group.count + 1)
    }
    return digits + Array("~>".utf8)
  }

  /// With every code that the text makes.
  private static func lzw(_ bytes: [UInt8], isEarly: Bool) -> [UInt8] {
    var (bits, table, width): (String, [[UInt8]: Int], Int) = ("", [:], 9)
    func emit(_ code: Int) {
      let digits = String(code, radix: 2)
      bits += String(repeating: "0", count: width - digits.count) + digits
    }
    func reset() { table = Dictionary(uniqueKeysWithValues: (0..<256).map { ([UInt8($0)], $0) }) }
    emit(256)
    reset()
    var (word, next): ([UInt8], Int) = ([], 258)
    for byte in bytes {
      if table[word + [byte]] != nil {
        word.append(byte)
        continue
      }
      emit(table[word] ?? 0)
      table[word + [byte]] = next
      next += 1
      word = [byte]
      if next + (isEarly ? 1 : 0) > 1 << width { width += 1 }
      if next == 4094 {
        emit(256)
        reset()
        (next, width) = (258, 9)
      }
    }
    emit(table[word] ?? 0)
    if next + 1 + (isEarly ? 1 : 0) > 1 << width { width += 1 }
    emit(257)
    let digits = Array(bits.utf8)
    return stride(from: 0, to: digits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 << 1 | (start + $1 < digits.count ? digits[start + $1] & 1 : 0) }
    }
  }

  @Test func `what comes before the damage of a stream is searched, and a checksum that is wrong is no damage`() {
    let key = Self.key()
    let page = Page.oneString.content("api_key = \(key) " + String(repeating: "many words in a row, ", count: 9))
    let deflated = Picture.deflated(page)
    let cut = scan(Self.file([("/Filter /FlateDecode", deflated.dropLast(12))]))
    #expect(cut.findings.map(\.secret.revealed) == [key] && cut.issues.map(\.isGap) == [true])
    let altered = scan(Self.file([("/Filter /FlateDecode", deflated.dropLast(4) + [1, 2, 3, 4])]))
    #expect(altered.findings.map(\.secret.revealed) == [key] && altered.issues.isEmpty)
  }

  @Test func `lines and words stay apart`() {
    let page = "BT (one) Tj 0 -12 Td (two) Tj [ (three) -300 (four) ] TJ T* (five) ' ET"
    let texts = scan(Self.file([("", Array(page.utf8))])).texts.map { String(decoding: $0, as: UTF8.self) }
    #expect(texts.contains("one\ntwothree four\n\nfive\n"))
  }

  @Test func `a stream that makes no sense is an issue, and pictures and fonts are passed over`() {
    let broken = Array("no stream at all".utf8)
    #expect(scan(Self.file([("/Filter /FlateDecode", broken)])).issues.map(\.kind) == [.damaged])
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
