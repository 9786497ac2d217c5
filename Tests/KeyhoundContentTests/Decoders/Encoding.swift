import KeyhoundContent
import KeyhoundCore
import Testing

/// A way to write text as other text.
struct Encoding: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// What the report says of it.
  let names: [String]
  let write: @Sendable (String) -> String

  init(_ name: String, _ names: [String], _ write: @escaping @Sendable (String) -> String) {
    testDescription = name
    self.names = names
    self.write = write
  }

  func callAsFunction(_ text: String) -> String { write(text) }

  static let all: [Encoding] = [
    Encoding("base64", ["base64"]) { base64(Array($0.utf8)) },
    Encoding("base64 for URLs", ["base64"]) { urlSafe(base64(Array($0.utf8))) },
    Encoding("base64 without padding", ["base64"]) { base64(Array($0.utf8)).filter { $0 != "=" } },
    Encoding("base64 behind an escape", ["base64"]) { "\"\\n\(base64(Array($0.utf8)))\"" },
    Encoding("base64 of UTF-16", ["base64", "utf-16le"]) { base64($0.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) },
    Encoding("hexadecimal", ["hex"]) { $0.utf8.map { byte in hex(byte) }.joined() },
    Encoding("hexadecimal of a number", ["hex"]) { "0x" + $0.utf8.map { byte in hex(byte).uppercased() }.joined() },
    Encoding("percent, everything", ["percent"]) { $0.utf8.map { byte in "%" + hex(byte) }.joined() },
    Encoding("percent, the underscore", ["percent"]) { $0.replacing("_", with: "%5F") },
    Encoding("\\u", ["escapes"]) { $0.utf8.map { byte in "\\u00" + hex(byte) }.joined() },
    Encoding("\\u, the underscore", ["escapes"]) { $0.replacing("_", with: "\\u005f") },
    Encoding("\\x", ["escapes"]) { $0.utf8.map { byte in "\\x" + hex(byte) }.joined() },
    Encoding("entities", ["entities"]) { $0.utf8.map { byte in "&#\(byte);" }.joined() },
    Encoding("hexadecimal entities", ["entities"]) { $0.utf8.map { byte in "&#x\(hex(byte));" }.joined() },
    Encoding("quoted-printable", ["quoted-printable"]) { $0.replacing("_", with: "=5F") },
    Encoding("a soft line end", ["quoted-printable"]) { text in
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n\(text.prefix(20))=\r\n\(text.dropFirst(20))"
    },
  ]

  static func base64(_ bytes: [UInt8]) -> String { String(decoding: KeyForm.base64(bytes), as: UTF8.self) }

  static func urlSafe(_ text: String) -> String { text.replacing("+", with: "-").replacing("/", with: "_").filter { $0 != "=" } }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// A rule for tests, its keys, and what is found of them.
enum EncodedTexts {
  static let rule: Rule = {
    var rule = Rule(id: "token")
    rule.regex = "(?<![a-zA-Z0-9_])tok_[a-zA-Z0-9]{24}(?![a-zA-Z0-9_])"
    return rule
  }()

  static let detector = Detector(RuleSet([rule], findsMarks: true))

  static func key(_ random: inout some RandomNumberGenerator) -> String {
    let letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "tok_" + String((0..<24).map { _ in letters.randomElement(using: &random) ?? "a" })
  }

  static func key() -> String {
    var random = SystemRandomNumberGenerator()
    return key(&random)
  }

  /// What is found in what is encoded in `bytes`.
  static func findings(in bytes: UnsafeRawBufferPointer, depth: Int = 2) -> [Finding] {
    let scratch = DetectorScratch(for: detector.rules)
    let chunk = Chunk(whole: bytes, origin: Origin(path: "a"))
    _ = detector.findings(in: chunk, scratch: scratch)
    var all: [Finding] = []
    let marks = scratch.takeMarks()
    EncodedSearch(TextDecoders(), depth: depth)?.search(
      chunk, marks: marks, near: [0..<bytes.count], detector, scratch
    ) { _, findings, _ in all += findings }
    return FindingResolver.resolved(all)
  }

  static func findings(in text: String, depth: Int = 2) -> [Finding] {
    Array(text.utf8).withUnsafeBytes { findings(in: $0, depth: depth) }
  }
}
