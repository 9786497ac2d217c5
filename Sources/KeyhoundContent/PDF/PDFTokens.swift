import KeyhoundCore

/// Reads the operands and operators of a page's content, or of a font's character map.
struct PDFTokens {
  enum Token {
    case string([UInt8])
    case number(Double)
    case opening, closing
    /// An operator, or a name behind its slash.
    case word(Range<Int>)
  }

  let bytes: UnsafeRawBufferPointer
  private var position = 0
  private static let white = ByteSet("\0\t\n\u{0C}\r ".utf8)
  private static let delimiters = ByteSet("()<>[]{}/%".utf8)

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// `nil` at the end.
  mutating func next() -> Token? {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "("): return .string(literal())
      case UInt8(ascii: "<"):
        if position < bytes.count, bytes[position] == UInt8(ascii: "<") { position += 1 } else { return .string(hexadecimal()) }
      case UInt8(ascii: "["): return .opening
      case UInt8(ascii: "]"): return .closing
      case UInt8(ascii: "%"): position = bytes.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? bytes.count
      case _ where Self.white.contains(byte) || Self.delimiters.contains(byte): continue
      default: return word()
      }
    }
    return nil
  }

  private mutating func word() -> Token {
    let start = position - 1
    while position < bytes.count, !Self.white.contains(bytes[position]), !Self.delimiters.contains(bytes[position]) {
      position += 1
    }
    let text = bytes[start..<position]
    let isNumber = text.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }
    return isNumber ? .number(Double(String(decoding: text, as: UTF8.self)) ?? 0) : .word(start..<position)
  }

  /// The string in parentheses, which may be nested.
  private mutating func literal() -> [UInt8] {
    var (string, depth) = ([UInt8](), 1)
    while position < bytes.count {
      var byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { break }
      if byte == UInt8(ascii: "\\") {
        guard let escaped = escape() else { continue }
        byte = escaped
      }
      string.append(byte)
    }
    return string
  }

  /// What stands for the characters behind a backslash; `nil` for a line end.
  private mutating func escape() -> UInt8? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case 0x0A: return nil
    case 0x30...0x37:
      position -= 1
      let digits = bytes[position...].prefix(3).prefix { 0x30...0x37 ~= $0 }
      position += digits.count
      return UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) })
    default: return byte
    }
  }

  private mutating func hexadecimal() -> [UInt8] {
    let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: position) ?? bytes.count
    let digits = bytes[position..<end].compactMap(\.hexadecimalDigit)
    position = min(end + 1, bytes.count)
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | ($0 + 1 < digits.count ? digits[$0 + 1] : 0) }
  }
}
