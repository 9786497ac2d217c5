import FoundationEssentials
import KeyhoundCore
import Testing

@testable import KeyhoundImages

@Suite struct DecodingTests {
  private static let pattern = Drawing.pattern(width: 61, height: 43)

  @Test(arguments: [(1, 1), (61, 43), (64, 8), (300, 5)])
  func `pictures without loss come back as they were`(width: Int, height: Int) throws {
    let picture = Drawing.pattern(width: width, height: height)
    #expect(try decoded(PictureFile.png(picture)) == picture)
    #expect(try decoded(PictureFile.webp(picture)) == picture)
    #expect(try decoded(PictureFile.bmp(picture, bits: 8)) == picture)
    #expect(try decoded(PictureFile.bmp(picture, bits: 24)) == picture)
    #expect(try decoded(PictureFile.bmp(picture, bits: 32, isTopDown: true)) == picture)
  }

  @Test(arguments: [false, true])
  func `the first picture of a GIF comes back, in whatever order its rows are`(isInterlaced: Bool) throws {
    let expected = GrayPicture(width: 61, height: 43, pixels: Self.pattern.pixels.map { $0 & 254 })
    #expect(try decoded(PictureFile.gif(Self.pattern, isInterlaced: isInterlaced)) == expected)
  }

  @Test func `the first frame of a moving WebP comes back`() throws {
    #expect(try decoded(PictureFile.movingWebP(Self.pattern)) == Self.pattern)
  }

  @Test(arguments: [1, 4]) func `few bits choose from a palette`(bits: Int) throws {
    let levels = (1 << bits) - 1
    let expected = Self.pattern.pixels.map { UInt8(Int($0) * levels / 255 * 255 / levels) }
    #expect(try decoded(PictureFile.bmp(Self.pattern, bits: bits)).pixels == expected)
  }

  @Test func `JPEG comes back nearly as it was`() throws {
    let slope = Drawing.slope(width: 120, height: 80)
    let result = try decoded(PictureFile.jpeg(slope))
    #expect(result.size == slope.size)
    #expect(zip(result.pixels, slope.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 4 })
  }

  @Test func `transparent pixels are white under dark ones and black under light ones`() throws {
    let size = PictureSize(width: 4, height: 1)
    for (ink, background) in [(UInt8(0), UInt8(255)), (255, 0)] {
      let pixels: [UInt8] = [ink, ink, ink, 255, 90, 90, 90, 0, ink, ink, ink, 255, ink, ink, ink, 0]
      let expected = [ink, background, ink, background]
      #expect(try decoded(PictureFile.png(rgba: pixels, size)).pixels == expected)
      #expect(try decoded(PictureFile.webp(rgba: pixels, size)).pixels == expected)
      let shades = GrayPicture(width: 4, height: 1, pixels: [ink & 254, 90, ink & 254, 90])
      #expect(try decoded(PictureFile.gif(shades, transparent: 90)).pixels.map { $0 >= 254 ? 255 : $0 } == expected)
    }
  }

  @Test func `colours are as light as they look`() throws {
    let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 200, 200, 200, 255]
    #expect(try decoded(PictureFile.png(rgba: pixels, PictureSize(width: 4, height: 1))).pixels == [76, 150, 29, 200])
  }

  @Test(arguments: ["", "BM and so on, a text of some length", "II*", "RIFF....WAVE", "GIF"])
  func `what is no picture is not taken for one`(text: String) {
    Array(text.utf8).withUnsafeBytes { #expect(PictureFormat(of: $0) == nil) }
  }

  @Test func `the pixels before damage are kept, and the damage is told`() throws {
    // libpng takes blocks of some kilobytes, and nothing of one that is not complete.
    let picture = Drawing.noise(width: 200, height: 200)
    let files = try [
      PictureFile.png(picture), PictureFile.jpeg(picture), PictureFile.gif(picture), PictureFile.bmp(picture, bits: 24),
    ]
    for file in files {
      let cut = Array(file.prefix(file.count * 2 / 3))
      let decoded = try cut.withUnsafeBytes { try DecodedPicture($0, as: #require(PictureFormat(of: $0))) }
      #expect(decoded.damage != nil)
      #expect(decoded.picture.pixels.contains { $0 != 255 && $0 != 0 })
    }
  }

  /// A header may promise any size; nobody has allocated for it yet.
  @Test func `sizes are known before any pixel is`() throws {
    var png = try PictureFile.png(Self.pattern)
    png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    // The checksum no longer fits, which is damage; BMP and GIF have none.
    #expect(throws: PictureError.self) { try size(png) }
    var bmp = PictureFile.bmp(Self.pattern, bits: 8)
    bmp.replaceSubrange(18..<26, with: PictureFile.little(2_000_000, 4) + PictureFile.little(-2_000_000, 4))
    #expect(try size(bmp) == PictureSize(width: 2_000_000, height: 2_000_000))
    var tiff = PictureFile.tiff(Self.pattern)
    tiff.replaceSubrange(18..<22, with: PictureFile.little(0xFFFF_FFFF, 4))
    #expect(try size(tiff) == PictureSize(width: 0xFFFF_FFFF, height: 43))
  }

  @Test(arguments: PictureFormat.allCases)
  func `no bytes whatever break a decoder`(format: PictureFormat) throws {
    let file = try file(format)
    var generator = SystemRandomNumberGenerator()
    for round in 0..<rounds {
      var bytes = file
      for _ in 0..<(1 + round % 6) { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255) }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count)) }
      tryToDecode(bytes)
    }
  }

  private var rounds: Int { 10 * (ProcessInfo.processInfo.environment["KEYHOUND_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 40) }

  private func tryToDecode(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { memory in
      guard let format = PictureFormat(of: memory), let size = try? format.size(of: memory), size.pixels < 4_000_000,
        let decoded = try? DecodedPicture(memory, as: format)
      else { return }
      #expect(decoded.picture.size == size)
    }
  }

  private func file(_ format: PictureFormat) throws -> [UInt8] {
    switch format {
    case .png: try PictureFile.png(Self.pattern)
    case .jpeg: try PictureFile.jpeg(Self.pattern)
    case .webp: try PictureFile.movingWebP(Self.pattern)
    case .gif: PictureFile.gif(Self.pattern, isInterlaced: true, transparent: 8)
    case .bmp: PictureFile.bmp(Self.pattern, bits: 4)
    case .tiff: PictureFile.tiff(Self.pattern)
    }
  }

  private func decoded(_ file: [UInt8]) throws -> GrayPicture {
    try file.withUnsafeBytes { bytes in
      let format = try #require(PictureFormat(of: bytes))
      let decoded = try DecodedPicture(bytes, as: format)
      #expect(decoded.damage == nil)
      #expect(try format.size(of: bytes) == decoded.picture.size)
      return decoded.picture
    }
  }

  private func size(_ file: [UInt8]) throws -> PictureSize {
    try file.withUnsafeBytes { try #require(PictureFormat(of: $0)).size(of: $0) }
  }
}
