import KeyhoundCore

/// One text that a picture carries beside its pixels: the bytes that hold it, of which the last may be compressed.
struct ImageText: Equatable {
  static let decoder = "image-text"

  /// In rising order.
  var pieces: [Range<Int>]
  /// A zlib stream (RFC 1950) behind them.
  var deflated: Range<Int>?

  init(_ plain: Range<Int>, deflated: Range<Int>? = nil) {
    pieces = [plain]
    self.deflated = deflated
  }

  init(pieces: [Range<Int>]) {
    self.pieces = pieces
  }

  /// How many bytes of the picture it takes.
  var count: Int { pieces.reduce(deflated?.count ?? 0) { $0 + $1.count } }
}

/// What base64 text can be told to hold by how it begins.
enum Base64Media {
  case png, jpeg, other

  /// `nil` for nothing that is known.
  init?(_ base64: UnsafeRawBufferPointer) {
    let magic = Self.magics.first { magic, _ in base64.count > 64 && base64.prefix(magic.utf8.count).elementsEqual(magic.utf8) }
    guard let magic else { return nil }
    self = magic.media
  }

  /// How PNG, JPEG, GIF, WebP, BMP, TIFF, icons, PDF, WAV, MP3, Ogg, MP4 and fonts begin in base64.
  private static let magics: [(String, media: Base64Media)] = [
    ("iVBORw0KGgo", .png), ("/9j/", .jpeg), ("R0lGODlh", .other), ("R0lGODdh", .other), ("UklGR", .other), ("Qk0", .other),
    ("Qk1", .other), ("Qk2", .other), ("SUkqA", .other), ("TU0AK", .other), ("AAABAA", .other), ("JVBERi", .other),
    ("SUQz", .other), ("T2dnUw", .other), ("AAAAIGZ0eX", .other), ("AAAAHGZ0eX", .other), ("AAAAGGZ0eX", .other),
    ("d09GM", .other), ("d09GR", .other),
  ]
}
