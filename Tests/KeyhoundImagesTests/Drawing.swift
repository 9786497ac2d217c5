@testable import KeyhoundImages

/// Pictures to decode, and pictures to read.
enum Drawing {
  /// Every shade there is, with steps that smoothing would show.
  static func pattern(width: Int, height: Int) -> GrayPicture {
    GrayPicture(PictureSize(width: width, height: height)) { pixels in
      for index in pixels.indices { pixels[index] = UInt8((index % width * 7 + index / width * 13) & 255) }
    }
  }

  /// Shades that change slowly, as lossy formats like them.
  static func slope(width: Int, height: Int) -> GrayPicture {
    GrayPicture(PictureSize(width: width, height: height)) { pixels in
      for index in pixels.indices { pixels[index] = UInt8((index % width + index / width) * 255 / (width + height)) }
    }
  }

  /// Shades that no format makes smaller.
  static func noise(width: Int, height: Int) -> GrayPicture {
    GrayPicture(width: width, height: height, pixels: (0..<width * height).map { _ in .random(in: 0...255) })
  }

  /// Block letters, `scale` pixels a dot, with the upper left corner of the first at (`x`, `y`).
  static func text(_ text: String, x: Int, y: Int, scale: Int, in size: PictureSize, isDark: Bool = false) -> GrayPicture {
    GrayPicture(size) { pixels in
      for index in pixels.indices { pixels[index] = isDark ? 20 : 255 }
      for (number, letter) in text.enumerated() {
        for (row, dots) in (letters[letter] ?? []).enumerated() {
          for (column, dot) in dots.enumerated() where dot == "#" {
            let left = x + (number * 7 + column) * scale
            for line in y + row * scale..<y + (row + 1) * scale {
              for place in left..<left + scale { pixels[line * size.width + place] = isDark ? 230 : 0 }
            }
          }
        }
      }
    }
  }

  private static let letters: [Character: [String]] = [
    "H": ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
    "E": ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
    "L": ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
    "T": ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
    "F": ["#####", "#....", "#....", "####.", "#....", "#....", "#...."],
  ]
}
