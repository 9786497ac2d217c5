/// Words of which one may stand anywhere in a text, in any case.
struct FoldedWords: Sendable {
  /// In lower case.
  let words: [[UInt8]]
  /// For each byte in lower case, the bytes with which some word that begins with it goes on: a bit each for their lowest six bits.
  private let pairs: [UInt64]

  var isEmpty: Bool { words.isEmpty }

  /// Takes words in lower case, none of them empty.
  init(_ words: [[UInt8]]) {
    self.words = words
    var pairs = [UInt64](repeating: 0, count: words.isEmpty ? 0 : 256)
    for word in words { pairs[Int(word[0])] |= word.count > 1 ? Self.bit(word[1]) : .max }
    self.pairs = pairs
  }

  init(_ words: [String]) { self.init(words.map { Array($0.utf8) }) }

  private static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }

  /// Whether one of them stands in `text`.
  func occur(in text: UnsafeRawBufferPointer) -> Bool {
    if isEmpty { return false }
    return pairs.withUnsafeBufferPointer { pairs in
      text.indices.contains { start in
        let next = start + 1 < text.count ? text[start + 1].lowercasedASCII : 0
        return pairs[Int(text[start].lowercasedASCII)] & Self.bit(next) != 0 && isWord(at: start, in: text)
      }
    }
  }

  private func isWord(at start: Int, in text: UnsafeRawBufferPointer) -> Bool {
    words.contains { word in
      start + word.count <= text.count && word.indices.allSatisfy { text[start + $0].lowercasedASCII == word[$0] }
    }
  }
}
