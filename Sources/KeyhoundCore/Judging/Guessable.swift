/// Recognises values that a person thought of or typed along the keyboard, unlike those that a machine drew.
package enum Guessable {
  /// Whether `text` is made of words, also with digits in the place of letters, or typed along the rows of a keyboard, or base64 of the like.
  ///
  /// Of random texts of ten letters and digits one in fifteen is taken for such, of sixteen one in forty, of forty one in a thousand.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    isSpelled(text) || Keystrokes(text).areNeighbours || isEncoded(text)
  }

  /// Base64 of printable text is encoded rather than drawn: hardly any random value decodes to that. What `echo` wrote has the end of its line
  /// encoded with it.
  private static func isEncoded(_ text: UnsafeRawBufferPointer) -> Bool {
    guard var decoded = Base64Text.decoded(text) else { return false }
    for end in "\n\r".utf8 where decoded.last == end { decoded.removeLast() }
    guard decoded.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return false }
    let value = decoded.firstIndex(of: UInt8(ascii: ":")).map { decoded[($0 + 1)...] } ?? decoded[...]
    return value.count < 8 || Array(value).withUnsafeBytes { isSpelled($0) || Keystrokes($0).areNeighbours }
  }

  // MARK: Words

  private static func isSpelled(_ text: UnsafeRawBufferPointer) -> Bool {
    if TextStatistics(text).readsLikeWords { return true }
    let word = word(in: text)
    guard !word.isEmpty, !text.allSatisfy(isHexadecimal) else { return false }
    return word.map(letter).withUnsafeBytes { letters in
      usual.occur(in: letters)
        || letters.count <= longestSpelling && areWords(letters)
    }
  }

  /// Words of which digits hide less than of others: `p@ssw0rd2024` is guessed first.
  private static let usual = FoldedWords(["passw", "secret", "admin", "login", "welcome", "hunter", "token"])

  /// Longer random text has digits enough to become words in this spelling.
  private static let longestSpelling = 12

  private static func areWords(_ letters: UnsafeRawBufferPointer) -> Bool {
    let pairs = zip(letters, letters.dropFirst()).count { $0.lowercasedASCII.isLowerASCII && $1.lowercasedASCII.isLowerASCII }
    // Few pairs prove little, so that they have to be more usual.
    return pairs >= max(3, letters.count / 2) && TextStatistics(letters).letterPairScore > 0.15 + 2 / Double(pairs)
  }

  /// What remains without the digits and signs round it: `42password`, `Summer2019!`.
  private static func word(in text: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    guard let first = text.firstIndex(where: isPartOfWord), let last = text.lastIndex(where: isPartOfWord) else {
      return text[0..<0]
    }
    return text[first...last]
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte.isLowerASCII || byte.isUpperASCII || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$")
  }

  /// The letter that a digit or sign is written for, as in `p@ssw0rd`.
  private static func letter(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: byte
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte.isDigitASCII || (0x61...0x66).contains(byte.lowercasedASCII)
  }
}
