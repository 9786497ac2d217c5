import CImages

/// Decodes PNG through the part of libpng that reports errors by return, not by jumps.
struct PNGDecoder {
  private let file: UnsafeRawBufferPointer
  let size: PictureSize

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    self.file = file
    var image = png_image()
    defer { png_image_free(&image) }
    try Self.begin(&image, file)
    size = PictureSize(width: Int(image.width), height: Int(image.height))
  }

  func decode() throws(PictureError) -> DecodedPicture {
    var image = png_image()
    defer { png_image_free(&image) }
    try Self.begin(&image, file)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
    let pixels = ColorPixels(size)
    let isDone = png_image_finish_read(&image, nil, pixels.bytes.baseAddress, Int32(4 * size.width), nil) != 0
    return DecodedPicture(pixels.gray(), damage: isDone ? nil : Self.damage(image))
  }

  private static func begin(_ image: inout png_image, _ file: UnsafeRawBufferPointer) throws(PictureError) {
    image.version = UInt32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else { throw damage(image) }
  }

  private static func damage(_ image: png_image) -> PictureError {
    let message = withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return .damaged(format: "PNG", reason: message)
  }
}
