import CByteSearch

/// Tells text from other bytes.
package enum TextKind {
  /// How many bytes at the start are looked at.
  static let sample = 4096

  /// Whether more than one byte in twenty, at the start, is a control character that text does not have.
  ///
  /// A single NUL does not make a file binary: that would be too easy a place to hide a key. Text in UTF-16 counts as text.
  package static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let size = min(bytes.count, sample)
    guard let text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return false }
    return byte_search_controls(text, size) * 20 > size && UTF16Order.detected(in: bytes) == nil
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
