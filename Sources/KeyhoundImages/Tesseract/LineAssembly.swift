import KeyhoundCore

/// Puts the pieces of lines together again: when it looks for scattered text Tesseract often takes `api_key`, `=` and the value for three lines.
struct LineAssembly {
  private(set) var lines: [ReadLine] = []

  /// How wide a gap between two pieces of a line may be, in heights of a letter.
  private static let gap = 4.0

  init(_ pieces: [ReadLine]) {
    for piece in pieces.sorted(by: { $0.left < $1.left }) {
      if let index = line(endingBefore: piece) {
        lines[index].words += piece.words
      } else {
        lines.append(piece)
      }
    }
    lines.sort { ($0.top, $0.left) < ($1.top, $1.left) }
  }

  /// The line whose end lies nearest before `piece`, on the same height.
  private func line(endingBefore piece: ReadLine) -> Int? {
    guard let first = piece.words.first?.box else { return nil }
    let near = lines.indices.filter { index in lines[index].words.last.map { Self.continues($0.box, first) } ?? false }
    return near.max { lines[$0].right < lines[$1].right }
  }

  private static func continues(_ a: PixelBox, _ b: PixelBox) -> Bool {
    let common = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    let distance = b.x - (a.x + a.width)
    let height = max(a.height, b.height)
    return 2 * common >= min(a.height, b.height) && distance > -height && Double(distance) <= gap * Double(height)
  }
}

extension ReadLine {
  fileprivate var left: Int { words.first?.box.x ?? 0 }
  fileprivate var right: Int { words.last.map { $0.box.x + $0.box.width } ?? 0 }
  fileprivate var top: Int { words.map(\.box.y).min() ?? 0 }
}
