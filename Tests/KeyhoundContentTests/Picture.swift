import CLibdeflate
import KeyhoundCore

/// Small pictures with a text beside their pixels.
enum Picture {
  /// A picture of one pixel with one more chunk.
  static func png(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let header: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk(type, body)
      + chunk("IDAT", deflated([0, 0])) + chunk("IEND", [])
  }

  static func jpeg(comment: [UInt8]) -> [UInt8] { jpeg(marker: 0xFE, comment) }

  static func jpeg(marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    let length = body.count + 2
    let filler = [UInt8](repeating: 0x55, count: 40)
    return [0xFF, 0xD8, 0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + body + [0xFF, 0xDA] + filler + [0xFF, 0xD9]
  }

  /// A picture with a palette of two colours and one image before the extension block, which comes as `blocks`.
  static func gif(label: UInt8, _ blocks: [[UInt8]]) -> [UInt8] {
    let image: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0]
    return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0] + [0, 0, 0, 255, 255, 255] + image + [0x21, label]
      + blocks.flatMap { [UInt8($0.count)] + $0 } + [0, 0x3B]
  }

  /// XMP as GIF has it: not in blocks, with a tail that leads a reader of blocks to the end.
  static func gif(xmp: [UInt8]) -> [UInt8] {
    let tail: [UInt8] = [1] + (0...255).reversed().map { UInt8($0) } + [0]
    let start = Array(gif(label: 0xFF, [Array("XMP DataXMP".utf8)]).dropLast(2))
    return start + xmp + tail + [0x3B]
  }

  static func webp(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let pixels = riff("VP8L", [0x2F, 0, 0, 0, 0])
    let content = Array("WEBP".utf8) + pixels + riff(type, body)
    return Array("RIFF".utf8) + littleEndian(UInt32(content.count)) + content
  }

  /// A directory with one text field, 256 bytes into the file.
  static func tiff(tag: UInt32, _ text: [UInt8], isLittle: Bool) -> [UInt8] {
    let number = isLittle ? littleEndian : bigEndian
    let short = { (value: UInt32) in isLittle ? Array(number(value).prefix(2)) : Array(number(value).suffix(2)) }
    let head = Array((isLittle ? "II" : "MM").utf8) + short(42) + number(256)
    let entry = short(tag) + short(2) + number(UInt32(text.count)) + number(280)
    let directory = short(1) + entry + number(0)
    return head + [UInt8](repeating: 0, count: 248) + directory + [UInt8](repeating: 0, count: 24 - directory.count) + text
  }

  /// A bitmap whose pixels are `pixels`.
  static func bmp(_ pixels: [UInt8]) -> [UInt8] {
    let header = littleEndian(40) + littleEndian(UInt32(pixels.count / 4)) + littleEndian(1) + [1, 0, 32, 0]
    let rest = header + [UInt8](repeating: 0, count: 24) + pixels
    return Array("BM".utf8) + littleEndian(UInt32(14 + rest.count)) + littleEndian(0) + littleEndian(54) + rest
  }

  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let compressor = libdeflate_alloc_compressor(6)
    defer { libdeflate_free_compressor(compressor) }
    return [UInt8](unsafeUninitializedCapacity: bytes.count + 100) { memory, count in
      count = libdeflate_zlib_compress(compressor, bytes, bytes.count, memory.baseAddress, bytes.count + 100)
    }
  }

  private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + body
    return bigEndian(UInt32(body.count)) + content + bigEndian(CRC32.sum(content))
  }

  private static func riff(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array(type.utf8) + littleEndian(UInt32(body.count)) + body + [UInt8](repeating: 0, count: body.count % 2)
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }

  private static func littleEndian(_ value: UInt32) -> [UInt8] { bigEndian(value).reversed() }
}
