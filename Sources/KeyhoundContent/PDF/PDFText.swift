import KeyhoundCore

/// What a page shows, in the order in which it is drawn.
struct PDFText {
  private enum Piece {
    /// A string, as a range of `letters`.
    case string(Range<Int>)
    case space, line
  }

  private var pieces: [Piece] = []
  private var letters: [UInt8] = []

  /// Bytes of all strings.
  var count: Int { pieces.reduce(0) { if case .string(let string) = $1 { $0 + string.count } else { $0 + 1 } } }

  /// Operators that show text, or move to where the next is shown (ISO 32000-1, 9.4). The number of one is its letters, the first one lowest.
  private enum Operator: UInt16 {
    case show = 0x6A54  // Tj
    case showSpaced = 0x4A54  // TJ
    case showOnNextLine = 0x27  // '
    case showSpacedOnNextLine = 0x22  // "
    case move = 0x6454  // Td
    case moveAndSetLeading = 0x4454  // TD
    case setMatrix = 0x6D54  // Tm
    case nextLine = 0x2A54  // T*
    case end = 0x5445  // ET

    init?(_ word: Slice<UnsafeRawBufferPointer>) {
      guard let first = word.first, let last = word.last, word.count <= 2 else { return nil }
      self.init(rawValue: UInt16(first) | (word.count > 1 ? UInt16(last) << 8 : 0))
    }
  }

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
        if let shown = Operator(bytes[word]) { take(shown, operands, numbers, &row) }
        operands.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
      }
    }
    // Where the page is cut off.
    pieces += operands
    letters = tokens.letters
    guard pieces.contains(where: { if case .string = $0 { true } else { false } }) else { return nil }
  }

  private mutating func take(_ shown: Operator, _ operands: [Piece], _ numbers: [Double], _ row: inout Double) {
    switch shown {
    case .show, .showSpaced: pieces += operands
    case .showOnNextLine, .showSpacedOnNextLine: pieces += [.line] + operands
    case .move, .moveAndSetLeading: pieces.append(numbers.last ?? 0 == 0 ? .space : .line)
    case .setMatrix:
      if row != numbers.last { pieces.append(.line) }
      row = numbers.last ?? 0
    case .nextLine, .end: pieces.append(.line)
    }
  }

  /// The texts that it may stand for: which font a string is set in is not asked, so that each of `maps` that fits any string has its own.
  func readings(_ maps: [PDFCharacterMap]) -> [[UInt8]] {
    let plain = reading { string, text in
      guard string.allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
      text += string
      return true
    }
    var all = plain.map { [$0] } ?? []
    for map in maps {
      guard let text = reading({ map.append($0, to: &$1) }), !all.contains(text) else { continue }
      all.append(text)
    }
    return all
  }

  /// - Parameter append: adds what a string says to a text, unless it knows nothing of the string, and tells whether it did.
  /// - Returns: `nil` where none of the strings is known.
  private func reading(_ append: (ArraySlice<UInt8>, inout [UInt8]) -> Bool) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(letters.count + pieces.count)
    var isKnown = false
    for piece in pieces {
      switch piece {
      case .space: text.append(0x20)
      case .line: text.append(0x0A)
      case .string(let range):
        if range.isEmpty { continue }
        if append(letters[range], &text) {
          isKnown = true
        } else {
          // Where the font is another one, words end.
          text.append(0x20)
        }
      }
    }
    return isKnown ? text : nil
  }
}
