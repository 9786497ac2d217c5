/// What stands before the pixels of a BMP.
struct BMPHeader {
  let size: PictureSize
  /// Whether the uppermost row comes first; as a rule the lowest does.
  let isTopDown: Bool
  let bitsPerPixel: Int
  /// How light each colour of the palette is.
  let palette: [UInt8]
  let pixelOffset: Int

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    let fields = LittleEndianFields(file)
    let headerSize = fields.integer(at: 14, count: 4)
    let isOld = headerSize == 12
    guard fields.count > 14 + headerSize else { throw Self.damage("its header is not complete") }
    let width = isOld ? fields.integer(at: 18, count: 2) : Int(Int32(truncatingIfNeeded: fields.integer(at: 18, count: 4)))
    let height = isOld ? fields.integer(at: 20, count: 2) : Int(Int32(truncatingIfNeeded: fields.integer(at: 22, count: 4)))
    bitsPerPixel = fields.integer(at: isOld ? 24 : 28, count: 2)
    size = PictureSize(width: width, height: abs(height))
    isTopDown = height < 0
    pixelOffset = fields.integer(at: 10, count: 4)
    guard size.width > 0, size.height > 0 else { throw Self.damage("it has no pixels") }
    let compression = isOld ? 0 : fields.integer(at: 30, count: 4)
    guard [1, 4, 8, 24, 32].contains(bitsPerPixel), compression == 0 || (compression == 3 && Self.hasUsualMasks(fields)) else {
      throw .unsupported(format: "BMP", kind: "\(bitsPerPixel) bits per pixel with compression \(compression)")
    }
    palette = bitsPerPixel > 8 ? [] : Self.palette(fields, headerSize: headerSize, end: pixelOffset, bits: bitsPerPixel)
  }

  /// How many bytes a row takes; rows end at multiples of four.
  var rowSize: Int { (size.width * bitsPerPixel + 31) / 32 * 4 }

  private static func palette(_ fields: LittleEndianFields, headerSize: Int, end: Int, bits: Int) -> [UInt8] {
    let step = headerSize == 12 ? 3 : 4
    let start = 14 + headerSize
    let count = min(1 << bits, max(0, min(end, fields.count) - start) / step)
    let shades = (0..<count).map { index in
      let color = fields.integer(at: start + step * index, count: 3)
      return UInt8(Luminance.of(red: UInt8(color >> 16), green: UInt8(color >> 8 & 255), blue: UInt8(color & 255)))
    }
    return shades + [UInt8](repeating: 0, count: 256 - count)
  }

  private static func hasUsualMasks(_ fields: LittleEndianFields) -> Bool {
    (0..<3).map { fields.integer(at: 54 + 4 * $0, count: 4) } == [0xFF0000, 0xFF00, 0xFF]
  }

  private static func damage(_ reason: String) -> PictureError { .damaged(format: "BMP", reason: reason) }
}
