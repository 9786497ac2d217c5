/// The text of a match. It prints redacted, everywhere; only code that was asked to reveal may say `revealed`.
package struct Secret: Hashable, Sendable {
  /// The whole secret as found; invalid UTF-8 is replaced by U+FFFD.
  package let revealed: String
  /// What may be shown: the public prefix, then stars whose number says nothing about the length.
  package let redacted: String

  /// Takes the bytes of a match, of which the first `publicCount` are its public prefix.
  package init(_ bytes: UnsafeRawBufferPointer, publicCount: Int = 0) {
    revealed = String(decoding: bytes, as: UTF8.self)
    let shown = String(decoding: bytes.prefix(publicCount), as: UTF8.self)
    redacted = shown + Self.stars
  }

  package static let stars = "********"

  /// Fewer bytes than these are no sign of a secret where they stand by themselves.
  package static let shortest = 8

  /// What is starred out of the secret, if that gives it away by itself; else the whole.
  package var telling: (text: String, shown: String) {
    let hidden = revealed.utf8.dropFirst(redacted.utf8.count - Self.stars.utf8.count)
    return hidden.count < Self.shortest ? (revealed, redacted) : (String(hidden) ?? revealed, Self.stars)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { redacted }
  package var debugDescription: String { redacted }
  package var customMirror: Mirror { Mirror(self, children: ["redacted": redacted]) }
}
