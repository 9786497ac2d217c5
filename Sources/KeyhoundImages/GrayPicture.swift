/// A picture in shades of gray, one byte for each pixel, row by row from the top; 0 is black.
struct GrayPicture: Equatable, Sendable {
  let width: Int
  let height: Int
  let pixels: [UInt8]

  /// - Precondition: there are `width * height` pixels.
  init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Lets `fill` write all pixels.
  init<Failure: Error>(
    _ size: PictureSize, fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let count = size.width * size.height
    var pixels = [UInt8](repeating: 255, count: count)
    var failure: Failure?
    pixels.withUnsafeMutableBufferPointer { memory in
      do throws(Failure) { try fill(memory) } catch { failure = error }
    }
    if let failure { throw failure }
    self.init(width: size.width, height: size.height, pixels: pixels)
  }

  var size: PictureSize { PictureSize(width: width, height: height) }
}

/// What the header of a picture promises.
struct PictureSize: Equatable, Sendable {
  var width: Int
  var height: Int

  /// Saturates, for headers may say anything.
  var pixels: Int {
    let (product, overflow) = width.multipliedReportingOverflow(by: height)
    return overflow ? .max : product
  }
}
