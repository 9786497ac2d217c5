import KeyhoundCore

/// What a page shows, in the order in which it is drawn.
struct PDFText {
  private enum Piece {
    case string([UInt8])
    case space, line
  }

  private var pieces: [Piece] = []

  /// Bytes of all strings.
  var count: Int { pieces.reduce(0) { if case .string(let string) = $1 { $0 + string.count } else { $0 + 1 } } }

  /// How far apart letters are that belong to two words, in thousandths of the font's size.
  private static let wordGap = -180.0

  /// - Returns: `nil` where `bytes` show no text.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.contains("BT") else { return nil }
    var tokens = PDFTokens(bytes)
    var operands: [Piece] = []
    var numbers: [Double] = []
    var row = 0.0
    while let token = tokens.next() {
      switch token {
      case .string(let string): operands.append(.string(string))
      case .number(let number):
        numbers.append(number)
        if number < Self.wordGap { operands.append(.space) }
      case .opening, .closing: break
      case .word(let word):
        take(String(decoding: bytes[word], as: UTF8.self), operands, numbers, &row)
        operands.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
      }
    }
    guard pieces.contains(where: { if case .string = $0 { true } else { false } }) else { return nil }
  }

  private mutating func take(_ word: String, _ operands: [Piece], _ numbers: [Double], _ row: inout Double) {
    switch word {
    case "Tj", "TJ": pieces += operands
    case "'", "\"": pieces += [.line] + operands
    case "Td", "TD": pieces.append(numbers.last ?? 0 == 0 ? .space : .line)
    case "Tm":
      if row != numbers.last { pieces.append(.line) }
      row = numbers.last ?? 0
    case "T*", "ET": pieces.append(.line)
    default: break
    }
  }

  /// The texts that it may stand for: which font a string is set in is not asked, so that each of `maps` that fits any string has its own.
  func readings(_ maps: [PDFCharacterMap]) -> [[UInt8]] {
    let plain = reading { string in string.allSatisfy { (0x20...0x7E).contains($0) } ? string : nil }
    var all = plain.map { [$0] } ?? []
    for map in maps {
      guard let text = reading({ map.text(of: $0) }), !all.contains(text) else { continue }
      all.append(text)
    }
    return all
  }

  /// - Returns: `nil` where `letters` knows none of the strings.
  private func reading(_ letters: ([UInt8]) -> [UInt8]?) -> [UInt8]? {
    var text: [UInt8] = []
    var isKnown = false
    for piece in pieces {
      switch piece {
      case .space: text.append(0x20)
      case .line: text.append(0x0A)
      case .string(let string):
        guard !string.isEmpty else { continue }
        let known = letters(string)
        isKnown = isKnown || known != nil
        // Where the font is another one, words end.
        text += known ?? [0x20]
      }
    }
    return isKnown ? text : nil
  }
}
