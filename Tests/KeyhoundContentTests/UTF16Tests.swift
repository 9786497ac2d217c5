import KeyhoundContent
import KeyhoundCore
import Testing

@Suite struct UTF16Tests {
  private func extract(_ bytes: [UInt8]) -> (text: String, places: [Range<Int>])? {
    let recorder = Recorder()
    let isTaken = bytes.withUnsafeBytes {
      UTF16Extractor().extract(from: Chunk(whole: $0, origin: Origin(path: "a")), into: recorder)
    }
    return isTaken ? (recorder.text, recorder.places) : nil
  }

  private static func encoded(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  @Test(arguments: [false, true], [false, true])
  func `text is decoded and every byte knows its place`(bigEndian: Bool, hasMark: Bool) throws {
    let text = "api_key = some words, é日🙂 and more words\r\n"
    let bytes = Self.encoded((hasMark ? "\u{FEFF}" : "") + text, bigEndian: bigEndian)
    let (decoded, places) = try #require(extract(bytes))
    #expect(decoded == text)
    let start = hasMark ? 2 : 0
    #expect(places[0] == start..<start + 2 && places[4] == start + 8..<start + 10)
    #expect(places.last == bytes.count - 2..<bytes.count)
  }

  @Test func `half a pair is replaced, an odd byte at the end is left`() throws {
    #expect(try #require(extract([0xFF, 0xFE, 0x41, 0, 0x3D, 0xD8, 0x42, 0, 0x43])).text == "A\u{FFFD}B")
  }

  @Test(arguments: [false, true], ["key = some words\n", "key = some words, 日🙂 too\n"])
  func `lines that were appended in UTF-8 are read, and UTF-16 behind them too`(bigEndian: Bool, line: String) throws {
    let (first, last) = ("日first line\n", "last line\n")
    let wide = Self.encoded("\u{FEFF}" + first, bigEndian: bigEndian)
    let (decoded, places) = try #require(extract(wide + Array(line.utf8) + Self.encoded(last, bigEndian: bigEndian)))
    #expect(decoded == first + line + last)
    #expect(places[first.utf8.count] == wide.count..<wide.count + 1)
    #expect(try #require(extract(wide + Array(line.utf8))).text == first + line)
    // Too few letters to be told from ideographs, but what follows is none the worse for it.
    #expect(try #require(extract(wide + Array("abc\n!".utf8) + Self.encoded(last, bigEndian: bigEndian))).text.hasSuffix(last))
  }

  @Test func `ideographs are not taken for ASCII`() throws {
    let text = String(repeating: "密码是什么中文文本测试，没有别的。\n", count: 20)
    #expect(try #require(extract(Self.encoded("\u{FEFF}" + text, bigEndian: false))).text == text)
  }

  @Test(arguments: [false, true]) func `lines that were appended in UTF-16 are read`(bigEndian: Bool) throws {
    let head = Array("a line in UTF-8: ü\n".utf8)
    let (wide, recorder) = (Self.encoded("key = some words\n", bigEndian: bigEndian), Recorder())
    let isTaken = (head + wide).withUnsafeBytes {
      UTF16Extractor().extract(from: Chunk(whole: $0, origin: Origin(path: "a")), into: recorder)
    }
    #expect(isTaken && recorder.texts == ["key = some words\n", "a line in UTF-8: ü\n"])
  }

  @Test(
    arguments: [false, true],
    ["key = some words\n", "key = some words # café, 日本 and more\n", "\u{FEFF}key = some words\n"])
  func `lines in UTF-16 amid others are read`(bigEndian: Bool, line: String) throws {
    let text = Array(String(repeating: "a line in UTF-8: ü\n", count: 20).utf8)
    let (wide, recorder) = (Self.encoded(line, bigEndian: bigEndian), Recorder())
    (text + wide + text + wide).withUnsafeBytes {
      _ = UTF16Extractor().extract(from: Chunk(whole: $0, origin: Origin(path: "a")), into: recorder)
    }
    let words = line.drop { $0 == "\u{FEFF}" }.dropLast()
    #expect(recorder.texts.count { $0.contains(words) } == 2)
    #expect(recorder.texts.count { $0.contains("a line in UTF-8: ü\na line") } == 2)
  }

  @Test func `large programs are not searched for lines in UTF-16`() {
    var bytes = [UInt8](repeating: 0, count: 100_000)
    bytes += Self.encoded("key = some words\n", bigEndian: false)
    let recorder = Recorder()
    let isTaken = bytes.withUnsafeBytes { bytes in
      var chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
      chunk.isBinary = true
      return UTF16Extractor().extract(from: chunk, into: recorder)
    }
    #expect(!isTaken && recorder.texts.isEmpty)
  }

  @Test func `other text is not taken`() {
    #expect(extract(Array("plain text".utf8)) == nil && extract([0, 1, 2, 3, 0, 1, 2, 3, 4, 5]) == nil)
  }
}

private final class Recorder: ExtractionSink {
  var texts: [String] = []
  var text: String { texts.last ?? "" }
  var places: [Range<Int>] = []

  func scan(_ chunk: Chunk) {
    texts.append(chunk.bytes.text(0..<chunk.bytes.count))
    places = chunk.bytes.indices.map { chunk.location(of: $0..<$0 + 1).bytes }
  }

  func report(_ issue: KeyhoundCore.Issue) {}
}
