import KeyhoundCore

/// All that was read off a picture, for asking what stands near a possible key.
struct Page {
  let rows: [Row]
  private let folded: [UInt8]

  init(_ lines: [ReadLine]) {
    rows = Row.rows(of: lines)
    folded = Array(rows.map { $0.glyphs.map(\.folded) }.joined(separator: [UInt8(ascii: " ")]))
  }

  /// Whether `word`, folded, was read anywhere in the picture.
  func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first, folded.count >= word.count else { return false }
    return (0...folded.count - word.count).contains { start in
      folded[start] == first && folded[start..<start + word.count].elementsEqual(word)
    }
  }

  /// Whether a name that says key, token or secret stands before `index` in the same row.
  func hasCarrier(before index: Int, in row: Row) -> Bool {
    CarrierName.all(in: row).contains { $0.end <= index && index - $0.end < 48 }
  }

  /// Whether a short line that says key, token or secret stands closely above `row`.
  func hasLabel(above row: Row) -> Bool {
    guard let box = row.box(of: row.glyphs.indices) else { return false }
    return rows.contains { other in
      guard other.glyphs.count < 40, let above = other.box(of: other.glyphs.indices) else { return false }
      let distance = box.y - above.y - above.height
      return distance > 0 && distance * 10 < box.height * 32 && above.x < box.x + box.width && box.x < above.x + above.width
        && CarrierName.isLabel(other)
    }
  }
}
