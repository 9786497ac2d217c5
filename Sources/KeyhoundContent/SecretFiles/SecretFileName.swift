import KeyhoundCore

/// The name of a file that may hold a secret and nothing else.
struct SecretFileName {
  /// The name for rules.
  let plain: [UInt8]

  /// Bytes of the longest name.
  private static let longest = 80
  /// What ends such names, if anything does.
  private static let endings: Set<String> = [
    "txt", "key", "secret", "token", "password", "passwd", "pass", "credential", "credentials", "cookie", "dat", "data", "conf",
    "cfg", "env", "prod", "production", "dev", "staging", "local", "bak", "old", "orig",
  ]

  /// `nil` for other names, such as those of programs and of what may be shown to everybody.
  init?(_ name: UnsafeRawBufferPointer) {
    guard name.count <= Self.longest else { return nil }
    let parts = name.split(separator: UInt8(ascii: "."))
    guard let first = parts.first, parts.dropFirst().allSatisfy({ Self.endings.contains(Self.text($0)) }) else { return nil }
    guard !Self.text(name).contains("pub") else { return nil }
    if parts.count > 1, parts.last?.elementsEqual("key".utf8) == true {
      // A key is no name for a secret in general, but it is where nothing else is in a file.
      plain = SecretNames.plain(first) + Array("_secret_key".utf8)
    } else if SecretNames.contains(first) {
      plain = SecretNames.plain(first)
    } else if SecretNames.contains(name) {
      plain = SecretNames.plain(parts.joined(separator: [UInt8(ascii: "_")]))
    } else {
      return nil
    }
  }

  private static func text(_ part: some Collection<UInt8>) -> String { String(decoding: part, as: UTF8.self).lowercased() }
}
