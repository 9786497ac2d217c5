import KeyhoundCore

/// Which letters the glyphs of a font stand for (`ToUnicode`; ISO 32000-1, 9.10.3).
struct PDFCharacterMap: Equatable {
  /// How many bytes a glyph's number has.
  private var width = 1
  /// Where in `letters` those of each glyph are, `nowhere` for glyphs that no letters are given for.
  private var places: [Range<Int32>] = []
  private var letters: [UInt8] = []
  /// How many more times letters may be given to a glyph: a few bytes of a file can do it for all of a font, as often as they like.
  private var room = 1 << 18
  /// Bytes that the letters of a glyph may be given in; the longest ligatures of Arabic take half of it.
  private static let longest = 64
  private static let nowhere: Range<Int32> = -1..<(-1)

  /// - Returns: `nil` where `bytes` are something else.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.contains("begincmap") else { return nil }
    var tokens = PDFTokens(bytes)
    var operands: [Range<Int>] = []
    var listStart: Int?
    while let token = tokens.next() {
      switch token {
      case .string(let string): operands.append(string)
      case .opening: listStart = operands.count
      case .closing:
        if let listStart, listStart >= 2 { addList(operands[(listStart - 2)...], of: tokens.letters) }
        operands.removeLast(operands.count - max(0, (listStart ?? 0) - 2))
        listStart = nil
      case .number: break
      case .word(let word):
        if bytes[word].elementsEqual("endbfchar".utf8) { addLetters(operands, of: tokens.letters) }
        if bytes[word].elementsEqual("endbfrange".utf8) { addRanges(operands, of: tokens.letters) }
        operands.removeAll()
      }
    }
    guard !places.isEmpty else { return nil }
  }

  /// Adds a glyph, whose letters are given in UTF-16, the upper byte first.
  private mutating func add(_ code: Int, _ width: Int, _ units: some Collection<UInt8>) {
    guard 1...2 ~= width, code < 0x10000, units.count <= Self.longest, room > 0 else { return }
    room -= 1
    self.width = width
    var text = [UInt16]()
    var upper: UInt8?
    for byte in units {
      if let first = upper { text.append(UInt16(first) << 8 | UInt16(byte)) }
      upper = upper == nil ? byte : nil
    }
    let start = Int32(letters.count)
    letters += String(decoding: text, as: UTF16.self).utf8
    if code >= places.count { places += repeatElement(Self.nowhere, count: code + 1 - places.count) }
    places[code] = start..<Int32(letters.count)
  }

  private mutating func addLetters(_ operands: [Range<Int>], of strings: [UInt8]) {
    for index in stride(from: 0, to: operands.count - 1, by: 2) {
      add(Self.number(strings[operands[index]]), operands[index].count, strings[operands[index + 1]])
    }
  }

  /// First, last, and the letter of the first; those of the others follow it.
  private mutating func addRanges(_ operands: [Range<Int>], of strings: [UInt8]) {
    for index in stride(from: 0, to: operands.count - 2, by: 3) {
      let (first, last) = (Self.number(strings[operands[index]]), min(0xFFFF, Self.number(strings[operands[index + 1]])))
      let letter = strings[operands[index + 2]]
      guard first <= last, letter.count <= Self.longest, room > 0, let end = letter.last else { continue }
      for code in first...last {
        add(code, operands[index].count, letter.dropLast() + [end &+ UInt8(truncatingIfNeeded: code - first)])
      }
    }
  }

  /// First, last, and the letter of each.
  private mutating func addList(_ operands: ArraySlice<Range<Int>>, of strings: [UInt8]) {
    guard let first = operands.first else { return }
    for (offset, letter) in operands.dropFirst(2).enumerated() {
      add(Self.number(strings[first]) + offset, first.count, strings[letter])
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }

  /// Adds to `text` what `string` says in this font, and nothing when some of its glyphs have no letters.
  /// - Returns: whether all have some.
  func append(_ string: ArraySlice<UInt8>, to text: inout [UInt8]) -> Bool {
    guard string.count % width == 0 else { return false }
    let start = text.count
    for index in stride(from: string.startIndex, to: string.endIndex, by: width) {
      let code = width == 1 ? Int(string[index]) : Int(string[index]) << 8 | Int(string[index + 1])
      guard code < places.count, places[code] != Self.nowhere else {
        text.removeLast(text.count - start)
        return false
      }
      for place in places[code] { text.append(letters[Int(place)]) }
    }
    return true
  }
}
