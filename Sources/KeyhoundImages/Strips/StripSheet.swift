import KeyhoundCore

/// Strips of a picture, enlarged, one below the other: one page to read instead of many.
struct StripSheet {
  let picture: GrayPicture
  /// How many strips it took.
  var count: Int { places.count }
  /// Each strip, and where its enlargement begins on the sheet.
  private let places: [(strip: PixelBox, y: Int)]

  /// Pixels round every strip.
  private static let margin = 12

  /// Takes the first strips, as many as fit into `limit` pixels, but one at least; `nil` when there are none.
  init?(_ strips: some Collection<PixelBox>, of picture: GrayPicture, limit: Int = 1 << 24) {
    let width = Enlargement.factor * (strips.map(\.width).max() ?? 0) + 2 * Self.margin
    var places: [(strip: PixelBox, y: Int)] = []
    var y = Self.margin
    for strip in strips {
      let end = y + Enlargement.factor * strip.height + 2 * Self.margin
      if !places.isEmpty, width * end > limit || end > PictureBudget.maximumSide { break }
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
    let background = picture.shades(in: picture.frame).median
    return GrayPicture(size) { pixels in
      pixels.update(repeating: background)
      for (strip, y) in places {
        guard let start = pixels.baseAddress.map({ $0 + y * size.width + margin }) else { continue }
        Enlargement(of: picture, strip).write(to: start, rowSize: size.width)
        if picture.shades(in: strip).areDark != (background < 128) { invert(start, strip, rowSize: size.width) }
      }
    }
  }

  /// Dark panels on a light page are read better when they are like the page.
  private static func invert(_ start: UnsafeMutablePointer<UInt8>, _ strip: PixelBox, rowSize: Int) {
    for y in 0..<Enlargement.factor * strip.height {
      for x in 0..<Enlargement.factor * strip.width { start[y * rowSize + x] ^= 255 }
    }
  }
}
