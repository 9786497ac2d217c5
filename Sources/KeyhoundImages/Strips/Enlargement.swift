import KeyhoundCore

/// A part of a picture with twice as many pixels in each direction, by a Lanczos filter of six taps. Small letters are read better so.
///
/// Every new pixel lies a quarter of an old one before or behind the middle of an old one, so that one set of weights, forward and
/// backward, serves them all.
struct Enlargement {
  /// The size is so many times that of the original.
  static let factor = 2

  /// In 4096ths, for the old pixels from two before to three behind the nearest one.
  private static let weights: (Int32, Int32, Int32, Int32, Int32, Int32) = (123, -546, 3658, 1110, -279, 30)

  private typealias Rows = (
    UnsafePointer<Int16>, UnsafePointer<Int16>, UnsafePointer<Int16>, UnsafePointer<Int16>, UnsafePointer<Int16>,
    UnsafePointer<Int16>
  )

  /// How many pixels are added at both ends of a row, that the filter need not ask where it is.
  private static let margin = 3

  private let picture: GrayPicture
  private let part: PixelBox
  private let paddedSize: Int

  /// - Precondition: the part lies within the picture.
  init(of picture: GrayPicture, _ part: PixelBox) {
    precondition(part.x >= 0 && part.y >= 0)
    precondition(part.x + part.width <= picture.width && part.y + part.height <= picture.height)
    self.picture = picture
    self.part = part
    paddedSize = part.width + 2 * Self.margin
  }

  /// Writes the enlarged part, row by row, into a picture whose rows have `rowSize` pixels.
  func write(to memory: UnsafeMutablePointer<UInt8>, rowSize: Int) {
    let padded = paddedRows()
    var blended = [Int16](repeating: 0, count: paddedSize)
    padded.withUnsafeBufferPointer { padded in
      guard let base = padded.baseAddress else { return }
      for y in 0..<2 * part.height {
        let isForward = y % 2 == 1
        blended.withUnsafeMutableBufferPointer { blended in
          guard let row = blended.baseAddress else { return }
          Self.blend(rows(around: y / 2, base, isForward: isForward), into: row, count: paddedSize)
          Self.spread(row, into: memory + y * rowSize, count: part.width)
        }
      }
    }
  }

  /// The six rows that new row takes part of, the one with the first weight first.
  private func rows(around y: Int, _ base: UnsafePointer<Int16>, isForward: Bool) -> Rows {
    func row(_ step: Int) -> UnsafePointer<Int16> {
      base + min(max(y + (isForward ? step : -step), 0), part.height - 1) * paddedSize
    }
    return (row(-2), row(-1), row(0), row(1), row(2), row(3))
  }

  /// The pixels as wider numbers, with the outermost ones repeated to both sides.
  private func paddedRows() -> [Int16] {
    [Int16](unsafeUninitializedCapacity: paddedSize * part.height) { memory, count in
      count = paddedSize * part.height
      for y in 0..<part.height {
        let row = (part.y + y) * picture.width + part.x
        for x in 0..<paddedSize {
          let column = min(max(x - Self.margin, 0), part.width - 1)
          memory[y * paddedSize + x] = Int16(picture.pixels[row + column])
        }
      }
    }
  }

  /// Filters downwards; the result has four more binary digits than a pixel.
  private static func blend(_ rows: Rows, into result: UnsafeMutablePointer<Int16>, count: Int) {
    let (a, b, c, d, e, f) = weights
    for x in 0..<count {
      let first = Int32(rows.0[x]) &* a &+ Int32(rows.1[x]) &* b &+ Int32(rows.2[x]) &* c
      let second = Int32(rows.3[x]) &* d &+ Int32(rows.4[x]) &* e &+ Int32(rows.5[x]) &* f
      result[x] = Int16(truncatingIfNeeded: (first &+ second &+ 128) &>> 8)
    }
  }

  /// Filters sideways: two new pixels from each old one.
  private static func spread(_ row: UnsafePointer<Int16>, into result: UnsafeMutablePointer<UInt8>, count: Int) {
    let (a, b, c, d, e, f) = weights
    for x in 0..<count {
      let p = row + x
      let middle = Int32(p[margin])
      let (l1, l2, l3) = (Int32(p[margin - 1]), Int32(p[margin - 2]), Int32(p[margin - 3]))
      let (r1, r2, r3) = (Int32(p[margin + 1]), Int32(p[margin + 2]), Int32(p[margin + 3]))
      let before = r2 &* a &+ r1 &* b &+ middle &* c &+ l1 &* d &+ l2 &* e &+ l3 &* f
      let behind = l2 &* a &+ l1 &* b &+ middle &* c &+ r1 &* d &+ r2 &* e &+ r3 &* f
      result[2 &* x] = pixel(before)
      result[2 &* x &+ 1] = pixel(behind)
    }
  }

  @inline(__always)
  private static func pixel(_ sum: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: min(max((sum &+ 1 << 15) &>> 16, 0), 255))
  }
}
