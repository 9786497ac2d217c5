import KeyhoundCore

/// A text with places for random characters, such as `ghp_{alnum:36}`: what examples are written as, so that no key stands in the repository.
package struct Template: Sendable {
  /// What is wrong with a template.
  package struct Mistake: Error, CustomStringConvertible {
    package let description: String
  }

  private enum Part {
    case text(String)
    case random(String, ClosedRange<Int>)
    case uuid
    case jwt
    case sum
  }

  private let parts: [Part]
  private let source: String

  package init(_ source: String) throws(Mistake) {
    self.source = source
    var parts: [Part] = []
    var rest = source[...]
    while let brace = rest.firstIndex(of: "{") {
      parts.append(.text(String(rest[..<brace])))
      rest = rest[brace...]
      let inside = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-:.".contains($0)) }
      guard rest.dropFirst(inside.count + 1).first == "}", let part = try Self.part(inside) else {
        parts.append(.text("{"))
        rest = rest.dropFirst()
        continue
      }
      parts.append(part)
      rest = rest.dropFirst(inside.count + 2)
    }
    self.parts = parts + [.text(String(rest))]
  }

  /// The part that the words between braces stand for; `nil` when they are just text.
  private static func part(_ words: Substring) throws(Mistake) -> Part? {
    if words == "uuid" { return .uuid }
    if words == "jwt" { return .jwt }
    if words == "crc32:6" { return .sum }
    guard let colon = words.firstIndex(of: ":") else { return nil }
    let (kind, count) = (words[..<colon], words[words.index(after: colon)...])
    let bounds = count.split(separator: ".").map { Int($0) }
    guard let least = bounds.first ?? nil, let most = bounds.last ?? nil, bounds.count <= 2 else { return nil }
    guard let characters = kinds[String(kind)] else {
      let names = kinds.keys.sorted().joined(separator: ", ")
      throw Mistake(description: "the template {\(words)} names no kind of characters; there are \(names), uuid, jwt and crc32:6")
    }
    guard least <= most, most <= 100_000 else { throw Mistake(description: "the template {\(words)} has no sensible count") }
    return .random(characters, least...most)
  }

  private static let (digits, lower, upper) = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let kinds: [String: String] = [
    "digit": digits, "lower": lower, "upper": upper, "letter": lower + upper, "alnum": digits + lower + upper,
    "lower-alnum": digits + lower, "upper-alnum": digits + upper, "hex": "0123456789abcdef", "upper-hex": "0123456789ABCDEF",
    "base32": upper + "234567", "base64": digits + lower + upper + "+/", "base64url": digits + lower + upper + "-_",
    "word": digits + lower + upper + "_", "print": digits + lower + upper + "!#%&*+-.:;<=>?@^_~",
  ]

  /// The template with its places filled: always the same for the same `seed`.
  package func expanded(seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed, text: source)
    return parts.reduce(into: "") { text, part in
      switch part {
      case .text(let literal): text += literal
      case .random(let characters, let counts): text += Self.pick(counts.randomElement(using: &random) ?? 0, characters, &random)
      case .uuid: text += Self.uuid(&random)
      case .jwt: text += Self.jwt(&random)
      case .sum: text += Self.sum(of: text)
      }
    }
  }

  private static func pick(_ count: Int, _ characters: String, _ random: inout SeededGenerator) -> String {
    let bytes = Array(characters.utf8)
    let picked = (0..<count).map { _ in bytes[Int.random(in: bytes.indices, using: &random)] }
    return String(decoding: picked, as: UTF8.self)
  }

  private static func uuid(_ random: inout SeededGenerator) -> String {
    let hex = kinds["hex"] ?? ""
    let groups = [8, 3, 3, 12].map { pick($0, hex, &random) }
    return "\(groups[0])-\(pick(4, hex, &random))-4\(groups[1])-a\(groups[2])-\(groups[3])"
  }

  /// A token of three parts whose first two are JSON; the parts that are not random say "alg", "typ" and "sub".
  private static func jwt(_ random: inout SeededGenerator) -> String {
    let payload = Array("{\"sub\":\"\(pick(10, digits, &random))\",\"iat\":1\(pick(9, digits, &random))}".utf8)
    let header = Array("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".utf8)
    return "\(base64url(header)).\(base64url(payload)).\(pick(43, kinds["base64url"] ?? "", &random))"
  }

  private static func base64url(_ bytes: [UInt8]) -> String {
    let digits = Array((upper + lower + self.digits + "-_").utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0...group.count { text.append(digits[word >> (18 - 6 * index) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func sum(of text: String) -> String {
    let body = text.utf8.suffix(
      from: text.utf8.lastIndex(of: UInt8(ascii: "_")).map { text.utf8.index(after: $0) } ?? text.startIndex)
    return String(decoding: CRC32.base62(CRC32.sum(body)), as: UTF8.self)
  }
}

/// Random numbers that are the same for the same seed and text (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, text: String) {
    state = text.utf8.reduce(0xCBF2_9CE4_8422_2325 &+ seed &* 0x9E37_79B9_7F4A_7C15) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
