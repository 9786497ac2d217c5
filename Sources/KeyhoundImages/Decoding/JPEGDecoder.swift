import CImages

/// Decodes JPEG with libturbojpeg; of most pictures only the luminance has to be unpacked.
final class JPEGDecoder {
  private let file: UnsafeRawBufferPointer
  private let decompressor: tjhandle
  private let isPrinted: Bool
  let size: PictureSize

  /// More passes over one picture than any program writes are an attack on time.
  private static let flags = TJFLAG_LIMITSCANS

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    guard let decompressor = tjInitDecompress() else { throw Self.damage(nil) }
    self.file = file
    self.decompressor = decompressor
    var (width, height, subsampling, colors): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let status = tjDecompressHeader3(
      decompressor, file.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(file.count), &width, &height, &subsampling,
      &colors)
    isPrinted = colors == Int32(TJCS_CMYK.rawValue) || colors == Int32(TJCS_YCCK.rawValue)
    size = PictureSize(width: Int(width), height: Int(height))
    guard status == 0, width > 0, height > 0 else { throw Self.damage(decompressor) }
  }

  deinit {
    tjDestroy(decompressor)
  }

  func decode() throws(PictureError) -> DecodedPicture {
    var damage: PictureError?
    let picture = try GrayPicture(size) { pixels throws(PictureError) in
      damage = isPrinted ? try readInks(into: pixels) : try read(into: pixels, TJPF_GRAY, bytes: 1)
    }
    return DecodedPicture(picture, damage: damage)
  }

  /// Pictures for print have four inks, stored inverted: 255 is no ink.
  private func readInks(into pixels: UnsafeMutableBufferPointer<UInt8>) throws(PictureError) -> PictureError? {
    let inks = ColorPixels(size)
    let damage = try read(into: inks.bytes, TJPF_CMYK, bytes: 4)
    for index in pixels.indices {
      let paint = Luminance.of(red: inks.bytes[4 * index], green: inks.bytes[4 * index + 1], blue: inks.bytes[4 * index + 2])
      pixels[index] = UInt8(paint * UInt32(inks.bytes[4 * index + 3]) / 255)
    }
    return damage
  }

  /// Returns what is wrong with a file of which some pixels could be read.
  private func read(
    into memory: UnsafeMutableBufferPointer<UInt8>, _ format: TJPF, bytes: Int
  ) throws(PictureError) -> PictureError? {
    let status = tjDecompress2(
      decompressor, file.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(file.count), memory.baseAddress,
      Int32(size.width), Int32(size.width * bytes), Int32(size.height), Int32(format.rawValue), Self.flags)
    if status == 0 { return nil }
    guard tjGetErrorCode(decompressor) == Int32(TJERR_WARNING.rawValue) else { throw Self.damage(decompressor) }
    return Self.damage(decompressor)
  }

  private static func damage(_ decompressor: tjhandle?) -> PictureError {
    .damaged(format: "JPEG", reason: tjGetErrorStr2(decompressor).map { String(cString: $0) } ?? "no reason given")
  }
}
