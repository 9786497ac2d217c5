import KeyhoundCore

/// One character of a line that was read off a picture.
struct Glyph {
  /// As read, if that was ASCII; see `Confusion.ascii`.
  var byte: UInt8
  /// The class of characters that it may be.
  var folded: UInt8
  var character: Character
  var box: PixelBox
  /// What lies between it and the character to its left.
  var gap: Gap

  enum Gap {
    case none
    /// The reader saw a blank, but it is hardly wider than what lies between letters.
    case narrow
    case wide
  }

  init(_ character: Character, box: PixelBox, gap: Gap) {
    byte = character.unicodeScalars.first.map(Confusion.ascii) ?? Confusion.strange
    folded = Confusion.folded(byte)
    self.character = character
    self.box = box
    self.gap = gap
  }

  /// Whether it may be a character of a key without signs, though it need not have been read as a letter or digit.
  var mayBeAlphanumeric: Bool { byte.isAlphanumericASCII || isDoubtful }

  /// A sign, or something strange, that is often seen where a letter or digit is.
  var isDoubtful: Bool { byte == Confusion.strange || Self.doubtful.contains(byte) }

  private static let doubtful = ByteSet("|!])}[({$&@~*?".utf8)
}
