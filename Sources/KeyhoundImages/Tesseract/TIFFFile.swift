/// A picture as a TIFF file, gray and not compressed: what Tesseract has least work with.
enum TIFFFile {
  static func bytes(of picture: GrayPicture) -> [UInt8] {
    let fields: [(tag: Int, value: Int)] = [
      (256, picture.width), (257, picture.height), (258, 8), (259, 1), (262, 1), (273, headerSize), (277, 1),
      (278, picture.height), (279, picture.pixels.count),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headerSize + picture.pixels.count)
    bytes += [0x49, 0x49, 0x2A, 0x00, 8, 0, 0, 0] + number(fields.count, bytes: 2)
    for field in fields {
      bytes += number(field.tag, bytes: 2) + number(4, bytes: 2) + number(1, bytes: 4) + number(field.value, bytes: 4)
    }
    return bytes + number(0, bytes: 4) + picture.pixels
  }

  /// The two words at the start and one directory of nine fields.
  private static let headerSize = 8 + 2 + 9 * 12 + 4

  private static func number(_ value: Int, bytes count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
