import KeyhoundCore

/// Names of columns and files that speak of secrets.
enum SecretNames {
  /// Words of which such names have one, without what stands between their parts.
  private static let words: [[UInt8]] = [
    "password", "passwd", "passphrase", "passwort", "pwd", "secret", "token", "credential", "apikey", "accesskey", "privatekey",
    "authkey",
  ].map { Array($0.utf8) }
  private static let wholeNames: [[UInt8]] = ["pass", "pw", "dbpass", "vaultpass"].map { Array($0.utf8) }

  static func contains(_ name: some Sequence<UInt8>) -> Bool {
    let letters = name.filter(\.isAlphanumericASCII).map(\.lowercasedASCII)
    if wholeNames.contains(letters) { return true }
    return letters.withUnsafeBytes { letters in words.contains { letters.contains(folded: $0, in: 0..<letters.count) } }
  }

  /// A name as rules like it to be: letters and digits, and underscores for what is between.
  static func plain(_ name: some Sequence<UInt8>) -> [UInt8] { name.map { $0.isAlphanumericASCII ? $0 : UInt8(ascii: "_") } }
}
