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
    ("Qk1", .other), ("Qk2", .other), ("SUkqA", .other), ("TU0AK", .other), ("AAABAA", .other), ("JVBERi", .other),
    ("SUQz", .other), ("T2dnUw", .other), ("AAAAIGZ0eX", .other), ("AAAAHGZ0eX", .other), ("AAAAGGZ0eX", .other),
    ("d09GM", .other), ("d09GR", .other),
  ]

  /// One text: the bytes that hold it, of which the last may be compressed.
  struct Text {
    var plain: Range<Int>
    var deflated: Range<Int>?
  }

  private static let longestText = 1 << 20

  /// The texts in the picture, in the order of its bytes.
  func texts() -> [Text] {
    if image.has([0x89, 0x50, 0x4E, 0x47], at: 0) { return pngTexts() }
    if image.has([0xFF, 0xD8], at: 0) { return jpegTexts() }
    return []
  }

  /// Appends a text; its bytes stand for digits of the base64 text.
  func decode(_ part: Text, into text: DecodedText) {
    image.decode(part.plain, into: text)
    guard let deflated = part.deflated else { return }
    text.append(Inflater.inflate(image.bytes(deflated), limit: Self.longestText), for: image.places(of: deflated))
  }

  // MARK: PNG

  private func pngTexts() -> [Text] {
    var texts: [Text] = []
    var offset = 8
    while offset + 12 <= image.count {
      let body = offset + 8..<offset + 8 + image.integer(at: offset, count: 4)
      guard body.upperBound + 4 <= image.count else { break }
      if let text = pngText(body, type: offset + 4), body.count <= Self.longestText { texts.append(text) }
      offset = body.upperBound + 4
    }
    return texts
  }

  /// The text of a chunk whose four letters stand at `type`; `nil` for chunks that hold none.
  private func pngText(_ body: Range<Int>, type: Int) -> Text? {
    if image.has(Array("tEXt".utf8), at: type) || image.has(Array("eXIf".utf8), at: type) { return Text(plain: body) }
    let isAlwaysDeflated = image.has(Array("zTXt".utf8), at: type)
    guard isAlwaysDeflated || image.has(Array("iTXt".utf8), at: type),
      let endOfName = body.prefix(80).first(where: { image[$0] == 0 }), endOfName + 3 <= body.upperBound
    else { return nil }
    if isAlwaysDeflated { return Text(plain: body.lowerBound..<endOfName, deflated: endOfName + 2..<body.upperBound) }
    guard image[endOfName + 1] == 1 else { return Text(plain: body) }
    // Two more texts that end with zero, language and translated name, come before the compressed one.
    let zeros = (endOfName + 3..<body.upperBound).lazy.filter { image[$0] == 0 }.prefix(2)
    guard zeros.count == 2, let last = Array(zeros).last else { return Text(plain: body) }
    return Text(plain: body.lowerBound..<last, deflated: last + 1..<body.upperBound)
  }

  // MARK: JPEG

  /// The bodies of comments and application segments (EXIF, XMP, IPTC), up to where the pixels begin.
  private func jpegTexts() -> [Text] {
    var texts: [Text] = []
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
      if marker == 0xFE || marker == 0xE1 || marker == 0xED { texts.append(Text(plain: offset + 4..<end)) }
      offset = end
    }
    return texts
  }
}
