import KeyhoundCore

/// What the characters of a possible key say, though some of them were misread.
struct KeyText {
  let bytes: [UInt8]
  let digits: Int
  let upper: Int
  let lower: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    digits = bytes.count { $0.isDigitASCII }
    upper = bytes.count { $0.isUpperASCII }
    lower = bytes.count { $0.isLowerASCII }
  }

  var count: Int { bytes.count }

  /// Whether there are at least so many digits, capitals and small letters each.
  func has(eachKind least: Int) -> Bool { digits >= least && upper >= least && lower >= least }

  var isPlaceholder: Bool { bytes.withUnsafeBytes { Placeholder.matches($0) || TextStatistics($0).isSequence } }
  var isRandom: Bool { bytes.withUnsafeBytes { Randomness($0).isRandom } }
  var readsLikeWords: Bool { bytes.withUnsafeBytes { TextStatistics($0).readsLikeWords } }
  var letterPairScore: Double { bytes.withUnsafeBytes { TextStatistics($0).letterPairScore } }
  var entropy: Double { bytes.withUnsafeBytes { TextStatistics($0).entropy } }

  /// The share of neighbours of different kinds, a capital before a small letter and signs left out.
  var changes: Double {
    let changes = zip(bytes, bytes.dropFirst()).count { Self.isChange($0, $1) }
    return bytes.count > 1 ? Double(changes) / Double(bytes.count - 1) : 0
  }

  private static func isChange(_ first: UInt8, _ second: UInt8) -> Bool {
    let (a, b) = (kind(first), kind(second))
    return a != b && a != 3 && b != 3 && !(a == 2 && b == 1)
  }

  private static func kind(_ byte: UInt8) -> Int {
    byte.isDigitASCII ? 0 : byte.isLowerASCII ? 1 : byte.isUpperASCII ? 2 : 3
  }

  /// The letters and digits alone.
  var alphanumerics: [UInt8] { bytes.filter(\.isAlphanumericASCII) }

  /// Whether nearly all of it are digits of base 16, or what these are taken for.
  var isHexadecimal: Bool {
    let core = alphanumerics
    return !core.isEmpty && core.allSatisfy { Self.hexadecimal.contains($0) }
  }

  private static let hexadecimal = ByteSet("0123456789abcdefABCDEFlOoIS".utf8)

  /// What random text of this length, misread or not, nearly always exceeds.
  var entropyFloor: Double { count < 20 || isHexadecimal ? 2.6 : count < 30 ? 2.9 : 3.2 }

  /// Whether it is random beyond doubt, so that its name alone makes it a key: neither words, a path, an address nor a number.
  var isStrong: Bool {
    guard count >= 16, !isPlaceholder, isRandom, !readsLikeWords else { return false }
    let core = alphanumerics
    guard core.count * 100 >= count * 85, !looksLikeAddress else { return false }
    if isHexadecimal { return core.count >= 28 && digits >= 6 && upper + lower >= 5 }
    return digits >= 2 && (upper >= 1 || digits >= 4) && lower >= 1 && upper + lower >= 5
  }

  private var looksLikeAddress: Bool {
    bytes.withUnsafeBytes { text in Self.addressMarks.contains { text.contains(folded: $0, in: 0..<text.count) } }
      || bytes.split(separator: UInt8(ascii: ".")).count { $0.count >= 2 } >= 3
      || bytes.split(separator: UInt8(ascii: "/")).dropFirst().dropLast().contains { $0.allSatisfy(\.isLowerASCII) }
  }

  private static let addressMarks = ["http", "www.", "://"].map { Array($0.utf8) }
}
