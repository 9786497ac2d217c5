import KeyhoundCore

/// The kinds of picture, told by their first bytes, whatever the file is called.
enum ImageFormat {
  case png, jpeg, gif, webp, tiff, bmp

  init?(of image: some ImageBytes) {
    switch image[0] {
    case 0x89 where image.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0): self = .png
    case 0xFF where image.has([0xFF, 0xD8, 0xFF], at: 0): self = .jpeg
    case 0x47 where image.has("GIF89a", at: 0) || image.has("GIF87a", at: 0): self = .gif
    case 0x52 where image.has("RIFF", at: 0) && image.has("WEBP", at: 8): self = .webp
    case 0x49 where image.has([0x49, 0x49, 0x2A, 0x00], at: 0): self = .tiff
    case 0x4D where image.has([0x4D, 0x4D, 0x00, 0x2A], at: 0): self = .tiff
    case 0x42 where image[1] == 0x4D && Self.hasBitmapHeader(image): self = .bmp
    default: return nil
    }
  }

  /// Two letters are not much to tell a bitmap by, so what follows has to fit: zeros, and a header of a size that there is.
  private static func hasBitmapHeader(_ image: some ImageBytes) -> Bool {
    image.integer(at: 6, count: 4) == 0 && bitmapHeaderSizes.contains(image.littleInteger(at: 14, count: 4))
  }

  private static let bitmapHeaderSizes: Set = [12, 16, 40, 52, 56, 64, 108, 124]

  /// The texts in a picture of this kind, in the order in which it names them; those behind damage are lost.
  func texts(of image: some ImageBytes) -> [ImageText] {
    switch self {
    case .png: PNGTexts(image: image).all()
    case .jpeg: JPEGTexts(image: image).all()
    case .gif: GIFTexts(image: image).all()
    case .webp: WebPTexts(image: image).all()
    case .tiff: TIFFTexts(image: image).all()
    case .bmp: []
    }
  }
}
