import KeyhoundCore
import Testing

@testable import KeyhoundImages

@Suite struct StripTests {
  private static let size = PictureSize(width: 500, height: 100)

  @Test func `only lines with a long run of letters are looked at again`() {
    let lines = [
      line(["short", "words", "of", "prose"], y: 10, blank: 10), line(["api_key", "=", "abcdef012345"], y: 40, blank: 10),
      line(["abcdef", "012345"], y: 70, blank: 2),
    ]
    let strips = Strips(of: lines, in: Self.size)
    #expect(strips.boxes.map(\.y) == [37, 67])
    #expect(strips.boxes[0] == PixelBox(x: 0, y: 37, width: 20 * 7 + 2 * 10 + 10 + 12, height: 18))
  }

  @Test func `strips stay within the picture`() {
    let edge = ReadLine(words: [word("abcdef0123456789", x: 380, y: 95)])
    #expect(Strips(of: [edge], in: Self.size).boxes == [PixelBox(x: 368, y: 92, width: 132, height: 8)])
    let beyond = ReadLine(words: [word("abcdef0123456789", x: 900, y: 950)])
    #expect(Strips(of: [beyond], in: Self.size).boxes.isEmpty)
  }

  @Test func `what is read on the sheet is where it was in the picture`() throws {
    let strips = [PixelBox(x: 100, y: 10, width: 60, height: 12), PixelBox(x: 7, y: 50, width: 400, height: 20)]
    let sheet = try #require(StripSheet(strips, of: picture))
    #expect(sheet.picture.size == PictureSize(width: 824, height: 12 + 24 + 24 + 40 + 24))
    let read = [word("a", x: 12 + 20, y: 12 + 4, width: 30, height: 16), word("b", x: 12 + 41, y: 60 + 3, width: 31, height: 20)]
    let boxes = sheet.original(ReadLine(words: read)).words.map(\.box)
    #expect(boxes == [PixelBox(x: 110, y: 12, width: 15, height: 8), PixelBox(x: 27, y: 51, width: 16, height: 10)])
  }

  @Test func `a sheet has the strips and nothing but background round them`() throws {
    let strip = PixelBox(x: 3, y: 4, width: 20, height: 10)
    let sheet = try #require(StripSheet([strip], of: picture)).picture
    let part = GrayPicture(PictureSize(width: 40, height: 20)) { pixels in
      if let base = pixels.baseAddress { Enlargement(of: picture, strip).write(to: base, rowSize: 40) }
    }
    for y in 0..<sheet.height {
      for x in 0..<sheet.width {
        let isInside = (12..<52).contains(x) && (12..<32).contains(y)
        let expected = isInside ? part.pixels[(y - 12) * 40 + x - 12] : 63
        #expect(sheet.pixels[y * sheet.width + x] == expected)
      }
    }
  }

  @Test func `dark strips of a light picture are made light, and the other way round`() throws {
    for isLight in [true, false] {
      let picture = GrayPicture(PictureSize(width: 100, height: 60)) { pixels in
        for index in pixels.indices {
          let isStrip = (1000..<2000).contains(index)
          pixels[index] = isStrip == isLight ? 40 : 230
        }
      }
      let strip = PixelBox(x: 0, y: 10, width: 100, height: 10)
      let sheet = try #require(StripSheet([strip], of: picture)).picture
      #expect(Set(sheet.pixels) == (isLight ? [230, 215] : [40, 25]))
    }
  }

  @Test func `strips that do not fit are left for the next sheet`() throws {
    let strips = [Int](repeating: 10, count: 5).map { PixelBox(x: 0, y: $0, width: 88, height: 13) }
    let sheet = try #require(StripSheet(strips, of: picture, limit: 200 * (12 + 3 * 50)))
    #expect(sheet.picture.height == 12 + 3 * 50)
    #expect(sheet.count == 3)
    #expect(StripSheet(strips, of: picture, limit: 100)?.count == 1)
    #expect(StripSheet([], of: picture) == nil)
    let many = [PixelBox](repeating: PixelBox(x: 0, y: 0, width: 10, height: 80), count: 1000)
    #expect(StripSheet(many, of: picture).map { $0.count == 173 && $0.picture.height <= 32_000 } == true)
  }

  private var picture: GrayPicture {
    GrayPicture(Self.size) { pixels in
      for index in pixels.indices { pixels[index] = UInt8(index & 127) }
    }
  }

  /// Words of letters ten pixels high and seven wide.
  private func line(_ words: [String], y: Int, blank: Int) -> ReadLine {
    var x = 10
    return ReadLine(
      words: words.map { text in
        defer { x += 7 * text.count + blank }
        return word(text, x: x, y: y)
      })
  }

  private func word(_ text: String, x: Int, y: Int, width: Int? = nil, height: Int = 12) -> ReadWord {
    ReadWord(text: text, box: PixelBox(x: x, y: y, width: width ?? 7 * text.count, height: height), certainty: 90)
  }
}
