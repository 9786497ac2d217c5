package import KeyhoundCore

/// Keeps files that are pictures, to be read later. They are searched as bytes as well.
package struct PictureFileExtractor: Extractor {
  package init() {}

  package func isConcerned(with chunk: Chunk) -> Bool { ImageFormat(of: FileBytes(chunk.bytes)) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, chunk.raw.startByte == 0, isConcerned(with: chunk) else { return false }
    if chunk.isWhole {
      sink.hold(FoundPicture(file: chunk))
    } else {
      sink.report(chunk.issue(.tooLarge, "the picture is too large for its text to be read; make it smaller, then scan it"))
    }
    return false
  }
}
