package import KeyhoundCore

/// The texts that picture files carry beside their pixels: comments, EXIF, XMP, descriptions, also compressed ones.
///
/// The file itself is searched as well, for what was put behind the picture.
package struct ImageTextExtractor: Extractor {
  package init() {}

  package func isConcerned(with chunk: Chunk) -> Bool { ImageFormat(of: FileBytes(chunk.bytes)) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    // Only the first window of a large file begins with what tells a picture.
    guard !chunk.isDecoded, chunk.raw.startByte == 0, isConcerned(with: chunk) else { return false }
    ImageTextScan(sink).scan(FileBytes(chunk.bytes), of: chunk)
    return false
  }
}
