/// A line read off a picture, as it may be shown.
struct ReadText {
  private let line: [Character]
  /// Where the keys stand that were read in it, in the order of the line; `nil` when one of them cannot be found again.
  private let keys: [Key]?

  private struct Key {
    var range: Range<Int>
    var redacted: String
  }

  /// How many characters are shown before and behind a key.
  private static let context = 80

  /// Takes the line of `hit`, and what was found in it besides.
  init(_ hit: PictureHit, among hits: [PictureHit]) {
    let line = Array(hit.line)
    self.line = line
    var keys: [Key] = []
    for other in hits where other.line == hit.line {
      guard let range = Self.range(of: other.text, in: line) else {
        self.keys = nil
        return
      }
      keys.append(Key(range: range, redacted: other.secret.redacted))
    }
    self.keys = keys.sorted { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
  }

  /// The line round `hit` with every key starred out; the key alone where that cannot be done.
  func redacted(round hit: PictureHit) -> String {
    guard let keys, let place = Self.range(of: hit.text, in: line) else { return hit.secret.redacted }
    let shown = shownRange(place)
    var text = ""
    var position = shown.lowerBound
    for key in keys where key.range.upperBound > position && key.range.lowerBound < shown.upperBound {
      text += String(line[position..<max(position, key.range.lowerBound)]) + key.redacted
      position = key.range.upperBound
    }
    return position < shown.upperBound ? text + String(line[position..<shown.upperBound]) : text
  }

  /// The line round `hit` as it was read.
  func revealed(round hit: PictureHit) -> String {
    Self.range(of: hit.text, in: line).map { String(line[shownRange($0)]) } ?? hit.text
  }

  private func shownRange(_ key: Range<Int>) -> Range<Int> {
    max(0, key.lowerBound - Self.context)..<min(line.count, key.upperBound + Self.context)
  }

  /// Where `text`, which has no blanks, stands in a line that may have some in it.
  private static func range(of text: String, in line: [Character]) -> Range<Int>? {
    let places = line.indices.filter { !line[$0].isWhitespace }
    let wanted = text.filter { !$0.isWhitespace }
    guard !wanted.isEmpty, let found = places.map({ line[$0] }).firstRange(of: Array(wanted)) else { return nil }
    return places[found.lowerBound]..<places[found.upperBound - 1] + 1
  }
}
