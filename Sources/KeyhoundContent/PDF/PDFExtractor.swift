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

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: "%PDF-".utf8) }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, Self.isConcerned(with: chunk.bytes) else { return false }
    if !chunk.isWhole {
      sink.report(chunk.issue(.tooLarge, "it is a PDF file and too large for its compressed text to be read"))
    } else if chunk.bytes.contains("/Encrypt ") {
      sink.skip(.encrypted)
    } else {
      read(chunk, sink)
    }
    return false
  }

  /// What the streams of a file hold that its pages are read from.
  private struct Contents {
    var maps: [PDFCharacterMap] = []
    var pages: [(text: PDFText, place: Range<Int>)] = []

    /// Adds what a stream says, if it is of use.
    mutating func add(_ bytes: UnsafeRawBufferPointer, _ place: Range<Int>) {
      if let map = PDFCharacterMap(bytes) {
        if !maps.contains(map) { maps.append(map) }
      } else if let text = PDFText(bytes) {
        pages.append((text, place))
      }
    }
  }

  private func read(_ chunk: Chunk, _ sink: any ExtractionSink) {
    // The meaning of glyphs first: a font may stand behind the pages that use it.
    let contents = unpack(chunk, sink)
    for page in contents.pages {
      // A page may be read once with every map.
      guard sink.claim(page.text.count * (contents.maps.count + 1)) else {
        return sink.report(chunk.issue(.tooLarge, "a PDF file: too much text is packed in it"))
      }
      for text in page.text.readings(contents.maps) { scan(text, page.place, of: chunk, sink) }
    }
  }

  /// Unpacks all streams, and scans compressed objects at once.
  private func unpack(_ chunk: Chunk, _ sink: any ExtractionSink) -> Contents {
    var contents = Contents()
    let (output, spare) = (UnpackBuffer(limit: Self.streamLimit), UnpackBuffer(limit: Self.streamLimit))
    for stream in PDFStream.all(in: chunk.bytes) {
      do throws(ArchiveError) {
        try stream.unpack(chunk.bytes, into: output, spare: spare)
      } catch {
        sink.report(chunk.issue(error.kind, "a stream of a PDF file: \(error)"))
        guard case .damaged = error else { break }
      }
      guard output.count > 0 else { continue }
      guard sink.claim(output.count) else {
        sink.report(chunk.issue(.tooLarge, "a PDF file: too much is packed in it; unpack it by hand and scan what is inside"))
        break
      }
      if stream.holdsObjects {
        scan(Array(output.bytes), stream.place, of: chunk, sink)
      } else {
        contents.add(output.bytes, stream.place)
      }
    }
    return contents
  }

  private func scan(_ bytes: [UInt8], _ place: Range<Int>, of chunk: Chunk, _ sink: any ExtractionSink) {
    let text = DecodedText(capacity: bytes.count)
    text.append(bytes, for: place)
    sink.scan(chunk.decoded(text.bytes, map: text.map, by: Self.decoder))
  }
}
