import CImages

/// Decodes WebP with libwebp; of moving pictures the first one.
struct WebPDecoder {
  private let file: UnsafeRawBufferPointer
  let size: PictureSize

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    let features = try Self.features(file)
    guard features.has_animation != 0 else {
      self.file = file
      size = PictureSize(width: Int(features.width), height: Int(features.height))
      return
    }
    self.file = try Self.firstFrame(of: file)
    let frame = try Self.features(self.file)
    size = PictureSize(width: Int(frame.width), height: Int(frame.height))
  }

  func decode() throws(PictureError) -> DecodedPicture {
    let pixels = ColorPixels(size)
    let bytes = file.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let isDone =
      WebPDecodeRGBAInto(bytes, file.count, pixels.bytes.baseAddress, pixels.bytes.count, Int32(4 * size.width)) != nil
    guard isDone || pixels.bytes.contains(where: { $0 != 0 }) else { throw Self.damage }
    return DecodedPicture(pixels.gray(), damage: isDone ? nil : Self.damage)
  }

  private static let damage = PictureError.damaged(format: "WebP", reason: "its pixels cannot be decoded")

  private static func features(_ file: UnsafeRawBufferPointer) throws(PictureError) -> WebPBitstreamFeatures {
    var features = WebPBitstreamFeatures()
    let status = WebPGetFeatures(file.baseAddress?.assumingMemoryBound(to: UInt8.self), file.count, &features)
    guard status == VP8_STATUS_OK else { throw .damaged(format: "WebP", reason: "its header is not complete") }
    return features
  }

  /// What the first ANMF chunk holds behind its own 16 bytes: a picture as in a file that does not move.
  private static func firstFrame(of file: UnsafeRawBufferPointer) throws(PictureError) -> UnsafeRawBufferPointer {
    var offset = 12
    while offset + 24 <= file.count {
      let length = Int(UInt32(littleEndian: file.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)))
      let end = min(offset + 8 + length, file.count)
      if file[offset..<offset + 4].elementsEqual("ANMF".utf8), end > offset + 24 {
        return UnsafeRawBufferPointer(rebasing: file[offset + 24..<end])
      }
      offset = end + length % 2
    }
    throw .damaged(format: "WebP", reason: "it has no frame")
  }
}
