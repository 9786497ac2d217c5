/// The kinds of picture, told by their first bytes, whatever the file is called.
package enum PictureFormat: String, CaseIterable, Sendable {
  case png = "PNG"
  case jpeg = "JPEG"
  case webp = "WebP"
  case gif = "GIF"
  case bmp = "BMP"
  case tiff = "TIFF"

  /// How many bytes at the beginning of a file tell its kind.
  package static let edge = 18

  package init?(of file: UnsafeRawBufferPointer) {
    self.init { $0 < file.count ? file[$0] : nil }
  }

  /// Takes a file byte by byte, as far as it is asked for; `nil` stands behind its end.
  package init?(byteAt byte: (Int) -> UInt8?) {
    func has(_ bytes: some Sequence<UInt8>, at start: Int = 0) -> Bool {
      bytes.enumerated().allSatisfy { byte(start + $0.offset) == $0.element }
    }
    switch byte(0) {
    case 0x89 where has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
    case 0xFF where has([0xFF, 0xD8, 0xFF]): self = .jpeg
    case 0x47 where has("GIF89a".utf8) || has("GIF87a".utf8): self = .gif
    case 0x52 where has("RIFF".utf8) && has("WEBP".utf8, at: 8): self = .webp
    case 0x49 where has([0x49, 0x49, 0x2A, 0x00]): self = .tiff
    case 0x4D where has([0x4D, 0x4D, 0x00, 0x2A]): self = .tiff
    case 0x42 where has("BM".utf8) && has([0, 0, 0, 0], at: 6) && has([0, 0, 0], at: 15):
      // Two letters are not much to tell a bitmap by, so what follows has to fit: zeros, and a header of a size that there is.
      guard let size = byte(14), Self.bitmapHeaderSizes.contains(size) else { return nil }
      self = .bmp
    default: return nil
    }
  }

  private static let bitmapHeaderSizes: Set<UInt8> = [12, 16, 40, 52, 56, 64, 108, 124]
}
