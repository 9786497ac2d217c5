import KeyhoundCore

/// The pixels of a picture file.
struct DecodedPicture: Sendable {
  var picture: GrayPicture
  /// What is wrong with the file, when some pixels could be had none the less; the others are white.
  var damage: PictureError?

  /// Decodes a picture whose size has been found acceptable. Of moving pictures it is the first one.
  init(_ file: UnsafeRawBufferPointer, as format: PictureFormat) throws(PictureError) {
    switch format {
    case .png: self = try PNGDecoder(file).decode()
    case .jpeg: self = try JPEGDecoder(file).decode()
    case .webp: self = try WebPDecoder(file).decode()
    case .gif: self = try GIFDecoder(file).decode()
    case .bmp: self = try BMPDecoder(file).decode()
    case .tiff: throw .unsupported(format: "TIFF", kind: "decoding")
    }
  }

  init(_ picture: GrayPicture, damage: PictureError? = nil) {
    self.picture = picture
    self.damage = damage
  }
}
