/// Recognises what HTTP basic authentication sends: the base64 of `name:password`.
package enum BasicCredentials {
  /// Whether `text` is base64 of printable text with a name before a colon and something behind it.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    let digits = text.prefix { $0 != UInt8(ascii: "=") }
    guard text.count <= 512, text.count - digits.count <= 2, digits.count >= 6, digits.count % 4 != 1 else { return false }
    var decoded: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    for digit in digits {
      guard let value = value(of: digit) else { return false }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    guard let colon = decoded.firstIndex(of: UInt8(ascii: ":")), colon + 1 < decoded.count else { return false }
    return decoded.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && decoded.prefix(colon).allSatisfy { $0 < 0x7F }
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit) - 0x41
    case 0x61...0x7A: UInt32(digit) - 0x61 + 26
    case 0x30...0x39: UInt32(digit) - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
