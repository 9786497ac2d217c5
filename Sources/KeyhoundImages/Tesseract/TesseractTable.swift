import KeyhoundCore

/// What Tesseract prints as TSV: a row for each page, block, paragraph, line and word. Rows that are not as they should be are passed.
struct TesseractTable {
  /// Lines in the order of the table, each with the page it is on, counted from 0.
  private(set) var lines: [(page: Int, line: ReadLine)] = []

  init(_ output: [UInt8]) {
    var last: [Substring] = []
    for row in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let fields = row.split(separator: "\t", maxSplits: 11, omittingEmptySubsequences: false)
      guard let word = Self.word(fields), let page = Int(fields[1]), page > 0 else { continue }
      let place = Array(fields[1...4])
      if place != last { lines.append((page - 1, ReadLine(words: []))) }
      last = place
      lines[lines.count - 1].line.words.append(word)
    }
  }

  /// The columns: level, page, block, paragraph, line, word, left, top, width, height, certainty, text.
  private static func word(_ fields: [Substring]) -> ReadWord? {
    guard fields.count == 12, fields[0] == "5", let certainty = Double(fields[10]) else { return nil }
    let numbers = fields[6...9].compactMap { Int($0) }
    let text = fields[11].filter { !$0.isWhitespace }
    guard numbers.count == 4, numbers.allSatisfy((0..<1 << 24).contains), !text.isEmpty else { return nil }
    let box = PixelBox(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    return ReadWord(text: text, box: box, certainty: certainty)
  }
}
