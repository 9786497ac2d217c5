import KeyhoundCore

/// How often each shade of gray occurs.
struct Shades {
  private var counts = [Int](repeating: 0, count: 256)

  fileprivate init(_ picture: GrayPicture, _ part: PixelBox) {
    picture.pixels.withUnsafeBufferPointer { pixels in
      for y in part.y..<part.y + part.height {
        for pixel in pixels[y * picture.width + part.x..<y * picture.width + part.x + part.width] { counts[Int(pixel)] += 1 }
      }
    }
  }

  /// The shade that half of the pixels are not darker than: nearly always that of the background.
  var median: UInt8 {
    let half = counts.reduce(0, +) / 2
    var sum = 0
    for (shade, count) in counts.enumerated() {
      sum += count
      if sum > half { return UInt8(shade) }
    }
    return 255
  }

  /// Whether the letters are probably lighter than what they stand on.
  var areDark: Bool { median < 128 }

  /// Whether light and dark differ by more than noise does.
  var haveContrast: Bool {
    guard let darkest = counts.firstIndex(where: { $0 > 0 }), let lightest = counts.lastIndex(where: { $0 > 0 }) else {
      return false
    }
    return lightest - darkest >= 16
  }
}

extension GrayPicture {
  /// The box round all pixels.
  var frame: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }

  /// The shades of a part, which lies within the picture.
  func shades(in part: PixelBox) -> Shades { Shades(self, part) }

  /// The same with light and dark exchanged.
  var inverted: GrayPicture { GrayPicture(width: width, height: height, pixels: pixels.map { $0 ^ 255 }) }
}
