/// Recognises what HTTP basic authentication sends: the base64 of `name:password`.
package enum BasicCredentials {
  /// Whether `text` is base64 of printable text with a name before a colon and something behind it.
  ///
  /// Without a name only ASCII counts: words such as `Operations` decode to a colon and bytes.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool { password(in: text) != nil }

  /// Whether the password in `text` is one that people think of, or too short to be anything else.
  package static func areGuessable(_ text: UnsafeRawBufferPointer) -> Bool {
    password(in: text).map { $0.count < 6 || $0.withUnsafeBytes(Guessable.matches) } ?? false
  }

  private static func password(in text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let decoded = Base64Text.decoded(text), let colon = decoded.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let plain = colon == 0 ? decoded[...] : decoded.prefix(colon)
    guard colon + 1 < decoded.count, plain.allSatisfy({ $0 < 0x7F }), decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return nil
    }
    return Array(decoded[(colon + 1)...])
  }
}
