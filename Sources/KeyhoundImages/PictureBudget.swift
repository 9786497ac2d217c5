/// How much may be spent on one picture.
package struct PictureBudget: Sendable {
  /// Smaller pictures hold no key that could be read.
  package var minimumWidth = 60
  package var minimumHeight = 10
  /// Larger ones are refused before their pixels are decoded.
  package var maximumPixels = 40_000_000
  /// For the program that reads; it is ended when they are over.
  package var seconds = 20.0

  /// Tesseract takes no picture with more pixels in one direction.
  static let maximumSide = 32_000

  package init() {}

  func isTooSmall(_ size: PictureSize) -> Bool { size.width < minimumWidth || size.height < minimumHeight }

  func check(_ size: PictureSize) throws(PictureError) {
    guard size.pixels <= maximumPixels else {
      throw .tooManyPixels(width: size.width, height: size.height, limit: maximumPixels)
    }
    guard max(size.width, size.height) <= Self.maximumSide else {
      throw .tooLong(width: size.width, height: size.height, limit: Self.maximumSide)
    }
  }
}
