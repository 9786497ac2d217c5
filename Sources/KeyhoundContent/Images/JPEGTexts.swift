/// The bodies of comments and application segments (EXIF, XMP, IPTC), up to where the pixels begin.
struct JPEGTexts<Bytes: ImageBytes> {
  let image: Bytes

  func all() -> [ImageText] {
    var texts: [ImageText] = []
    var offset = 2
    while offset + 4 <= image.count, image[offset] == 0xFF {
      let marker = image[offset + 1]
      if marker == 0xDA || marker == 0xD9 { break }
      // A marker may be preceded by any number of fill bytes.
      if marker == 0xFF {
        offset += 1
        continue
      }
      let end = offset + 2 + image.integer(at: offset + 2, count: 2)
      guard end > offset + 3, end <= image.count else { break }
      if marker == 0xFE || marker == 0xE1 || marker == 0xED { texts.append(ImageText(offset + 4..<end)) }
      offset = end
    }
    return texts
  }
}
