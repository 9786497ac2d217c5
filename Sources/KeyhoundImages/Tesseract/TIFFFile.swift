/// Pictures as pages of one TIFF file, gray and not compressed: what Tesseract takes several of at once.
struct TIFFFile {
  private(set) var bytes: [UInt8]
  /// Where the number of the next page's directory goes.
  private var link = 4

  init(capacity: Int = 0) {
    bytes = [0x49, 0x49, 0x2A, 0x00, 0, 0, 0, 0]
    bytes.reserveCapacity(capacity)
  }

  /// How many bytes a page takes besides its pixels.
  static let overhead = 256

  /// Appends a page whose pixels `write` writes to where it is told.
  mutating func add(_ size: PictureSize, write: (UnsafeMutablePointer<UInt8>) -> Void) {
    let pixels = bytes.count
    bytes += [UInt8](repeating: 255, count: size.pixels)
    bytes.withUnsafeMutableBufferPointer { memory in
      if size.pixels > 0, let base = memory.baseAddress { write(base + pixels) }
    }
    // Directories begin at even places.
    if bytes.count % 2 == 1 { bytes.append(0) }
    replaceLink(by: bytes.count)
    appendDirectory(size, pixels: pixels)
  }

  private mutating func appendDirectory(_ size: PictureSize, pixels: Int) {
    let fields: [(tag: UInt32, value: Int)] = [
      (256, size.width), (257, size.height), (258, 8), (259, 1), (262, 1), (273, pixels), (277, 1), (278, size.height),
      (279, size.pixels),
    ]
    append(UInt32(fields.count), bytes: 2)
    for field in fields {
      append(field.tag, bytes: 2)
      append(4, bytes: 2)
      append(1, bytes: 4)
      append(UInt32(truncatingIfNeeded: field.value), bytes: 4)
    }
    link = bytes.count
    append(0, bytes: 4)
  }

  private mutating func replaceLink(by offset: Int) {
    for index in 0..<4 { bytes[link + index] = UInt8(truncatingIfNeeded: offset >> (8 * index)) }
  }

  private mutating func append(_ value: UInt32, bytes count: Int) {
    bytes += (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}
