import Foundation
import KeyhoundContent
import KeyhoundCore
import Testing

/// Where pictures are met.
@Suite struct PictureSearchTests {
  /// Pictures of each kind, by name.
  private static let pictures: [String: [UInt8]] = [
    "png": Picture.png("tEXt", noise), "jpeg": Picture.jpeg(comment: noise), "gif": Picture.gif(label: 0xFE, [noise]),
    "webp": Picture.webp("EXIF", noise), "tiff": Picture.tiff(tag: 270, noise, isLittle: true), "bmp": Picture.bmp(noise),
  ]
  private static let names = pictures.keys.sorted()
  private static let noise = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 7) }

  private func picture(_ name: String) throws -> [UInt8] { try #require(Self.pictures[name]) }

  private func base64(_ bytes: [UInt8], width: Int? = nil, end: String = "\n") -> String {
    let digits = Array(Data(bytes).base64EncodedString())
    guard let width else { return String(digits) }
    return stride(from: 0, to: digits.count, by: width).map { String(digits[$0..<min($0 + width, digits.count)]) }
      .joined(separator: end)
  }

  @Test(arguments: names) func `a file that is a picture is kept, at line 1`(name: String) throws {
    let bytes = try picture(name)
    let shelf = Shelf(bytes, path: "a.dat")
    #expect(shelf.pictures.map(\.bytes) == [bytes])
    let location = try #require(shelf.pictures.first).location
    #expect(location.start == Position() && location.end == Position() && location.bytes == 0..<bytes.count)
  }

  @Test(arguments: names) func `a picture in a data URI is kept, and the place is that of its digits`(name: String) throws {
    let bytes = try picture(name)
    let text = "first line\n<img src=\"data:image/\(name);base64,\(base64(bytes))\"> and words\n"
    let shelf = Shelf(Array(text.utf8), path: "a.html")
    #expect(shelf.pictures.map(\.bytes) == [bytes])
    let location = try #require(shelf.pictures.first).location
    #expect(location.start.line == 2 && location.start.column == 11 + "data:image/\(name);base64,".count)
    #expect(Array(text.utf8)[location.bytes].elementsEqual(base64(bytes).utf8.filter { $0 != UInt8(ascii: "=") }))
  }

  @Test(arguments: ["\n", "\r\n", "\\n", "\n  ", "\\\n", "\\\r\n", "\\\\\\n"], [64, 76])
  func `base64 may be wrapped`(end: String, width: Int) throws {
    for name in Self.names {
      let bytes = try picture(name)
      let text = "Content-Transfer-Encoding: base64\n\n\(base64(bytes, width: width, end: end))\n\n--end of the part\n"
      #expect(Shelf(Array(text.utf8), path: "a.eml").pictures.map(\.bytes) == [bytes])
    }
  }

  @Test func `a word behind base64 without padding is no part of the picture`() throws {
    var bytes = try picture("png")
    while bytes.count % 3 != 0 { bytes.append(0) }
    let text = "logo: \(base64(bytes))\nname: x\n"
    #expect(Shelf(Array(text.utf8), path: "a.yml").pictures.map(\.bytes) == [bytes])
  }

  @Test func `JSON may write slashes with a backslash`() throws {
    for name in Self.names {
      let bytes = try picture(name) + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
      let text = #"{"a":"data:image\/\#(name);base64,"# + base64(bytes).replacingOccurrences(of: "/", with: #"\/"#) + "\"}"
      #expect(Shelf(Array(text.utf8), path: "a.json").pictures.map(\.bytes) == [bytes])
    }
  }

  @Test func `several pictures in a text are kept in its order, wherever they stand`() throws {
    let kinds = try Self.names.map(picture)
    for shift in 0..<70 {
      let text = String(repeating: " ", count: shift) + kinds.map { base64($0) }.joined(separator: ", ")
      #expect(Shelf(Array(text.utf8), path: "a.py").pictures.map(\.bytes) == kinds)
    }
  }

  @Test func `what is no picture is passed`() {
    let digits = base64([UInt8](repeating: 65, count: 300))
    for text in ["", "iVBORw0KGgo", digits, "BM\(digits)", "GIF", "\(digits)iVBORw0KGgo\(digits)"] {
      #expect(Shelf(Array(text.utf8), path: "a.txt").pictures.isEmpty)
    }
  }

  @Test func `nothing is kept for who does not ask`() throws {
    let bytes = try picture("png")
    let text = Array("data:image/png;base64,\(base64(bytes))".utf8)
    #expect(NotebookScan(text, path: "a.ipynb", through: EncodedPictureExtractor()).issues.map(\.kind) == [.malformed])
  }

  @Test func `outputs, attachments and data URIs of a notebook are kept with their cells`() throws {
    let (png, gif, jpeg, webp) = try (picture("png"), picture("gif"), picture("jpeg"), picture("webp"))
    let uri = "data:image/webp;base64,\(base64(webp))"
    let lines = base64(jpeg, width: 76).split(separator: "\n").map { "\"\($0)\\n\"" }.joined(separator: ", ")
    let text = """
      {"cells": [
       {"cell_type": "markdown", "metadata": {}, "source": ["words\\n", "![x](\(uri))"],
        "attachments": {"a.gif": {"image/gif": "\(base64(gif))"}}},
       {"cell_type": "code", "execution_count": 3, "metadata": {}, "source": [], "outputs": [
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": "\(base64(png))\\n", "image/jpeg": [\(lines)]}}]}
       ], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
      """
    let shelf = Shelf(Array(text.utf8), path: "a.ipynb")
    let places = shelf.pictures.map { picture in
      let cell = picture.origin.cell
      return "\(cell?.index ?? -1) \(cell?.part ?? "") \(cell?.outputIndex ?? 0) \(cell?.mimeType ?? "")"
    }
    #expect(shelf.pictures.map(\.bytes) == [webp, gif, png, jpeg])
    #expect(places == ["1 source 0 ", "1 attachments 0 image/gif", "2 outputs 1 image/png", "2 outputs 1 image/jpeg"])
    for picture in shelf.pictures {
      let pieces = picture.pieces.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }.joined().replacing(
        #"\n"#, with: "")
      #expect(Data(base64Encoded: pieces.padded) == Data(picture.bytes))
    }
  }

  @Test func `a broken notebook is looked through as a text`() throws {
    let png = try picture("png")
    let text = "{\"cells\": [{\"data\": {\"image/png\": \"\(base64(png))\\n\"}}, <<<<<<<\n \"nbformat\": 4"
    #expect(Shelf(Array(text.utf8), path: "a.ipynb").places.count == 1)
  }

  @Test func `of a picture that is cut off by a window an issue tells`() throws {
    let png = try picture("png")
    let text = Array("data:image/png;base64,\(base64(png))".utf8)
    let whole = Shelf(text, path: "a.txt", owned: 0..<text.count)
    #expect(whole.pictures.count == 1 && whole.issues.isEmpty)
    let cut = Shelf(Array(text.dropLast(40)), path: "a.txt", owned: 0..<100)
    #expect(cut.pictures.isEmpty && cut.issues.map(\.kind) == [.tooLarge])
    #expect(Shelf(text, path: "a.txt", owned: 200..<text.count).pictures.isEmpty)
    let file = Shelf(png, path: "a.png", owned: 0..<100)
    #expect(file.pictures.isEmpty && file.issues.map(\.kind) == [.tooLarge])
  }
}

extension String {
  /// Filled up with padding to a multiple of four.
  fileprivate var padded: String { self + String(repeating: "=", count: (4 - count % 4) % 4) }
}

/// Sends bytes through the extractors that know of pictures, as the program does, and keeps what they hand over.
private final class Shelf: ExtractionSink {
  struct Kept {
    var bytes: [UInt8]
    var origin: Origin
    var location: Location
    var pieces: [Range<Int>]
  }

  private(set) var pictures: [Kept] = []
  private(set) var issues: [KeyhoundCore.Issue] = []
  private let extractors: [any Extractor] = [
    PictureFileExtractor(), NotebookExtractor(), EncodedPictureExtractor(),
  ]
  private var stage = 0

  /// - Parameter owned: what a window of a larger file owns; `nil` for a whole file.
  init(_ bytes: [UInt8], path: String, owned: Range<Int>? = nil) {
    bytes.withUnsafeBytes { bytes in
      let whole = 0..<bytes.count
      var chunk = Chunk(raw: RawText(bytes), origin: Origin(path: path), owned: owned ?? whole, isWhole: owned == nil)
      chunk.isBinary = TextKind.isBinary(bytes)
      scan(chunk)
    }
  }

  /// The places, each once.
  var places: Set<Range<Int>> { Set(pictures.map(\.location.bytes)) }

  var holdsPictures: Bool { true }

  func hold(_ picture: FoundPicture) {
    pictures.append(
      Kept(bytes: Array(picture.bytes), origin: picture.origin, location: picture.location, pieces: picture.pieces))
  }

  func scan(_ chunk: Chunk) {
    let outer = stage
    defer { stage = outer }
    for index in outer..<extractors.count {
      stage = index + 1
      if extractors[index].extract(from: chunk, into: self) { return }
    }
  }

  func report(_ issue: KeyhoundCore.Issue) { issues.append(issue) }
}
