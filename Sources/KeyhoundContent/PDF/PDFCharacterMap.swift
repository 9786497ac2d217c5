import KeyhoundCore

/// Which letters the glyphs of a font stand for (`ToUnicode`; ISO 32000-1, 9.10.3).
struct PDFCharacterMap: Equatable {
  /// How many bytes a glyph's number has.
  private var width = 1
  private var letters: [Int: [UInt8]] = [:]

  /// - Returns: `nil` where `bytes` are something else.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.contains("begincmap") else { return nil }
    var tokens = PDFTokens(bytes)
    var operands: [[UInt8]] = []
    var listStart: Int?
    while let token = tokens.next() {
      switch token {
      case .string(let string): operands.append(string)
      case .opening: listStart = operands.count
      case .closing:
        if let listStart, listStart >= 2 { addList(operands[(listStart - 2)...]) }
        operands.removeLast(operands.count - max(0, (listStart ?? 0) - 2))
        listStart = nil
      case .number: break
      case .word(let word):
        if bytes[word].elementsEqual("endbfchar".utf8) { addLetters(operands) }
        if bytes[word].elementsEqual("endbfrange".utf8) { addRanges(operands) }
        operands.removeAll()
      }
    }
    guard !letters.isEmpty else { return nil }
  }

  private mutating func add(_ code: Int, _ width: Int, _ units: [UInt8]) {
    guard 1...2 ~= width, code < 0x10000 else { return }
    self.width = width
    let wide = stride(from: 0, to: units.count - 1, by: 2).map { UInt16(units[$0]) << 8 | UInt16(units[$0 + 1]) }
    letters[code] = Array(String(decoding: wide, as: UTF16.self).utf8)
  }

  private mutating func addLetters(_ operands: [[UInt8]]) {
    for index in stride(from: 0, to: operands.count - 1, by: 2) {
      add(Self.number(operands[index]), operands[index].count, operands[index + 1])
    }
  }

  /// First, last, and the letter of the first; those of the others follow it.
  private mutating func addRanges(_ operands: [[UInt8]]) {
    for index in stride(from: 0, to: operands.count - 2, by: 3) {
      let (first, last) = (Self.number(operands[index]), min(0xFFFF, Self.number(operands[index + 1])))
      let letter = operands[index + 2]
      guard first <= last, let end = letter.last else { continue }
      for code in first...last {
        add(code, operands[index].count, letter.dropLast() + [end &+ UInt8(truncatingIfNeeded: code - first)])
      }
    }
  }

  /// First, last, and the letter of each.
  private mutating func addList(_ operands: ArraySlice<[UInt8]>) {
    guard let first = operands.first else { return }
    for (offset, letter) in operands.dropFirst(2).enumerated() { add(Self.number(first) + offset, first.count, letter) }
  }

  private static func number(_ bytes: [UInt8]) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }

  /// What `string` says in this font; `nil` when some of its glyphs have no letters.
  func text(of string: [UInt8]) -> [UInt8]? {
    guard string.count % width == 0 else { return nil }
    var text: [UInt8] = []
    for index in stride(from: 0, to: string.count, by: width) {
      let code = width == 1 ? Int(string[index]) : Int(string[index]) << 8 | Int(string[index + 1])
      guard let letter = letters[code] else { return nil }
      text += letter
    }
    return text
  }
}
