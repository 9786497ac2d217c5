extension UInt8 {
  /// The byte with `A`–`Z` turned into `a`–`z`.
  @inlinable package var lowercasedASCII: UInt8 { isUpperASCII ? self | 0x20 : self }
  /// The byte with `a`–`z` turned into `A`–`Z`.
  @inlinable package var uppercasedASCII: UInt8 { isLowerASCII ? self & ~0x20 : self }
  @inlinable package var isUpperASCII: Bool { self >= 0x41 && self <= 0x5A }
  @inlinable package var isLowerASCII: Bool { self >= 0x61 && self <= 0x7A }
  @inlinable package var isDigitASCII: Bool { self >= 0x30 && self <= 0x39 }
  @inlinable package var isAlphanumericASCII: Bool { isDigitASCII || isUpperASCII || isLowerASCII }
  /// Whether the byte continues a UTF-8 sequence rather than beginning one.
  @inlinable package var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}

extension UnsafeRawBufferPointer {
  /// The bytes of `range` as a view of the same memory.
  @inlinable package func view(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }

  /// The bytes of `range` as text; invalid UTF-8 becomes U+FFFD.
  package func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

  /// Whether `needle`, in lower case, occurs in `range`, in any case.
  package func contains(folded needle: [UInt8], in range: Range<Int>) -> Bool {
    guard let first = needle.first else { return true }
    guard range.count >= needle.count else { return false }
    return (range.lowerBound...range.upperBound - needle.count).contains { start in
      self[start].lowercasedASCII == first
        && needle.indices.allSatisfy { self[start + $0].lowercasedASCII == needle[$0] }
    }
  }
}

extension Sequence<UInt8> {
  /// The bytes in base 16, two digits each, in lower case.
  package var hexadecimal: String {
    var text: [UInt8] = []
    for byte in self {
      for digit in [byte >> 4, byte & 15] { text.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
