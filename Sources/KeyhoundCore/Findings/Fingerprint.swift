/// The stable identity of a finding: a keyed hash of rule, secret and logical place.
///
/// Lines and columns are no part of it, so moving code changes nothing; a different secret in the same place is new.
/// The key keeps tables of known hashes from being reused, and nothing can be told of a secret of full strength from it; a short password
/// could still be guessed, so baselines of passwords are better kept with the code than in public.
package enum Fingerprint {
  private static let key = Array("keyhound fingerprint 1".utf8)

  /// 32 hexadecimal digits: HMAC-SHA-256, cut to 128 bits.
  package static func of(rule: String, secret: Secret, origin: Origin) -> String {
    hash([rule, secret.revealed, place(origin)])
  }

  /// The same for what was read in a picture, which is told by the picture and the place in it: what is read is not exact.
  package static func of(rule: String, picture: PicturePlace, origin: Origin) -> String {
    let box = picture.box
    return hash([rule, "image", picture.sha256, "\(box.x),\(box.y),\(box.width),\(box.height)", place(origin)])
  }

  private static func place(_ origin: Origin) -> String {
    origin.cell.map { "\(origin.path)\u{0}\($0.id ?? "")" } ?? origin.path
  }

  private static func hash(_ parts: [String]) -> String {
    let text = parts.joined(separator: "\u{0}\u{0}")
    return SHA256.authenticationCode(for: Array(text.utf8), key: key).prefix(16).hexadecimal
  }

  /// Whether `text` has the form of a fingerprint.
  package static func isOne(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { $0.isDigitASCII || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }
}

extension Finding {
  /// The fingerprint that it would have if `rule` had found it in a file called `path`.
  func fingerprint(by rule: String, at path: String) -> String {
    var origin = origin
    origin.path = path
    return picture.map { Fingerprint.of(rule: rule, picture: $0, origin: origin) }
      ?? Fingerprint.of(rule: rule, secret: secret, origin: origin)
  }
}
