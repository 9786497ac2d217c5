/// Comments, plain texts, and what programs add (XMP among it).
struct GIFTexts<Bytes: ImageBytes> {
  let image: Bytes

  func all() -> [ImageText] {
    var texts: [ImageText] = []
    var offset = 13 + colours(image[10])
    while offset + 2 < image.count {
      switch image[offset] {
      case 0x21:
        let (text, end) = extensionBlock(at: offset)
        if let text { texts.append(text) }
        offset = end
      case 0x2C:
        offset = blocks(from: offset + 11 + colours(image[offset + 9])).end
      default: return texts
      }
    }
    return texts
  }

  /// How many bytes of colours the flags announce.
  private func colours(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 6 << Int(flags & 7) }

  private func extensionBlock(at offset: Int) -> (text: ImageText?, end: Int) {
    let (pieces, end) = blocks(from: offset + 2)
    switch image[offset + 1] {
    case 0xFF where image.has("XMP DataXMP", at: offset + 3):
      // XMP is not cut into blocks; what follows it makes a reader of blocks come out at its end all the same.
      return (ImageText(offset + 14..<max(offset + 14, min(end, image.count))), end)
    case 0x01, 0xFE, 0xFF: return (pieces.isEmpty ? nil : ImageText(pieces: pieces), end)
    default: return (nil, end)
    }
  }

  /// Blocks of at most 255 bytes, each behind its length, up to one that is empty.
  private func blocks(from start: Int) -> (pieces: [Range<Int>], end: Int) {
    var pieces: [Range<Int>] = []
    var offset = start
    while offset < image.count, image[offset] > 0 {
      let end = offset + 1 + Int(image[offset])
      pieces.append(offset + 1..<min(end, image.count))
      offset = end
    }
    return (pieces, offset + 1)
  }
}
