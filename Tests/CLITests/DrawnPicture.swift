import Foundation

/// A picture for a `tesseract` that reads what the grey values of pixels spell: the program is run for real, and what it reads is known.
/// Grey values are letters with the highest bit set, so that the file itself does not say it.
struct DrawnPicture {
  let text: String
  var size = (width: 200, height: 40)

  init(_ text: String) {
    self.text = text
  }

  /// A PNG whose first row spells the text, on white.
  var png: [UInt8] {
    let letters = "LINE:\(text);".utf8.map { $0 | 0x80 }
    var pixels: [UInt8] = []
    for row in 0..<size.height {
      let spelled = row == 0 ? Array(letters.prefix(size.width)) : []
      pixels += [0] + spelled + [UInt8](repeating: row % 7 == 3 ? 0 : 255, count: size.width - spelled.count)
    }
    let header = Self.bytes(UInt32(size.width)) + Self.bytes(UInt32(size.height)) + [8, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header) + Self.chunk("IDAT", Self.stored(pixels))
      + Self.chunk("IEND", [])
  }

  var base64: String { Data(png).base64EncodedString() }

  /// A program that takes the place of tesseract, in a folder of its own.
  static func installReader(in folder: TemporaryFolder) throws -> [String: String] {
    let bin = folder.outside.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let file = bin.appending(path: "tesseract")
    try script.write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return ["PATH": "\(bin.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"]
  }

  private static let script = #"""
    #!/bin/sh
    case "$1" in
    --version) echo "tesseract 5.3.0" ;;
    --list-langs) printf 'List of available languages in "/nowhere/" (1):\neng\n' ;;
    *)
      line=$(LC_ALL=C tr '\000-\177\200-\377' '\200-\377\000-\177' | grep -a -o 'LINE:[^;]*' | head -n 1 | cut -c 6-)
      printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
      if [ -n "$line" ]; then printf '5\t1\t1\t1\t1\t1\t10\t20\t180\t12\t95.0\t%s\n' "$line"; fi
      ;;
    esac
    """#

  // MARK: PNG

  private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + body
    return bytes(UInt32(body.count)) + content + bytes(sum(content))
  }

  /// A zlib stream that compresses nothing.
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    let length = UInt16(data.count)
    let head: [UInt8] = [0x78, 0x01, 1, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data { (a, b) = ((a + UInt32(byte)) % 65_521, (b + (a + UInt32(byte)) % 65_521) % 65_521) }
    return head + data + bytes(b << 16 | a)
  }

  private static func sum(_ data: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in data {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
}
