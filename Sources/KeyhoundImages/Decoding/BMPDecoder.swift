/// Decodes BMP that is not compressed, with 1, 4, 8, 24 or 32 bits for each pixel. Opacity is not looked at; few programs mean it.
struct BMPDecoder {
  private let file: UnsafeRawBufferPointer
  private let header: BMPHeader

  init(_ file: UnsafeRawBufferPointer) throws(PictureError) {
    self.file = file
    header = try BMPHeader(file)
  }

  func decode() throws(PictureError) -> DecodedPicture {
    let rows = max(0, file.count - header.pixelOffset) / header.rowSize
    guard rows > 0 else { throw .damaged(format: "BMP", reason: "it has no pixels") }
    let picture = GrayPicture(header.size) { pixels in
      for row in 0..<min(rows, header.size.height) {
        let start = header.pixelOffset + row * header.rowSize
        let y = header.isTopDown ? row : header.size.height - 1 - row
        let line = UnsafeMutableBufferPointer(rebasing: pixels[y * header.size.width..<(y + 1) * header.size.width])
        read(UnsafeRawBufferPointer(rebasing: file[start..<start + header.rowSize]), into: line)
      }
    }
    let isComplete = rows >= header.size.height
    return DecodedPicture(picture, damage: isComplete ? nil : .damaged(format: "BMP", reason: "it ends too early"))
  }

  private func read(_ row: UnsafeRawBufferPointer, into line: UnsafeMutableBufferPointer<UInt8>) {
    let bits = header.bitsPerPixel
    for x in line.indices {
      if bits > 8 {
        let color = x * (bits / 8)
        line[x] = UInt8(Luminance.of(red: row[color + 2], green: row[color + 1], blue: row[color]))
      } else {
        let place = x * bits
        let shift = 8 - bits - place % 8
        line[x] = header.palette[Int(row[place / 8] >> UInt8(shift)) & (1 << bits - 1)]
      }
    }
  }
}
