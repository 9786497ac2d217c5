/// The sizes of the pages of a TIFF, whose pixels are left to Tesseract.
struct TIFFHeader {
  private let file: UnsafeRawBufferPointer
  private let isLittle: Bool
  private(set) var pages: [PictureSize] = []

  private static let pageLimit = 256

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    self.file = file
    isLittle = file.first == UInt8(ascii: "I")
    var seen: Set<Int> = []
    var directory = integer(at: 4, count: 4)
    while directory >= 8, directory + 2 <= file.count, seen.insert(directory).inserted, pages.count < Self.pageLimit {
      let end = directory + 2 + 12 * integer(at: directory, count: 2)
      guard end <= file.count else { break }
      pages.append(size(at: directory + 2..<end))
      directory = integer(at: end, count: 4)
    }
    guard pages.contains(where: { $0.pixels > 0 }) else { throw .damaged(format: "TIFF", reason: "it has no page") }
  }

  /// The page with most pixels.
  var largestSize: PictureSize { pages.max { $0.pixels < $1.pixels } ?? PictureSize(width: 0, height: 0) }

  private func size(at entries: Range<Int>) -> PictureSize {
    var size = PictureSize(width: 0, height: 0)
    for entry in stride(from: entries.lowerBound, to: entries.upperBound, by: 12) {
      switch integer(at: entry, count: 2) {
      case 256: size.width = value(at: entry)
      case 257: size.height = value(at: entry)
      default: break
      }
    }
    return size
  }

  /// A number of type SHORT, or LONG.
  private func value(at entry: Int) -> Int { integer(at: entry + 8, count: integer(at: entry + 2, count: 2) == 3 ? 2 : 4) }

  private func integer(at offset: Int, count: Int) -> Int {
    let little = LittleEndianFields(file).integer(at: offset, count: count)
    return isLittle ? little : Int(UInt64(little).byteSwapped >> UInt64(64 - 8 * count))
  }
}
