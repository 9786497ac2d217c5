import KeyhoundCore

/// Questions about UTF-8.
enum UTF8Text {
  /// Whether `bytes` are valid UTF-8. Stretches of ASCII, which most notebooks are, are passed over quickly.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    while position < bytes.count {
      position = endOfASCII(in: bytes, from: position)
      guard position < bytes.count else { return true }
      let length = sequenceLength(in: bytes, at: position)
      guard length > 0 else { return false }
      position += length
    }
    return true
  }

  private static func endOfASCII(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    while position + 64 <= bytes.count {
      var high: UInt8 = 0
      for byte in bytes[position..<position + 64] { high |= byte }
      if high >= 0x80 { break }
      position += 64
    }
    while position < bytes.count, bytes[position] < 0x80 { position += 1 }
    return position
  }

  /// The length of the sequence at `start`, or 0 (RFC 3629).
  private static func sequenceLength(in bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
    let lead = bytes[start]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, start + length <= bytes.count,
      bytes[start + 1..<start + length].allSatisfy(\.isUTF8Continuation)
    else { return 0 }
    let second = bytes[start + 1]
    let isValid =
      switch lead {
      case 0xE0: second >= 0xA0
      case 0xED: second <= 0x9F
      case 0xF0: second >= 0x90
      case 0xF4: second <= 0x8F
      default: true
      }
    return isValid ? length : 0
  }
}
