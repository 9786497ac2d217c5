import KeyhoundCore

/// Reads the operands and operators of a page's content, or of a font's character map.
struct PDFTokens {
  enum Token {
    /// What a string stands for, as a range of `letters`.
    case string(Range<Int>)
    case number(Double)
    case opening, closing
    /// An operator, or a name behind its slash.
    case word(Range<Int>)
  }

  let bytes: UnsafeRawBufferPointer
  /// The bytes of all strings so far, one behind the other.
  private(set) var letters: [UInt8] = []
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
    return Self.number(bytes[start..<position]).map { .number($0) } ?? .word(start..<position)
  }

  /// The value of digits with a sign in front and a point among them, if there are no other characters; 0 where they make no sense.
  private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> Double? {
    var (value, unit, points) = (0.0, 1.0, 0)
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x30...0x39:
        value = value * 10 + Double(byte - 0x30)
        if points > 0 { unit *= 10 }
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if index > 0 { points = 2 }
      default: return nil
      }
    }
    guard points < 2 else { return 0 }
    return text.first == UInt8(ascii: "-") ? -value / unit : value / unit
  }

  /// The string in parentheses, which may be nested.
  private mutating func literal() -> Range<Int> {
    let start = letters.count
    var depth = 1
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
      letters.append(byte)
    }
    return start..<letters.count
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

  /// The string of pairs of digits; a last digit without another counts sixteenfold.
  private mutating func hexadecimal() -> Range<Int> {
    let start = letters.count
    let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: position) ?? bytes.count
    var upper: UInt8?
    for digit in bytes[position..<end].lazy.compactMap(\.hexadecimalDigit) {
      if let first = upper {
        letters.append(first << 4 | digit)
        upper = nil
      } else {
        upper = digit
      }
    }
    if let upper { letters.append(upper << 4) }
    position = min(end + 1, bytes.count)
    return start..<letters.count
  }
}
