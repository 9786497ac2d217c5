/// The kinds of picture whose pixels are read, told by their first bytes, whatever the file is called.
enum PictureFormat: String, CaseIterable, Sendable {
  case png = "PNG"
  case jpeg = "JPEG"
  case webp = "WebP"
  case gif = "GIF"
  case bmp = "BMP"
  case tiff = "TIFF"

  init?(of file: UnsafeRawBufferPointer) {
    let start = Array(file.prefix(12))
    switch start.first {
    case 0x89 where start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
    case 0xFF where start.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
    case 0x47 where start.starts(with: "GIF87a".utf8) || start.starts(with: "GIF89a".utf8): self = .gif
    case 0x52 where start.starts(with: "RIFF".utf8) && start.dropFirst(8).elementsEqual("WEBP".utf8): self = .webp
    case 0x42 where start.starts(with: "BM".utf8) && BMPHeader.isLikely(file): self = .bmp
    case 0x49 where start.starts(with: [0x49, 0x49, 0x2A, 0x00]): self = .tiff
    case 0x4D where start.starts(with: [0x4D, 0x4D, 0x00, 0x2A]): self = .tiff
    default: return nil
    }
  }

  /// Reads no more than the header.
  func size(of file: UnsafeRawBufferPointer) throws(PictureError) -> PictureSize {
    switch self {
    case .png: try PNGDecoder(file).size
    case .jpeg: try JPEGDecoder(file).size
    case .webp: try WebPDecoder(file).size
    case .gif: try GIFDecoder(file).size
    case .bmp: try BMPHeader(file).size
    case .tiff: try TIFFHeader(file).largestSize
    }
  }
}
