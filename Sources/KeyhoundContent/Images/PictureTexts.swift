import KeyhoundCore

extension PictureFormat {
  init?(of image: some ImageBytes) {
    self.init { $0 < image.count ? image[$0] : nil }
  }

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
