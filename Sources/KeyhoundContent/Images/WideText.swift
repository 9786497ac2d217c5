import KeyhoundCore

/// ASCII in UTF-16 amid other bytes, as EXIF comments and the fields of some editors have it.
enum WideText {
  static let decoder = "utf-16"
  private static let shortestRun = 8

  /// Appends each run of wide characters on a line of its own. Returns whether there was one.
  static func narrow(_ bytes: UnsafeRawBufferPointer, into text: DecodedText) -> Bool {
    var offset = 0
    while offset + 2 * shortestRun <= bytes.count {
      let count = runLength(bytes, at: offset)
      for index in 0..<count where count >= shortestRun {
        let place = offset + 2 * index
        text.append(bytes[place], for: place..<place + 1)
      }
      if count >= shortestRun { text.append(punctuation: "\n", at: offset + 2 * count - 1) }
      offset += max(1, 2 * count - 1)
    }
    return !text.isEmpty
  }

  /// How many printable characters follow one another with one zero between. The zero may come before or behind each.
  private static func runLength(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    var count = 0
    while offset + 2 * count < bytes.count, isPrintable(bytes[offset + 2 * count]) {
      count += 1
      guard offset + 2 * count - 1 < bytes.count, bytes[offset + 2 * count - 1] == 0 else { break }
    }
    return count
  }

  private static func isPrintable(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }
}
