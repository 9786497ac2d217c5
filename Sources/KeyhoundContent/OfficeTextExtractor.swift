package import KeyhoundCore

/// The text of documents, tables and slides as people read it: what is split into pieces of different looks is put together again.
///
/// The parts of docx, xlsx, pptx, odt and their kin are XML. It is searched as it stands, too: what nobody reads may be a key as well.
package struct OfficeTextExtractor: Extractor {
  package init() {}

  static let decoder = "office"

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first, first == UInt8(ascii: "<") || first == 0xEF else { return false }
    let start = bytes.view(0..<min(bytes.count, ExtractorEdge.count))
    return start.contains("/schemas.openxmlformats.org/") || start.contains("urn:oasis:names:tc:opendocument:")
  }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, chunk.isWhole, Self.isConcerned(with: chunk.bytes) else { return false }
    let text = DecodedText(capacity: chunk.bytes.count / 2)
    OfficeText(source: chunk.bytes).read(into: text)
    if !text.isEmpty { sink.scan(chunk.decoded(text.bytes, map: text.map, by: Self.decoder)) }
    return false
  }
}

/// What stands between the tags of a part. Tags that end a paragraph, a cell or a line become the end of a line, the others vanish.
struct OfficeText {
  let source: UnsafeRawBufferPointer

  /// Without the prefix that names where they are defined.
  private static let breaks: [StaticString] = [
    "p", "si", "c", "row", "tc", "tr", "br", "cr", "tab", "h", "line-break", "table-cell",
  ]

  func read(into text: DecodedText) {
    var position = 0
    while position < source.count {
      let tag = source.firstIndex(of: UInt8(ascii: "<"), from: position) ?? source.count
      copyText(position..<tag, into: text)
      guard tag < source.count else { return }
      let end = source.firstIndex(of: UInt8(ascii: ">"), from: tag) ?? source.count - 1
      if isBreak(tag + 1..<end) { text.append(UInt8(ascii: "\n"), for: tag..<end + 1) }
      position = end + 1
    }
  }

  /// Copies what stands between two tags, with its entities resolved.
  private func copyText(_ range: Range<Int>, into text: DecodedText) {
    var position = range.lowerBound
    while position < range.upperBound {
      position = text.copy(position..<range.upperBound, of: source, until: UInt8(ascii: "&"))
      guard position < range.upperBound else { return }
      if let entity = Markup(source: source.view(0..<range.upperBound)).entity(at: position) {
        text.append(scalar: entity.scalar, for: position..<entity.end)
        position = entity.end
      } else {
        text.copy(position..<position + 1, of: source)
        position += 1
      }
    }
  }

  private func isBreak(_ tag: Range<Int>) -> Bool {
    let name = source.view(tag).prefix { !ByteSet.space.contains($0) }
    let inner = name.drop { $0 == UInt8(ascii: "/") }.prefix { $0 != UInt8(ascii: "/") }
    let local = inner.lastIndex(of: UInt8(ascii: ":")).map { inner[($0 + 1)...] } ?? inner
    let bytes = UnsafeRawBufferPointer(rebasing: local)
    return Self.breaks.contains { bytes.count == $0.utf8CodeUnitCount && bytes.isEqual(to: $0) }
  }
}
