package import KeyhoundCore

/// Reads the text off pictures with Tesseract and leaves it to a judge what of it looks like keys.
///
/// A picture is read twice, as it is and enlarged: what one pass misses the other finds.
package struct TesseractReader: PictureReader {
  private let tesseract: Tesseract
  private let budget: PictureBudget
  private let judge: @Sendable ([ReadLine]) -> [PictureHit]

  /// `judge` gets the lines of both passes, those of the first before those of the second; all boxes are in pixels of the picture.
  package init(
    _ tesseract: Tesseract, budget: PictureBudget = PictureBudget(), judge: @escaping @Sendable ([ReadLine]) -> [PictureHit]
  ) {
    self.tesseract = tesseract
    self.budget = budget
    self.judge = judge
  }

  package func read(_ bytes: UnsafeRawBufferPointer) -> PictureReading {
    var reading = PictureReading()
    do throws(PictureError) {
      guard let format = PictureFormat(of: bytes) else { throw .unknownFormat }
      let size = try format.size(of: bytes)
      reading.size = (size.width, size.height)
      reading.isTooSmall = budget.isTooSmall(size)
      if reading.isTooSmall { return reading }
      try budget.check(size)
      reading.hits = judge(try lines(in: bytes, format, &reading))
    } catch {
      reading.problem = (error.kind, error.description)
    }
    return reading
  }

  private func lines(
    in file: UnsafeRawBufferPointer, _ format: PictureFormat, _ reading: inout PictureReading
  ) throws(PictureError) -> [ReadLine] {
    if format == .tiff { return try lines(onPagesOf: Array(file), scale: { _ in 1 }) }
    let decoded = try DecodedPicture(file, as: format)
    reading.problem = decoded.damage.map { ($0.kind, $0.description) }
    guard decoded.picture.hasContrast else { return [] }
    let pages = pages(of: decoded.picture)
    return try lines(onPagesOf: pages, scale: { $0 == 0 ? 1 : Enlargement.factor })
  }

  /// The picture as it is and, if that is no larger than allowed, enlarged.
  private func pages(of picture: GrayPicture) -> [UInt8] {
    let enlarged = PictureSize(width: Enlargement.factor * picture.width, height: Enlargement.factor * picture.height)
    let isEnlarged = enlarged.pixels <= budget.maximumEnlargedPixels
    var file = TIFFFile(
      capacity: picture.size.pixels + (isEnlarged ? enlarged.pixels : 0) + 2 * TIFFFile.overhead)
    file.add(picture.size) { $0.update(from: picture.pixels, count: picture.pixels.count) }
    if isEnlarged { file.add(enlarged, write: Enlargement(of: picture).write) }
    return file.bytes
  }

  /// - Parameter scale: how many times larger than the picture a page is.
  private func lines(onPagesOf file: [UInt8], scale: (Int) -> Int) throws(PictureError) -> [ReadLine] {
    let table = try tesseract.table(of: file, seconds: budget.seconds)
    let pages = Dictionary(grouping: table.lines, by: \.page).sorted { $0.key < $1.key }
    return pages.flatMap { page, lines in
      LineAssembly(lines.map { $0.line.shrunk(scale(page)) }).lines
    }
  }
}

extension ReadLine {
  /// The same line in a picture that is so many times smaller.
  fileprivate func shrunk(_ factor: Int) -> ReadLine {
    ReadLine(words: words.map { ReadWord(text: $0.text, box: $0.box.shrunk(factor), certainty: $0.certainty) })
  }
}

extension PixelBox {
  /// Covers every pixel that the larger box covers a part of.
  fileprivate func shrunk(_ factor: Int) -> PixelBox {
    let right = (x + width + factor - 1) / factor
    let bottom = (y + height + factor - 1) / factor
    return PixelBox(x: x / factor, y: y / factor, width: right - x / factor, height: bottom - y / factor)
  }
}

extension GrayPicture {
  /// Whether light and dark differ by more than what an eye tells from noise.
  fileprivate var hasContrast: Bool {
    guard let darkest = pixels.min(), let lightest = pixels.max() else { return false }
    return lightest - darkest >= 16
  }
}
