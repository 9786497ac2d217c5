import KeyhoundCore

/// Backslash escapes as JSON writes them, and as most languages do.
struct EscapeDecoder {
  static let decoder = "escapes"
  let source: UnsafeRawBufferPointer

  private static var backslash: UInt8 { UInt8(ascii: "\\") }

  /// Appends `range` of the source with its escapes resolved. What is no escape stays as it is, and a lone surrogate becomes U+FFFD.
  /// - Returns: whether there was anything to resolve.
  @discardableResult
  func decode(_ range: Range<Int>, into text: DecodedText) -> Bool {
    var hasEscapes = false
    var position = range.lowerBound
    while position < range.upperBound {
      position = text.copy(position..<range.upperBound, of: source, until: Self.backslash)
      guard position < range.upperBound else { break }
      if let escape = escape(at: position, end: range.upperBound) {
        append(escape.scalar, for: position..<position + escape.length, into: text)
        position += escape.length
        hasEscapes = true
      } else {
        let end = min(position + 2, range.upperBound)
        text.copy(position..<end, of: source)
        position = end
      }
    }
    return hasEscapes
  }

  /// Whether there is anything to resolve.
  var hasEscapes: Bool {
    var start = 0
    while let found = source.firstIndex(of: Self.backslash, from: start) {
      if escape(at: found, end: source.count) != nil { return true }
      start = found + 2
    }
    return false
  }

  private struct Escape {
    var scalar: UInt32
    /// Bytes of the source that it takes.
    var length: Int
  }

  @inline(__always)
  private func escape(at offset: Int, end: Int) -> Escape? {
    guard offset + 1 < end else { return nil }
    switch source[offset + 1] {
    case UInt8(ascii: "n"): return Escape(scalar: 0x0A, length: 2)
    case UInt8(ascii: "t"): return Escape(scalar: 0x09, length: 2)
    case UInt8(ascii: "r"): return Escape(scalar: 0x0D, length: 2)
    case UInt8(ascii: "b"): return Escape(scalar: 0x08, length: 2)
    case UInt8(ascii: "f"): return Escape(scalar: 0x0C, length: 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
      return Escape(scalar: UInt32(source[offset + 1]), length: 2)
    case UInt8(ascii: "u"): return unicodeEscape(at: offset, end: end)
    case UInt8(ascii: "x"): return hexadecimal(offset + 2, digits: 2, end: end).map { Escape(scalar: $0, length: 4) }
    default: return nil
    }
  }

  private func unicodeEscape(at offset: Int, end: Int) -> Escape? {
    guard let unit = hexadecimal(offset + 2, digits: 4, end: end) else { return nil }
    guard 0xD800...0xDFFF ~= unit else { return Escape(scalar: unit, length: 6) }
    guard unit < 0xDC00, offset + 7 < end, source[offset + 6] == Self.backslash, source[offset + 7] == UInt8(ascii: "u"),
      let low = hexadecimal(offset + 8, digits: 4, end: end), 0xDC00...0xDFFF ~= low
    else { return Escape(scalar: 0xFFFD, length: 6) }
    return Escape(scalar: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), length: 12)
  }

  private func hexadecimal(_ start: Int, digits: Int, end: Int) -> UInt32? {
    guard start + digits <= end else { return nil }
    var value: UInt32 = 0
    for offset in start..<start + digits {
      guard let digit = source[offset].hexadecimalDigit else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  @inline(__always)
  private func append(_ scalar: UInt32, for raw: Range<Int>, into text: DecodedText) {
    guard scalar >= 0x80 else { return text.append(UInt8(scalar), for: raw) }
    text.append(scalar: scalar, for: raw)
  }
}

extension DecodedText {
  /// Adds a code point, in UTF-8, that stands for `raw`; what is none becomes U+FFFD.
  func append(scalar: UInt32, for raw: Range<Int>) {
    append(UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter, for: raw)
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit, in either case.
  var hexadecimalDigit: UInt8? {
    if isDigitASCII { return self - 0x30 }
    let lower = lowercasedASCII
    return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : nil
  }
}
