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

  @Test func `other text is not taken`() {
    #expect(extract(Array("plain text".utf8)) == nil && extract([0, 1, 2, 3, 0, 1, 2, 3, 4, 5]) == nil)
  }
}

private final class Recorder: ExtractionSink {
  var text = ""
  var places: [Range<Int>] = []

  func scan(_ chunk: Chunk) {
    text = chunk.bytes.text(0..<chunk.bytes.count)
    places = chunk.bytes.indices.map { chunk.location(of: $0..<$0 + 1).bytes }
  }

  func report(_ issue: KeyhoundCore.Issue) {}
}
