import CImages

/// Decodes the first picture of a GIF with giflib.
final class GIFDecoder {
  private let input: GIFInput
  private let gif: UnsafeMutablePointer<GifFileType>
  /// Which colour is none.
  private var transparent: Int?
  private(set) var size: PictureSize

  /// Reads up to where the pixels begin.
  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    input = GIFInput(file)
    var status: Int32 = 0
    let source = Unmanaged.passUnretained(input).toOpaque()
    guard let gif = DGifOpen(source, { GIFInput.copy($0, $1, $2) }, &status) else { throw Self.damage(status) }
    self.gif = gif
    size = PictureSize(width: Int(gif.pointee.SWidth), height: Int(gif.pointee.SHeight))
    try findPicture()
    // Some programs write a canvas that is too small, or none.
    let frame = gif.pointee.Image
    size.width = max(size.width, Int(frame.Left) + Int(frame.Width))
    size.height = max(size.height, Int(frame.Top) + Int(frame.Height))
  }

  deinit {
    DGifCloseFile(gif, nil)
  }

  func decode() throws(PictureError) -> DecodedPicture {
    let frame = gif.pointee.Image
    guard let map = frame.ColorMap ?? gif.pointee.SColorMap else { throw Self.damage(Int32(D_GIF_ERR_NO_COLOR_MAP)) }
    let colors = UnsafeBufferPointer(start: map.pointee.Colors, count: Int(map.pointee.ColorCount))
    let pixels = ColorPixels(size)
    var row = [GifPixelType](repeating: 0, count: Int(frame.Width))
    for y in Self.rows(frame) {
      guard DGifGetLine(gif, &row, Int32(row.count)) == GIF_OK else {
        return DecodedPicture(pixels.gray(), damage: Self.damage(gif.pointee.Error))
      }
      put(row, colors, into: pixels, x: Int(frame.Left), y: Int(frame.Top) + y)
    }
    return DecodedPicture(pixels.gray())
  }

  private func put(
    _ row: [GifPixelType], _ colors: UnsafeBufferPointer<GifColorType>, into pixels: ColorPixels, x: Int, y: Int
  ) {
    var place = 4 * (y * size.width + x)
    for index in row {
      if Int(index) != transparent, colors.indices.contains(Int(index)) {
        let color = colors[Int(index)]
        (pixels.bytes[place], pixels.bytes[place + 1], pixels.bytes[place + 2]) = (color.Red, color.Green, color.Blue)
        pixels.bytes[place + 3] = 255
      }
      place += 4
    }
  }

  /// The rows in the order in which they are stored: of interlaced pictures every eighth comes first.
  private static func rows(_ frame: GifImageDesc) -> [Int] {
    let height = Int(frame.Height)
    guard frame.Interlace else { return Array(0..<height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0.0, to: height, by: $0.1)) }
  }

  private func findPicture() throws(PictureError) {
    var kind = UNDEFINED_RECORD_TYPE
    while kind != IMAGE_DESC_RECORD_TYPE {
      guard DGifGetRecordType(gif, &kind) == GIF_OK else { throw Self.damage(gif.pointee.Error) }
      if kind == TERMINATE_RECORD_TYPE { throw .damaged(format: "GIF", reason: "it has no picture") }
      if kind == EXTENSION_RECORD_TYPE { try readExtension() }
    }
    guard DGifGetImageDesc(gif) == GIF_OK else { throw Self.damage(gif.pointee.Error) }
  }

  private func readExtension() throws(PictureError) {
    var code: Int32 = 0
    var block: UnsafeMutablePointer<GifByteType>?
    guard DGifGetExtension(gif, &code, &block) == GIF_OK else { throw Self.damage(gif.pointee.Error) }
    while let bytes = block {
      // The first byte is the length; a graphics control block has flags first and the colour last.
      if code == GRAPHICS_EXT_FUNC_CODE, bytes[0] == 4 { transparent = bytes[1] & 1 == 1 ? Int(bytes[4]) : nil }
      guard DGifGetExtensionNext(gif, &block) == GIF_OK else { throw Self.damage(gif.pointee.Error) }
    }
  }

  private static func damage(_ status: Int32) -> PictureError {
    .damaged(format: "GIF", reason: GifErrorString(status).map { String(cString: $0) } ?? "no reason given")
  }
}

/// A file in memory, read from its beginning to its end.
private final class GIFInput {
  private var rest: UnsafeRawBufferPointer

  init(_ file: UnsafeRawBufferPointer) {
    rest = file
  }

  /// What giflib calls to get more bytes; returns how many there were.
  static func copy(
    _ gif: UnsafeMutablePointer<GifFileType>?, _ memory: UnsafeMutablePointer<GifByteType>?, _ count: Int32
  ) -> Int32 {
    guard let source = gif?.pointee.UserData, let memory, count > 0 else { return 0 }
    let input = Unmanaged<GIFInput>.fromOpaque(source).takeUnretainedValue()
    let bytes = input.rest.prefix(Int(count))
    UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyBytes(from: bytes)
    input.rest = UnsafeRawBufferPointer(rebasing: input.rest.dropFirst(bytes.count))
    return Int32(bytes.count)
  }
}
