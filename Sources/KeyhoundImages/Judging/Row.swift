import KeyhoundCore

/// A line of a picture as a list of characters, from left to right.
struct Row {
  private(set) var glyphs: [Glyph] = []

  init(_ words: [ReadWord]) {
    var previous: ReadWord?
    for word in words.sorted(by: { $0.box.x < $1.box.x }) where !word.text.isEmpty {
      append(word, gap: previous.map { Self.gap(between: $0, word) } ?? .none)
      previous = word
    }
  }

  /// Gives every character of the word an equal share of its box.
  private mutating func append(_ word: ReadWord, gap: Glyph.Gap) {
    let count = word.text.count
    for (index, character) in word.text.enumerated() {
      let left = word.box.x + word.box.width * index / count
      let right = word.box.x + word.box.width * (index + 1) / count
      let box = PixelBox(x: left, y: word.box.y, width: right - left, height: word.box.height)
      glyphs.append(Glyph(character, box: box, gap: index == 0 ? gap : .none))
    }
  }

  /// Whether what lies between two words is as wide as a blank, measured by their own letters. Signs leave room on their sides.
  private static func gap(between left: ReadWord, _ right: ReadWord) -> Glyph.Gap {
    let letter = Double(left.box.width + right.box.width) / Double(left.text.count + right.text.count)
    let isAtSign = left.text.last.map(slimSigns.contains) ?? false || right.text.first.map(slimSigns.contains) ?? false
    let space = Double(right.box.x - left.box.x - left.box.width)
    return space > letter * (isAtSign ? 1.25 : 0.8) ? .wide : .narrow
  }

  private static let slimSigns = Set(".,-_'~:")

  /// The box round some of the characters.
  func box(of range: Range<Int>) -> PixelBox? {
    glyphs[range].dropFirst().reduce(glyphs[range].first?.box) { $0?.union($1.box) }
  }

  /// The characters of `range` without blanks.
  func text(of range: Range<Int>) -> String { String(glyphs[range].map(\.character)) }

  func bytes(of range: Range<Int>) -> [UInt8] { glyphs[range].map(\.byte) }

  /// The whole line, with blanks where the reader saw them.
  var line: String {
    glyphs.reduce(into: "") { line, glyph in
      if glyph.gap != .none { line.append(" ") }
      line.append(glyph.character)
    }
  }

  /// How many wide gaps lie inside `range`.
  func wideGaps(in range: Range<Int>) -> Int { glyphs[range].dropFirst().count { $0.gap == .wide } }

  /// Whether something new may begin at `index`: there is a gap, or a sign before that is no digit of base64.
  func isStart(_ index: Int) -> Bool {
    guard index > 0, glyphs[index].gap == .none else { return true }
    let before = glyphs[index - 1].byte
    return !before.isAlphanumericASCII && !"_+".utf8.contains(before) && before != Confusion.strange
  }
}

extension Row {
  /// The rows of a picture. Lines that go on where another ends, at the same height, are one row.
  static func rows(of lines: [ReadLine]) -> [Row] {
    let parts = lines.map { $0.words.filter { !$0.text.isEmpty }.sorted { $0.box.x < $1.box.x } }.filter { !$0.isEmpty }
    var rows: [[ReadWord]] = []
    for part in parts.sorted(by: { $0[0].box.x < $1[0].box.x }) {
      if let index = rows.firstIndex(where: { goesOn($0, with: part) }) {
        rows[index] += part
      } else {
        rows.append(part)
      }
    }
    return rows.map { Row($0) }
  }

  private static func goesOn(_ row: [ReadWord], with part: [ReadWord]) -> Bool {
    guard let last = row.last, let next = part.first else { return false }
    let (a, b) = (last.box, next.box)
    let overlap = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    let letter = (a.width / last.text.count + b.width / next.text.count) / 2
    let space = b.x - a.x - a.width
    return overlap * 10 > min(a.height, b.height) * 6 && space * 2 >= -letter && space * 2 <= letter * 5
  }
}
