/// The chunks tEXt, zTXt, iTXt (which also holds XMP) and eXIf.
struct PNGTexts<Bytes: ImageBytes> {
  let image: Bytes

  func all() -> [ImageText] {
    var texts: [ImageText] = []
    var offset = 8
    while offset + 12 <= image.count {
      let body = offset + 8..<offset + 8 + image.integer(at: offset, count: 4)
      guard body.upperBound + 4 <= image.count else { break }
      if let text = text(body, type: offset + 4) { texts.append(text) }
      offset = body.upperBound + 4
    }
    return texts
  }

  /// The text of a chunk whose four letters stand at `type`; `nil` for chunks that hold none.
  private func text(_ body: Range<Int>, type: Int) -> ImageText? {
    if image.has("tEXt", at: type) || image.has("eXIf", at: type) { return ImageText(body) }
    let isAlwaysDeflated = image.has("zTXt", at: type)
    guard isAlwaysDeflated || image.has("iTXt", at: type),
      let endOfName = body.prefix(80).first(where: { image[$0] == 0 }), endOfName + 3 <= body.upperBound
    else { return nil }
    if isAlwaysDeflated { return ImageText(body.lowerBound..<endOfName, deflated: endOfName + 2..<body.upperBound) }
    guard image[endOfName + 1] == 1 else { return ImageText(body) }
    // Two more texts that end with zero, language and translated name, come before the compressed one.
    let zeros = (endOfName + 3..<body.upperBound).lazy.filter { image[$0] == 0 }.prefix(2)
    guard zeros.count == 2, let last = Array(zeros).last else { return ImageText(body) }
    return ImageText(body.lowerBound..<last, deflated: last + 1..<body.upperBound)
  }
}
