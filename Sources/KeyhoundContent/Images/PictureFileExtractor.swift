package import KeyhoundCore

/// The texts that picture files carry beside their pixels: comments, EXIF, XMP, descriptions, also compressed ones. Where pictures are wanted,
/// they are kept, to be read later.
///
/// The file itself is searched as well, for what was put behind the picture.
package struct PictureFileExtractor: Extractor {
  package init() {}

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { PictureFormat(of: bytes) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    // Only the first window of a large file begins with what tells a picture.
    guard !chunk.isDecoded, chunk.raw.startByte == 0, Self.isConcerned(with: chunk.bytes) else { return false }
    ImageTextScan(sink).scan(FileBytes(chunk.bytes), of: chunk)
    guard sink.holdsPictures else { return false }
    if chunk.isWhole {
      sink.hold(FoundPicture(file: chunk))
    } else {
      sink.report(chunk.issue(.tooLarge, "the picture is too large for its text to be read; make it smaller, then scan it"))
    }
    return false
  }
}
