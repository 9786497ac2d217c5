/// The RIFF chunks that hold EXIF and XMP.
struct WebPTexts<Bytes: ImageBytes> {
  let image: Bytes

  func all() -> [ImageText] {
    var texts: [ImageText] = []
    var offset = 12
    while offset + 8 <= image.count {
      let body = offset + 8..<offset + 8 + image.littleInteger(at: offset + 4, count: 4)
      guard body.upperBound <= image.count else { break }
      if image.has("EXIF", at: offset) || image.has("XMP ", at: offset) { texts.append(ImageText(body)) }
      offset = body.upperBound + body.count % 2
    }
    return texts
  }
}
