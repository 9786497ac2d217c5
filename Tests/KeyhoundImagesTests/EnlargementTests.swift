import KeyhoundCore
import Testing

@testable import KeyhoundImages

@Suite struct EnlargementTests {
  @Test(arguments: [(1, 1), (2, 7), (40, 3), (33, 29)])
  func `the fast filter gives what the plain one gives`(width: Int, height: Int) {
    let picture = Drawing.pattern(width: width, height: height)
    let result = enlarged(picture)
    for y in 0..<2 * height {
      for x in 0..<2 * width {
        #expect(abs(Int(result.pixels[y * 2 * width + x]) - plain(picture, x, y)) <= 1)
      }
    }
  }

  @Test func `an even shade stays as it is`() {
    for shade in [UInt8(0), 1, 127, 254, 255] {
      let result = enlarged(GrayPicture(width: 9, height: 4, pixels: [UInt8](repeating: shade, count: 36)))
      #expect(result.pixels.allSatisfy { $0 == shade })
    }
  }

  @Test func `a part is enlarged as if it were all there is`() {
    let picture = Drawing.pattern(width: 40, height: 30)
    let part = GrayPicture(PictureSize(width: 12, height: 9)) { pixels in
      for index in pixels.indices { pixels[index] = picture.pixels[(5 + index / 12) * 40 + 7 + index % 12] }
    }
    let size = PictureSize(width: 24, height: 18)
    #expect(enlarged(picture, PixelBox(x: 7, y: 5, width: 12, height: 9), into: size) == enlarged(part))
  }

  private func enlarged(_ picture: GrayPicture) -> GrayPicture {
    enlarged(
      picture, PixelBox(x: 0, y: 0, width: picture.width, height: picture.height),
      into: PictureSize(width: 2 * picture.width, height: 2 * picture.height))
  }

  private func enlarged(_ picture: GrayPicture, _ part: PixelBox, into size: PictureSize) -> GrayPicture {
    GrayPicture(size) { pixels in
      if let base = pixels.baseAddress { Enlargement(of: picture, part).write(to: base, rowSize: size.width) }
    }
  }

  /// One new pixel, from the definition.
  private func plain(_ picture: GrayPicture, _ x: Int, _ y: Int) -> Int {
    let weights = [123.0, -546, 3658, 1110, -279, 30].map { $0 / 4096 }
    var sum = 0.0
    for (row, vertical) in weights.enumerated() {
      for (column, horizontal) in weights.enumerated() {
        let oldX = x / 2 + (x % 2 == 1 ? column - 2 : 2 - column)
        let oldY = y / 2 + (y % 2 == 1 ? row - 2 : 2 - row)
        let place = min(max(oldY, 0), picture.height - 1) * picture.width + min(max(oldX, 0), picture.width - 1)
        sum += Double(picture.pixels[place]) * vertical * horizontal
      }
    }
    return Int(min(max(sum.rounded(), 0), 255))
  }
}
