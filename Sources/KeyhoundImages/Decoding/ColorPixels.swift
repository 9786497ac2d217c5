/// Pixels of red, green, blue and opacity, on their way to gray.
final class ColorPixels {
  let size: PictureSize
  let bytes: UnsafeMutableBufferPointer<UInt8>

  /// All are transparent at first.
  init(_ size: PictureSize) {
    self.size = size
    bytes = .allocate(capacity: size.width * size.height * 4)
    bytes.initialize(repeating: 0)
  }

  deinit {
    bytes.deallocate()
  }

  /// Puts them on the background from which they stand out: black under light pixels, white under dark ones.
  func gray() -> GrayPicture {
    let background: UInt32 = isLight ? 0 : 255
    return GrayPicture(size) { pixels in
      for index in pixels.indices {
        let opacity = UInt32(bytes[4 &* index &+ 3])
        let blend = luminance(index) &* opacity &+ background &* (255 &- opacity)
        pixels[index] = UInt8(truncatingIfNeeded: (blend &+ 127) / 255)
      }
    }
  }

  /// Whether some pixels are transparent, and the others light.
  private var isLight: Bool {
    var opacities = 0
    var sum = 0
    for index in 0..<size.width * size.height {
      let opacity = Int(bytes[4 &* index &+ 3])
      opacities &+= opacity
      sum &+= Int(luminance(index)) &* opacity
    }
    return opacities < 255 * size.width * size.height && sum > opacities * 160
  }

  private func luminance(_ index: Int) -> UInt32 {
    Luminance.of(red: bytes[4 &* index], green: bytes[4 &* index &+ 1], blue: bytes[4 &* index &+ 2])
  }
}

/// How light a colour looks, after ITU-R BT.601.
enum Luminance {
  @inline(__always)
  static func of(red: UInt8, green: UInt8, blue: UInt8) -> UInt32 {
    (UInt32(red) &* 19595 &+ UInt32(green) &* 38470 &+ UInt32(blue) &* 7471 &+ 32768) &>> 16
  }
}
