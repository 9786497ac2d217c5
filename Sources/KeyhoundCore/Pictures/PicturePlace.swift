/// Where in a picture a finding stands.
package struct PicturePlace: Hashable, Sendable {
  /// The SHA-256 of the picture's file, in hexadecimal.
  package var sha256: String
  /// Width and height of the picture in pixels, where they are known.
  package var width: Int?
  package var height: Int?
  package var box: PixelBox

  package init(sha256: String, width: Int? = nil, height: Int? = nil, box: PixelBox) {
    self.sha256 = sha256
    self.width = width
    self.height = height
    self.box = box
  }
}
