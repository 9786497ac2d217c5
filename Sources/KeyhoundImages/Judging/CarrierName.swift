import KeyhoundCore

/// A name under which keys are kept, as it was read.
struct CarrierName {
  /// Where it ends in its row.
  let end: Int
  /// Whether it stands before its value with nothing but a blank between: `Bearer …`, `--token …`.
  let takesBlank: Bool

  private struct Name {
    let parts: [[UInt8]]
    let takesBlank: Bool

    init(_ parts: String..., takesBlank: Bool = false) {
      self.parts = parts.map { Confusion.folded($0.utf8) }
      self.takesBlank = takesBlank
    }
  }

  private static let names = [
    Name("api", "key", takesBlank: true), Name("access", "key", takesBlank: true), Name("private", "key", takesBlank: true),
    Name("secret"), Name("token", takesBlank: true), Name("passw", "ord"), Name("passw", "d"), Name("passphrase"),
    Name("credential"), Name("authorization"), Name("bearer", takesBlank: true),
  ]

  /// Every name in `row`, from left to right.
  static func all(in row: Row) -> [CarrierName] {
    row.glyphs.indices.flatMap { start in
      names.compactMap { name in
        end(of: name.parts, from: start, in: row.glyphs).map { CarrierName(end: $0, takesBlank: name.takesBlank) }
      }
    }
  }

  /// Whether `row` names a key as a heading does: `Secret key`, `Your new token`.
  static func isLabel(_ row: Row) -> Bool {
    let labels = ["key", "token", "secret", "password"].map { Confusion.folded($0.utf8) }
    return row.glyphs.indices.contains { start in labels.contains { end(of: [$0], from: start, in: row.glyphs) != nil } }
  }

  /// Where a name ends that begins at `start`. Between its parts a sign or a blank may stand.
  private static func end(of parts: [[UInt8]], from start: Int, in glyphs: [Glyph]) -> Int? {
    var index = start
    for (number, part) in parts.enumerated() {
      if number > 0, index < glyphs.count, [UInt8(ascii: "_"), UInt8(ascii: ".")].contains(glyphs[index].folded) { index += 1 }
      guard index + part.count <= glyphs.count else { return nil }
      for (offset, byte) in part.enumerated() {
        guard glyphs[index + offset].folded == byte, offset == 0 || glyphs[index + offset].gap != .wide else { return nil }
      }
      index += part.count
    }
    return index
  }

  // MARK: The value

  /// Where the value begins that the name announces: behind the rest of the name, and signs that say so.
  func valueStart(in glyphs: [Glyph]) -> Int? {
    var index = end
    while index < glyphs.count, index - end < 16, glyphs[index].gap != .wide, Self.continuesName(glyphs[index]) { index += 1 }
    var isAnnounced = false
    let separators = index
    while index < glyphs.count, index - separators < 10 {
      if glyphs[index].gap == .wide, takesBlank { isAnnounced = true }
      guard Self.separators.contains(glyphs[index].byte) else { break }
      if Self.telling.contains(glyphs[index].byte) { isAnnounced = true }
      index += 1
    }
    guard isAnnounced, index < glyphs.count else { return nil }
    return Self.behindScheme(index, glyphs)
  }

  private static func continuesName(_ glyph: Glyph) -> Bool {
    glyph.byte.isAlphanumericASCII || glyph.folded == UInt8(ascii: "_") || glyph.folded == UInt8(ascii: ".")
  }

  private static let separators = ByteSet("\"'[](){}|:=>,*".utf8)
  private static let telling = ByteSet(":=>\"'".utf8)

  /// Passes `Bearer` and its like.
  private static func behindScheme(_ start: Int, _ glyphs: [Glyph]) -> Int? {
    for scheme in schemes {
      guard var index = end(of: scheme, from: start, in: glyphs), index < glyphs.count else { continue }
      if glyphs[index].byte == UInt8(ascii: ":") { index += 1 } else if glyphs[index].gap == .none { continue }
      return index < glyphs.count ? index : nil
    }
    return start
  }

  private static let schemes = [["bearer"], ["api", "key"], ["token"], ["basic"]].map { $0.map { Confusion.folded($0.utf8) } }
}
