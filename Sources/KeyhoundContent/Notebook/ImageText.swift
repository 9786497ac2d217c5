import KeyhoundCore

/// The texts that a picture carries beside its pixels.
struct ImageText {
  static let decoder = "image-text"
  private let image: Base64Bytes

  /// The kind of picture, told by its first bytes.
  enum Kind {
    case png, jpeg, other
  }

  /// Takes the picture whose base64 stands in `range` of `text`.
  init(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    image = Base64Bytes(text, range)
  }

  /// What kind of picture base64 text begins; `nil` for none that is known.
  static func kind(of base64: UnsafeRawBufferPointer) -> Kind? {
    magics.first { magic, _ in base64.count > 64 && base64.prefix(magic.utf8.count).elementsEqual(magic.utf8) }?.kind
  }

  /// How PNG, JPEG, GIF, WebP, BMP, TIFF, icons, PDF, WAV, MP3, Ogg, MP4 and fonts begin in base64.
  private static let magics: [(String, kind: Kind)] = [
    ("iVBORw0KGgo", .png), ("/9j/", .jpeg), ("R0lGODlh", .other), ("R0lGODdh", .other), ("UklGR", .other), ("Qk0", .other),
    ("Qk1", .other), ("Qk2", .other), ("SUkqA", .other), ("TU0AK", .other), ("AAABAA", .other), ("JVBERi", .other), ("SUQz", .other),
    ("T2dnUw", .other), ("AAAAIGZ0eX", .other), ("AAAAHGZ0eX", .other), ("AAAAGGZ0eX", .other), ("d09GM", .other), ("d09GR", .other),
  ]

  /// The places of the texts in the picture's bytes.
  func ranges() -> [Range<Int>] {
    if image.has([0x89, 0x50, 0x4E, 0x47], at: 0) { return pngTexts() }
    if image.has([0xFF, 0xD8], at: 0) { return jpegTexts() }
    return []
  }

  /// Appends the text in `range`; its bytes stand for digits of the base64 text.
  func decode(_ range: Range<Int>, into text: DecodedText) { image.decode(range, into: text) }

  private static let longestText = 1 << 20

  /// The bodies of tEXt, iTXt, zTXt and eXIf chunks.
  private func pngTexts() -> [Range<Int>] {
    var texts: [Range<Int>] = []
    var offset = 8
    while offset + 12 <= image.count {
      let length = image.integer(at: offset, count: 4)
      let body = offset + 8..<offset + 8 + length
      guard body.upperBound + 4 <= image.count else { break }
      let isText = [[0x74, 0x45, 0x58, 0x74], [0x69, 0x54, 0x58, 0x74], [0x7A, 0x54, 0x58, 0x74], [0x65, 0x58, 0x49, 0x66]]
        .contains { image.has($0, at: offset + 4) }
      if isText { texts.append(body.lowerBound..<min(body.upperBound, body.lowerBound + Self.longestText)) }
      offset = body.upperBound + 4
    }
    return texts
  }

  /// The bodies of comments and application segments (EXIF, XMP, IPTC), up to where the pixels begin.
  private func jpegTexts() -> [Range<Int>] {
    var texts: [Range<Int>] = []
    var offset = 2
    while offset + 4 <= image.count, image[offset] == 0xFF {
      let marker = image[offset + 1]
      if marker == 0xDA || marker == 0xD9 { break }
      // A marker may be preceded by any number of fill bytes.
      if marker == 0xFF {
        offset += 1
        continue
      }
      let end = offset + 2 + image.integer(at: offset + 2, count: 2)
      guard end > offset + 3, end <= image.count else { break }
      if marker == 0xFE || marker == 0xE1 || marker == 0xED { texts.append(offset + 4..<end) }
      offset = end
    }
    return texts
  }
}
