/// Finds what is encoded in a text and hands it over decoded, each stretch with the lines round it, which say what it is.
///
/// What is handed over depends on nothing but the bytes of the stretch and those round it, so that a screen can tell from what changed in a
/// text which stretches may have changed.
package protocol TextDecoder: Sendable {
  /// - Parameters:
  ///   - marks: where the text has one of `EncodingMark.literals`, in rising order.
  ///   - places: stretches of the text in rising order; what is encoded elsewhere, and has nothing of them round it, may be left out.
  func decode(_ chunk: Chunk, marks: [EncodingMark], near places: [Range<Int>], _ body: (Chunk) -> Void)

  /// The same, where it is known which stretches may be encoded without a mark: `stretches`, those of them that matter.
  func decode(
    _ chunk: Chunk, marks: [EncodingMark], stretches: [Range<Int>], near places: [Range<Int>], _ body: (Chunk) -> Void)

  /// Stretches of `text`, which is whole, that may be encoded without a mark and touch one of `places`, in rising order.
  ///
  /// A stretch begins with `headCount` bytes, by which alone, and the one before, it is told that it is one.
  func stretches(in text: UnsafeRawBufferPointer, touching places: [Range<Int>]) -> [Range<Int>]

  /// Bytes at the start of every stretch, and how far from it text is of importance.
  var headCount: Int { get }
  var reach: Int { get }

  /// Whether something may be encoded in `text`, which is whole and has no marks. The answer no is always right.
  func mayDecode(_ text: UnsafeRawBufferPointer) -> Bool
}

/// A decoder that cannot tell takes any text as one stretch.
extension TextDecoder {
  package func mayDecode(_ text: UnsafeRawBufferPointer) -> Bool { true }

  package func decode(
    _ chunk: Chunk, marks: [EncodingMark], stretches: [Range<Int>], near places: [Range<Int>], _ body: (Chunk) -> Void
  ) {
    decode(chunk, marks: marks, near: places, body)
  }

  package func stretches(in text: UnsafeRawBufferPointer, touching places: [Range<Int>]) -> [Range<Int>] { [0..<text.count] }

  package var headCount: Int { 0 }
  package var reach: Int { 0 }
}

/// A few bytes that only encoded text is likely to have. They are found by the search for the literals of rules, so looking for them costs nothing.
package struct EncodingMark: Comparable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// `\u002e` and `\x2e`.
    case backslash
    /// `%2E`.
    case percent
    /// `&#46;`.
    case entity
    /// `=2E`.
    case equals
    /// A header that says that a text is in quoted-printable.
    case mail
    /// A Kubernetes Secret, whose values are in base64 however short they are.
    case secret
    /// How a picture in base64 begins.
    case picture
  }

  package var kind: Kind
  /// The offset behind the last byte.
  package var end: Int

  package init(_ kind: Kind, end: Int) {
    self.kind = kind
    self.end = end
  }

  package static func < (a: Self, b: Self) -> Bool { a.end < b.end }

  /// What is looked for, in lower case. Escapes count that can begin, end or divide a key, and two letters in a row.
  package static let literals: [(text: [UInt8], kind: Kind)] = {
    var literals: [(String, Kind)] = [
      ("\\u00", .backslash), ("quoted-printable", .mail), ("kind: secret", .secret), ("\"kind\": \"secret\"", .secret),
      ("\"kind\":\"secret\"", .secret), ("&#x", .entity), ("&period;", .entity), ("&lowbar;", .entity), ("&equals;", .entity),
      ("&colon;", .entity), ("&hyphen;", .entity),
    ]
    literals += "234567".map { ("\\x\($0)", .backslash) }
    literals += "134569".map { ("&#\($0)", .entity) }
    literals += ["3d", "2e", "5f", "2d"].map { ("=\($0)", .equals) }
    literals += ["0a", "20", "22", "26", "27", "2b", "2d", "2e", "2f", "3a", "3d", "40", "5f", "7b"].map { ("%\($0)", .percent) }
    literals += (Array(0x30...0x39) + Array(0x41...0x5A) + Array(0x61...0x7A)).map { ("%\(String($0, radix: 16))%", .percent) }
    return literals.map { (Array($0.0.utf8), $0.1) }
  }()

  /// How pictures begin in base64, in lower case: PNG, JPEG, GIF, WebP, TIFF, and BMP where it is said that base64 follows.
  package static let pictureLiterals: [(text: [UInt8], kind: Kind)] = [
    "ivborw0kggo", "/9j/", "\\/9j\\/", "r0lgodlh", "r0lgoddh", "uklgr", "sukqa", "tu0ak", "base64,qk",
  ].map { (Array($0.utf8), .picture) }
}
