import KeyhoundCore

/// Strips of a picture, enlarged, one below the other: one page to read instead of many.
struct StripSheet {
  let picture: GrayPicture
  /// Each strip, and where its enlargement begins on the sheet.
  private let places: [(strip: PixelBox, y: Int)]

  /// Pixels round every strip.
  private static let margin = 12

  /// Takes strips in their order as long as they fit into `limit` pixels; `nil` when that is none.
  init?(_ strips: [PixelBox], of picture: GrayPicture, limit: Int) {
    let strips = strips.filter { $0.width > 0 && $0.height > 0 }
    let width = Enlargement.factor * (strips.map(\.width).max() ?? 0) + 2 * Self.margin
    var places: [(strip: PixelBox, y: Int)] = []
    var y = Self.margin
    for strip in strips {
      let end = y + Enlargement.factor * strip.height + 2 * Self.margin
      if width * end > limit { break }
      places.append((strip, y))
      y = end
    }
    guard !places.isEmpty else { return nil }
    self.places = places
    self.picture = Self.picture(of: places, in: picture, PictureSize(width: width, height: y))
  }

  /// The words of a line on the sheet where they are in the picture.
  func original(_ line: ReadLine) -> ReadLine {
    ReadLine(words: line.words.map { ReadWord(text: $0.text, box: original($0.box), certainty: $0.certainty) })
  }

  private func original(_ box: PixelBox) -> PixelBox {
    let middle = box.y + box.height / 2
    guard let place = places.last(where: { $0.y - Self.margin <= middle }) ?? places.first else { return box }
    let left = max(0, box.x - Self.margin)
    let top = max(0, box.y - place.y)
    let factor = Enlargement.factor
    return PixelBox(
      x: place.strip.x + left / factor, y: place.strip.y + top / factor,
      width: (box.width + factor - 1) / factor, height: (box.height + factor - 1) / factor)
  }

  private static func picture(
    of places: [(strip: PixelBox, y: Int)], in picture: GrayPicture, _ size: PictureSize
  ) -> GrayPicture {
    let background = picture.medianShade
    return GrayPicture(size) { pixels in
      pixels.update(repeating: background)
      for (strip, y) in places {
        let start = y * size.width + margin
        if let base = pixels.baseAddress { Enlargement(of: picture, strip).write(to: base + start, rowSize: size.width) }
      }
    }
  }
}

extension GrayPicture {
  /// A shade that half of the pixels are not darker than: nearly always that of the background.
  fileprivate var medianShade: UInt8 {
    var counts = [Int](repeating: 0, count: 256)
    for pixel in pixels { counts[Int(pixel)] += 1 }
    var sum = 0
    for (shade, count) in counts.enumerated() {
      sum += count
      if 2 * sum >= pixels.count { return UInt8(shade) }
    }
    return 255
  }
}
