import CLibdeflate
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
      "png": { base64(png("tEXt", Array("Comment\0api_key \($0)".utf8))) },
      "itxt": { base64(png("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<x>\($0)</x>".utf8))) },
      "ztxt": { base64(png("zTXt", Array("Comment\0\0".utf8) + deflated(Array("api_key \($0)".utf8)))) },
      "jpeg": { base64(jpeg(Array("key \($0)".utf8))) },
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

  /// A picture of one pixel with one more chunk.
  private static func png(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let header: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk(type, body)
      + chunk("IDAT", deflated([0, 0])) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + body
    return bigEndian(UInt32(body.count)) + content + bigEndian(CRC32.sum(content))
  }

  private static func jpeg(_ comment: [UInt8]) -> [UInt8] {
    let length = comment.count + 2
    let filler = [UInt8](repeating: 0x55, count: 40)
    return [0xFF, 0xD8, 0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 255)] + comment + [0xFF, 0xDA] + filler + [0xFF, 0xD9]
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }

  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    return [UInt8](unsafeUninitializedCapacity: bytes.count + 100) { memory, count in
      count = libdeflate_zlib_compress(compressor, bytes, bytes.count, memory.baseAddress, bytes.count + 100)
    }
  }
}
