import KeyhoundCore
import TestSupport

/// Makes lines as a reader of pictures hands them over: with boxes, blanks in the wrong places, and characters taken for others.
struct Misreading {
  private var random: SeededGenerator
  /// How many of a hundred characters are read as another, as two, or with a blank behind.
  var errors = 6
  /// Pixels that a character takes.
  private let advance = 9
  private var top = 10

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  private static let alphanumerics = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  mutating func key(_ count: Int, of alphabet: String = "") -> String {
    let letters = alphabet.isEmpty ? Self.alphanumerics : Array(alphabet)
    return String((0..<count).map { _ in letters.randomElement(using: &random) ?? "x" })
  }

  /// A random key with at least three characters of each kind, as nearly all keys have; two where it is too short for that.
  mutating func mixedKey(_ count: Int) -> String {
    let least = count < 12 ? 2 : 3
    while true {
      let text = key(count)
      if [text.filter(\.isNumber), text.filter(\.isUppercase), text.filter(\.isLowercase)].allSatisfy({ $0.count >= least }) {
        return text
      }
    }
  }

  /// One line of text, of which `key` is misread and the rest is not.
  mutating func line(_ text: String, key: String = "") -> ReadLine {
    defer { top += 20 }
    var words: [ReadWord] = []
    var x = 10
    for word in text.split(separator: " ") {
      for piece in pieces(of: String(word), key) {
        words.append(
          ReadWord(
            text: piece.read, box: PixelBox(x: x, y: top, width: piece.drawn * advance - 2, height: 14), certainty: 80))
        x += piece.drawn * advance
      }
      x += advance
    }
    return ReadLine(words: words)
  }

  /// A word as it is read, torn where a blank was seen, and how many characters each piece is wide.
  private mutating func pieces(of word: String, _ key: String) -> [(read: String, drawn: Int)] {
    guard !key.isEmpty, let range = word.firstRange(of: key) else { return [(word, word.count)] }
    var pieces: [(read: String, drawn: Int)] = [(String(word[..<range.lowerBound]), word[..<range.lowerBound].count)]
    for character in key {
      pieces[pieces.count - 1].read += misread(character)
      pieces[pieces.count - 1].drawn += 1
      if happens() { pieces.append(("", 0)) }
    }
    pieces[pieces.count - 1].read += word[range.upperBound...]
    pieces[pieces.count - 1].drawn += word[range.upperBound...].count
    return pieces.filter { !$0.read.isEmpty }
  }

  private mutating func misread(_ character: Character) -> String {
    guard happens() else { return String(character) }
    if happens(of: 4) { return "\(character)\(character)" }
    return Self.looks[character]?.randomElement(using: &random).map(String.init) ?? String(character)
  }

  private mutating func happens(of: Int? = nil) -> Bool {
    Int.random(in: 0..<100, using: &random) < (of.map { 100 / $0 } ?? errors)
  }

  /// What characters are taken for.
  private static let looks: [Character: [Character]] = [
    "0": ["O", "o"], "O": ["0", "o"], "o": ["O", "0"], "l": ["1", "I", "|", "L"], "I": ["l", "1", "|"], "1": ["l", "I"],
    "J": ["I", "]", ")"], "j": ["i", "J"], "c": ["C"], "k": ["K"], "s": ["S"], "v": ["V"], "w": ["W"], "x": ["X"], "z": ["Z"],
    "5": ["S"], "S": ["5", "s"], "8": ["B"], "B": ["8"], "2": ["Z"], "Z": ["2", "z"], "6": ["G"],
    "G": ["6"], "g": ["q"], "q": ["g"], "D": ["O"], "_": [" "], "e": ["é"], "U": ["u"], "y": ["Y"], "p": ["P"], "f": ["F"],
  ]
}
