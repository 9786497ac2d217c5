import KeyhoundCore

extension PictureFormat {
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
