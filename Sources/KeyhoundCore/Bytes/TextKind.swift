/// Tells text from other bytes.
package enum TextKind {
  /// How many bytes at the start are looked at.
  private static let sample = 4096

  /// Whether more than one byte in twenty, at the start, is a control character that text does not have.
  ///
  /// A single NUL does not make a file binary: that would be too easy a place to hide a key. Text in UTF-16 counts as text.
  package static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let size = min(bytes.count, sample)
    guard controlCount(bytes.view(0..<size)) * 20 > size else { return false }
    return oddCount(bytes.view(0..<size)) * 20 > size && UTF16Order.detected(in: bytes) == nil
  }

  /// How many control characters there are, line feeds included: mostly so few that no more needs to be known.
  private static func controlCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    var (offset, others) = (0, 0)
    while offset + 8 <= bytes.count {
      // Each byte of `sums` counts one byte in eight; so many steps fit into it.
      let end = min(bytes.count - 7, offset + 255 * 8)
      var sums: UInt64 = 0
      while offset < end {
        let high = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0xE0E0_E0E0_E0E0_E0E0
        // The highest bit of each byte tells whether any of the others, or it, was set.
        let isSet = ((high & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | high
        sums &+= (isSet &>> 7) & 0x0101_0101_0101_0101
        offset &+= 8
      }
      let pairs = (sums & 0x00FF_00FF_00FF_00FF) &+ ((sums &>> 8) & 0x00FF_00FF_00FF_00FF)
      others += Int((pairs &* 0x0001_0001_0001_0001) &>> 48)
    }
    var count = offset - others
    for byte in bytes[offset...] where byte < 0x20 { count += 1 }
    return count
  }

  /// How many bytes are control characters other than tab, line feed, form feed, carriage return, backspace, bell and escape.
  private static func oddCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var start = 0
    while start < bytes.count {
      // Sums of so few bytes fit into a byte, which lets the compiler work on many at once.
      let end = min(bytes.count, start + 128)
      var block: UInt8 = 0
      for index in start..<end {
        let byte = bytes[index]
        let isControl: UInt8 = byte < 0x20 ? 1 : 0
        let isUsual: UInt8 = byte &- 0x07 < 7 || byte == 0x1B ? 1 : 0
        block &+= isControl & ~isUsual
      }
      count += Int(block)
      start = end
    }
    return count
  }
}

/// The byte order of UTF-16 text.
package enum UTF16Order: Sendable {
  case little, big

  /// Looks for a byte order mark, or for text most of which is ASCII.
  package static func detected(in bytes: UnsafeRawBufferPointer) -> UTF16Order? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF && bytes[1] == 0xFE { return .little }
    if bytes[0] == 0xFE && bytes[1] == 0xFF { return .big }
    guard bytes.count >= 8, bytes.view(0..<min(bytes.count, 512)).firstIndex(of: 0, from: 0) != nil else { return nil }
    let pairs = min(bytes.count, 512) / 2
    let high = (0..<pairs).count { bytes[2 * $0] == 0 && isPrintable(bytes[2 * $0 + 1]) }
    let low = (0..<pairs).count { bytes[2 * $0 + 1] == 0 && isPrintable(bytes[2 * $0]) }
    if low * 10 >= pairs * 9 { return .little }
    return high * 10 >= pairs * 9 ? .big : nil
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) || (0x09...0x0D).contains(byte)
  }
}
