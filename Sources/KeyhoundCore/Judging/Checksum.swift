/// Checks that some vendors build into their keys, so that a key can be told from random text without asking anyone.
package enum Checksum: String, CaseIterable, Sendable {
  /// The last six characters are the CRC-32 of the characters between the first `_` run and them, in base 62.
  /// Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  case crc32Base62 = "crc32-base62"

  /// Whether `secret` carries the right sum.
  package func holds(for secret: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .crc32Base62: CRC32.endsInBase62Sum(secret)
    }
  }
}

/// CRC-32 as in zlib and PNG (ISO 3309, polynomial EDB88320 reflected).
package enum CRC32 {
  /// The sum of `bytes`.
  package static func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// Six base-62 digits (0–9, A–Z, a–z), the most significant first, padded with zeros.
  package static func base62(_ sum: UInt32) -> [UInt8] {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    var rest = Int(sum)
    var result: [UInt8] = []
    for _ in 0..<6 {
      result.insert(digits[rest % 62], at: 0)
      rest /= 62
    }
    return result
  }

  static func endsInBase62Sum(_ secret: UnsafeRawBufferPointer) -> Bool {
    guard let underscore = secret.prefix(12).lastIndex(of: UInt8(ascii: "_")), secret.count > underscore + 7 else {
      return false
    }
    let end = secret.count - 6
    return secret[end...].elementsEqual(base62(sum(secret[underscore + 1..<end])))
  }
}
