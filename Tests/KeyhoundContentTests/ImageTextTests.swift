import KeyhoundContent
import KeyhoundCore
import Testing

/// Keys in what picture files say beside their pixels.
@Suite struct ImageTextTests {
  /// Pictures by the way in which they hold a text.
  private static let pictures: [String: @Sendable ([UInt8]) -> [UInt8]] = [
    "tEXt": { Picture.png("tEXt", Array("Comment\0".utf8) + $0) },
    "zTXt": { Picture.png("zTXt", Array("Comment\0\0".utf8) + Picture.deflated($0)) },
    "iTXt": { Picture.png("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + $0) },
    "compressed iTXt": { Picture.png("iTXt", Array("Comment\0\u{1}\0en\0Kommentar\0".utf8) + Picture.deflated($0)) },
    "eXIf": { Picture.png("eXIf", Array("MM\0*".utf8) + $0) },
    "JPEG comment": { Picture.jpeg(comment: $0) },
    "JPEG EXIF": { Picture.jpeg(marker: 0xE1, Array("Exif\0\0II*\0".utf8) + $0) },
    "JPEG little wide": { Picture.jpeg(marker: 0xE1, Array("Exif\0\0UNICODE\0".utf8) + $0.flatMap { [$0, 0] }) },
    "JPEG big wide": { Picture.jpeg(marker: 0xE1, Array("Exif\0\0UNICODE\0".utf8) + $0.flatMap { [0, $0] }) },
    "GIF comment": { Picture.gif(label: 0xFE, [Array($0.prefix(20)), Array($0.dropFirst(20))]) },
    "GIF XMP": { Picture.gif(xmp: $0) },
    "WebP EXIF": { Picture.webp("EXIF", $0) },
    "WebP XMP": { Picture.webp("XMP ", $0) },
    "TIFF": { Picture.tiff(tag: 270, $0, isLittle: true) },
    "big TIFF": { Picture.tiff(tag: 270, $0, isLittle: false) },
  ]

  private static let names = pictures.keys.sorted()

  private static func key() -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    let random = { (count: Int) in String((0..<count).compactMap { _ in digits.randomElement() }) }
    return random(8) + "." + random(32)
  }

  private static func picture(_ name: String, _ text: String) throws -> [UInt8] {
    let write = try #require(pictures[name])
    return write(Array(text.utf8))
  }

  private func scan(_ bytes: [UInt8]) -> NotebookScan { NotebookScan(bytes, path: "a.png", through: PictureFileExtractor()) }

  @Test(arguments: names) func `a key in a text of a picture is found once, as text`(name: String) throws {
    let key = Self.key()
    let scan = scan(try Self.picture(name, "api_key = \(key) "))
    #expect(scan.findings.map(\.secret.revealed) == [key] && scan.issues.isEmpty)
    let texts = scan.texts.dropLast().map { String(decoding: $0, as: UTF8.self) }
    #expect(texts.contains { $0.contains("api_key = \(key)") }, "only the raw bytes have it")
  }

  @Test(arguments: ["tEXt", "eXIf", "JPEG comment", "GIF XMP", "WebP EXIF", "TIFF"])
  func `a key that is not compressed is found in its place`(name: String) throws {
    let key = Self.key()
    let bytes = try Self.picture(name, "api_key = \(key) ")
    let place = try #require(scan(bytes).findings.first?.location.bytes)
    #expect(bytes[place].elementsEqual(key.utf8))
  }

  @Test func `a key in a compressed text is found where the compressed text is`() throws {
    let bytes = Picture.png("zTXt", Array("Comment\0\0".utf8) + Picture.deflated(Array("api_key = \(Self.key()) ".utf8)))
    let place = try #require(scan(bytes).findings.first?.location.bytes)
    // Signature, header chunk, the length, name and zeros of the chunk in hand, and what follows it.
    #expect(place.lowerBound >= 8 + 25 + 8 + 9 && place.upperBound <= bytes.count - 4 - 12 - 12)
  }

  @Test func `what stands behind a picture is searched too`() {
    let key = Self.key()
    let scan = scan(Picture.jpeg(comment: Array("nothing".utf8)) + Array("\n\(key)\n".utf8))
    #expect(scan.findings.map(\.secret.revealed) == [key])
  }

  @Test func `a text that unpacks to too much is an issue, and the others are read`() {
    let key = Self.key()
    let bomb = Picture.deflated([UInt8](repeating: 0x20, count: 5 << 20))
    let scan = scan(Picture.png("zTXt", Array("\(key)\0\0".utf8) + bomb))
    #expect(scan.issues.map(\.kind) == [.tooLarge])
    #expect(scan.findings.map(\.secret.revealed) == [key])
  }

  @Test func `a compressed text that makes no sense is an issue`() {
    let scan = scan(Picture.png("zTXt", Array("Comment\0\0 no stream at all".utf8)))
    #expect(scan.issues.map(\.kind) == [.malformed])
  }

  @Test(arguments: names) func `a picture may end anywhere and be wrong anywhere`(name: String) throws {
    let bytes = try Self.picture(name, "some words")
    let longest = bytes.count + 8
    for end in bytes.indices { #expect(LongestText(bytes[..<end]).count < longest) }
    for (index, value) in bytes.indices.flatMap({ index in [0, 0x7F, 0xFF].map { (index, $0) } }) {
      var damaged = bytes
      damaged[index] = UInt8(value)
      #expect(LongestText(damaged).count < longest)
    }
  }

  @Test func `other files are passed`() {
    for text in ["", "I", "GIF", "RIFF....WAVE", "MM files", "\u{89}PNG"] {
      Array(text.utf8).withUnsafeBytes {
        #expect(!PictureFileExtractor.isConcerned(with: $0))
      }
    }
  }
}

/// Measures what is read of a picture, and searches nothing.
private final class LongestText: ExtractionSink {
  private(set) var count = 0

  init(_ picture: some Collection<UInt8>) {
    Array(picture).withUnsafeBytes {
      _ = PictureFileExtractor().extract(from: Chunk(whole: $0, origin: Origin(path: "a")), into: self)
    }
  }

  func scan(_ chunk: Chunk) { count = max(count, chunk.bytes.count) }
  func report(_ issue: KeyhoundCore.Issue) {}
}
