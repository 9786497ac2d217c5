import KeyhoundCore

/// A way to write a key in the raw text of a notebook.
struct KeyForm {
  struct Unknown: Error {
    let name: String
  }

  private let write: (String) -> [UInt8]

  init(named name: String) throws(Unknown) {
    guard let write = Self.forms[name] else { throw Unknown(name: name) }
    self.write = write
  }

  func written(_ key: String) -> [UInt8] { write(key) }

  private static var forms: [String: (String) -> [UInt8]] {
    [
      "plain": { Array($0.utf8) },
      "head": { Array($0.utf8.prefix(20)) },
      "tail": { Array($0.utf8.dropFirst(20)) },
      "dot": { each($0) { $0 == UInt8(ascii: ".") ? #"\u002e"# : nil } },
      "escaped-dot": { each($0) { $0 == UInt8(ascii: ".") ? #"\\u002e"# : nil } },
      "unicode": { each($0) { #"\u00"# + hexadecimal($0) } },
      "entities": { each($0) { $0 % 2 == 0 ? "&#\($0);" : "&#x\(hexadecimal($0));" } },
      "coloured": { Array($0.utf8.prefix(12)) + Array(#"\u001b[01;31m\u001b[K"#.utf8) + Array($0.utf8.dropFirst(12)) },
      "base64": { base64(Array("api_key = \($0)\n".utf8)) },
      "wrapped": { wrapped(base64(Array("[default]\nremote = https://app.baseten.co\nlanguage = en\napi_key = \($0)\n".utf8))) },
      "png": { base64(Picture.png("tEXt", Array("Comment\0api_key \($0)".utf8))) },
      "itxt": { base64(Picture.png("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<x>\($0)</x>".utf8))) },
      "ztxt": { base64(Picture.png("zTXt", Array("Comment\0\0".utf8) + Picture.deflated(Array("api_key \($0)".utf8)))) },
      "jpeg": { base64(Picture.jpeg(comment: Array("key \($0)".utf8))) },
    ]
  }

  private static func each(_ key: String, _ replacement: (UInt8) -> String?) -> [UInt8] {
    key.utf8.flatMap { byte in replacement(byte).map { Array($0.utf8) } ?? [byte] }
  }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  /// Lines of 76 digits with JSON's `\n` between.
  private static func wrapped(_ digits: [UInt8]) -> [UInt8] {
    stride(from: 0, to: digits.count, by: 76).map { Array(digits[$0..<min($0 + 76, digits.count)]) }
      .joined(separator: Array(#"\n"#.utf8)).map { $0 }
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return stride(from: 0, to: bytes.count, by: 3).flatMap { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      return (0..<4).map { $0 <= group.count ? digits[word >> (18 - 6 * $0) & 63] : UInt8(ascii: "=") }
    }
  }
}
