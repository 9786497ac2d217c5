import CImages
import Testing

@testable import KeyhoundImages

/// Pictures in all formats, made from shades of gray.
enum PictureFile {
  static func png(_ picture: GrayPicture) throws -> [UInt8] {
    try png(picture.pixels, picture.size, format: 0)
  }

  /// With a colour and an opacity for each pixel.
  static func png(rgba: [UInt8], _ size: PictureSize) throws -> [UInt8] {
    try png(rgba, size, format: UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA))
  }

  private static func png(_ pixels: [UInt8], _ size: PictureSize, format: UInt32) throws -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    (image.width, image.height, image.format) = (UInt32(size.width), UInt32(size.height), format)
    var count = pixels.count * 2 + 4096
    var file = [UInt8](repeating: 0, count: count)
    try #require(png_image_write_to_memory(&image, &file, &count, 0, pixels, 0, nil) != 0)
    return Array(file.prefix(count))
  }

  static func jpeg(_ picture: GrayPicture) throws -> [UInt8] {
    let compressor = try #require(tjInitCompress())
    defer { tjDestroy(compressor) }
    var file: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    let status = tjCompress2(
      compressor, picture.pixels, Int32(picture.width), Int32(picture.width), Int32(picture.height),
      Int32(TJPF_GRAY.rawValue), &file, &count, Int32(TJSAMP_GRAY.rawValue), 95, 0)
    defer { tjFree(file) }
    try #require(status == 0)
    return Array(UnsafeBufferPointer(start: file, count: Int(count)))
  }

  static func webp(_ picture: GrayPicture) throws -> [UInt8] {
    try webp(rgba: picture.pixels.flatMap { [$0, $0, $0, 255] }, picture.size)
  }

  static func webp(rgba: [UInt8], _ size: PictureSize) throws -> [UInt8] {
    var file: UnsafeMutablePointer<UInt8>?
    let count = WebPEncodeLosslessRGBA(rgba, Int32(size.width), Int32(size.height), Int32(4 * size.width), &file)
    defer { WebPFree(file) }
    try #require(count > 0)
    return Array(UnsafeBufferPointer(start: file, count: count))
  }

  /// Two frames, of which only the first shows the picture.
  static func movingWebP(_ picture: GrayPicture) throws -> [UInt8] {
    let blank = try webp(GrayPicture(picture.size) { _ in })
    let frames = try [webp(picture), blank].flatMap { frame in
      let place = [UInt8](repeating: 0, count: 6) + little(picture.width - 1, 3) + little(picture.height - 1, 3)
      return chunk("ANMF", place + [100, 0, 0, 0] + frame.dropFirst(12))
    }
    let canvas = [2, 0, 0, 0] + little(picture.width - 1, 3) + little(picture.height - 1, 3)
    let content = Array("WEBP".utf8) + chunk("VP8X", canvas) + chunk("ANIM", [255, 255, 255, 255, 0, 0]) + frames
    return Array("RIFF".utf8) + little(content.count, 4) + content
  }

  /// Of 128 shades; codes of eight bits, and a new start before they would grow, make compression trivial.
  static func gif(_ picture: GrayPicture, isInterlaced: Bool = false, transparent: UInt8? = nil) -> [UInt8] {
    let palette = (0..<128).flatMap { shade in [UInt8](repeating: UInt8(2 * shade), count: 3) }
    let screen = little(picture.width, 2) + little(picture.height, 2) + [0xF6, 0, 0]
    let control: [UInt8] = transparent.map { [0x21, 0xF9, 4, 1, 0, 0, $0 / 2, 0] } ?? []
    let frame: [UInt8] =
      [0x2C, 0, 0, 0, 0] + little(picture.width, 2) + little(picture.height, 2) + [isInterlaced ? 0x40 : 0, 7]
    let shades = rows(picture, isInterlaced).flatMap { row in
      picture.pixels[row * picture.width..<(row + 1) * picture.width].map { $0 / 2 }
    }
    var codes: [UInt8] = []
    for start in stride(from: 0, to: shades.count, by: 120) {
      codes.append(128)
      codes += shades[start..<min(start + 120, shades.count)]
    }
    codes.append(129)
    return Array("GIF89a".utf8) + screen + palette + control + frame + blocks(of: codes) + [0, 0x3B]
  }

  private static func blocks(of codes: [UInt8]) -> [UInt8] {
    var blocks: [UInt8] = []
    for start in stride(from: 0, to: codes.count, by: 255) {
      let block = codes[start..<min(start + 255, codes.count)]
      blocks.append(UInt8(block.count))
      blocks += block
    }
    return blocks
  }

  private static func rows(_ picture: GrayPicture, _ isInterlaced: Bool) -> [Int] {
    let all = Array(0..<picture.height)
    guard isInterlaced else { return all }
    return all.filter { $0 % 8 == 0 } + all.filter { $0 % 8 == 4 } + all.filter { $0 % 4 == 2 } + all.filter { $0 % 2 == 1 }
  }

  /// With as many bits for each pixel; up to eight of them choose from a palette of evenly spaced shades.
  static func bmp(_ picture: GrayPicture, bits: Int, isTopDown: Bool = false) -> [UInt8] {
    let shades = bits > 8 ? 0 : 1 << bits
    var palette: [UInt8] = []
    for index in 0..<shades {
      let shade = UInt8(index * 255 / (shades - 1))
      palette += [shade, shade, shade, 0]
    }
    let rows = (0..<picture.height).map { isTopDown ? $0 : picture.height - 1 - $0 }.flatMap { y in
      row(Array(picture.pixels[y * picture.width..<(y + 1) * picture.width]), bits: bits)
    }
    let offset = 54 + palette.count
    var file = Array("BM".utf8) + little(offset + rows.count, 4) + little(0, 4) + little(offset, 4)
    file += little(40, 4) + little(picture.width, 4)
    file += little(isTopDown ? -picture.height : picture.height, 4)
    file += little(1, 2) + little(bits, 2) + [UInt8](repeating: 0, count: 24)
    return file + palette + rows
  }

  private static func row(_ pixels: [UInt8], bits: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    if bits > 8 {
      for pixel in pixels { bytes += [pixel, pixel, pixel, 0].prefix(bits / 8) }
    } else {
      for start in stride(from: 0, to: pixels.count, by: 8 / bits) {
        var byte = 0
        for index in start..<start + 8 / bits {
          let pixel = index < pixels.count ? Int(pixels[index]) : 0
          byte = byte << bits | pixel * ((1 << bits) - 1) / 255
        }
        bytes.append(UInt8(byte))
      }
    }
    return bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  static func tiff(_ picture: GrayPicture) -> [UInt8] { TIFFFile.bytes(of: picture) }

  static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array(type.utf8) + little(body.count, 4) + body + [UInt8](repeating: 0, count: body.count % 2)
  }
}
