import ChildProcesses
package import KeyhoundCore

/// Reads the text off pictures with Tesseract and leaves it to a judge what of it looks like keys.
///
/// A picture is read as it is, and then once more, enlarged, where a long line is: what one pass misses the other finds. Most pictures
/// have no such line and are done with the first pass.
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
    let deadline = Deadline(seconds: budget.seconds)
    if format == .tiff { return try lines(of: Array(file), until: deadline) }
    let decoded = try DecodedPicture(file, as: format)
    reading.problem = decoded.damage.map { ($0.kind, $0.description) }
    let shades = decoded.picture.shades(in: decoded.picture.frame)
    guard shades.haveContrast else { return [] }
    // Tesseract would find out line by line.
    let picture = shades.areDark ? decoded.picture.inverted : decoded.picture
    let first = try lines(of: TIFFFile.bytes(of: picture), until: deadline)
    do {
      return first + (try linesOfStrips(for: first, in: picture, until: deadline))
    } catch {
      // What was read at first is not lost.
      reading.problem = (error.kind, error.description)
      return first
    }
  }

  /// What the long ones among the lines look like when they are enlarged.
  private func linesOfStrips(
    for lines: [ReadLine], in picture: GrayPicture, until deadline: Deadline
  ) throws(PictureError) -> [ReadLine] {
    var strips = Strips(of: lines, in: picture.size).boxes[...]
    var result: [ReadLine] = []
    while let sheet = StripSheet(strips, of: picture) {
      result += try self.lines(of: TIFFFile.bytes(of: sheet.picture), until: deadline).map(sheet.original)
      strips = strips.dropFirst(sheet.count)
    }
    return result
  }

  private func lines(of file: [UInt8], until deadline: Deadline) throws(PictureError) -> [ReadLine] {
    let table = try tesseract.table(of: file, until: deadline)
    let pages = Dictionary(grouping: table.lines, by: \.page).sorted { $0.key < $1.key }
    return pages.flatMap { LineAssembly($0.value.map(\.line)).lines }
  }
}
