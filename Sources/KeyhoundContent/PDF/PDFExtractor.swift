package import KeyhoundCore

/// The text of PDF files: what their pages show, as far as the fonts say which letters their glyphs stand for, and what is kept in compressed
/// objects, such as the addresses of links.
///
/// Streams are read one by one, without the object tree round them. The file itself is searched as well, for what is not compressed.
package struct PDFExtractor: Extractor {
  package init() {}

  static let decoder = "pdf"
  /// Bytes that one stream may unpack to.
  private static let streamLimit = 16 << 20

  package func isConcerned(with chunk: Chunk) -> Bool { chunk.bytes.starts(with: "%PDF-".utf8) }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, isConcerned(with: chunk) else { return false }
    if !chunk.isWhole {
      sink.report(chunk.issue(.tooLarge, "it is a PDF file and too large for its compressed text to be read"))
    } else if chunk.bytes.contains("/Encrypt ") {
      sink.skip(.encrypted)
    } else {
      read(chunk, sink)
    }
    return false
  }

  /// Collects the meaning of glyphs first: a font may stand behind the pages that use it.
  private func read(_ chunk: Chunk, _ sink: any ExtractionSink) {
    var maps: [PDFCharacterMap] = []
    var pages: [(text: PDFText, place: Range<Int>)] = []
    let output = UnpackBuffer(limit: Self.streamLimit)
    for stream in PDFStream.all(in: chunk.bytes) {
      do throws(ArchiveError) {
        guard try stream.unpack(chunk.bytes, into: output) else { continue }
        guard sink.claim(output.count) else { throw .tooLarge("too much is packed in it") }
      } catch {
        sink.report(chunk.issue(error.kind, "a stream of a PDF file: \(error)"))
        if case .damaged = error { continue }
        break
      }
      if stream.holdsObjects {
        scan(Array(output.bytes), stream.place, of: chunk, sink)
      } else if let map = PDFCharacterMap(output.bytes) {
        if !maps.contains(map) { maps.append(map) }
      } else if let text = PDFText(output.bytes) {
        pages.append((text, stream.place))
      }
    }
    for page in pages {
      // A page may be read once with every map.
      guard sink.claim(page.text.count * (maps.count + 1)) else {
        return sink.report(chunk.issue(.tooLarge, "a PDF file: too much text is packed in it"))
      }
      for text in page.text.readings(maps) { scan(text, page.place, of: chunk, sink) }
    }
  }

  private func scan(_ bytes: [UInt8], _ place: Range<Int>, of chunk: Chunk, _ sink: any ExtractionSink) {
    let text = DecodedText(capacity: bytes.count)
    text.append(bytes, for: place)
    sink.scan(chunk.decoded(text.bytes, map: text.map, by: Self.decoder))
  }
}
