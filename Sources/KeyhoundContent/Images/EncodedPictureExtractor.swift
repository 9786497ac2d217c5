package import KeyhoundCore

/// Keeps pictures that stand in base64 in texts, such as `data:` URIs and parts of mails, to be read later, where pictures are wanted.
package struct EncodedPictureExtractor: Extractor {
  package init() {}

  /// What is in the middle of a text cannot be told from its edges; screens look for `EncodingMark.pictureLiterals` instead.
  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { false }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    // Cells are looked through where their texts are put together.
    guard sink.holdsPictures, !chunk.isBinary, chunk.origin.cell == nil else { return false }
    for picture in EncodedPicture.all(in: chunk.bytes) where chunk.isWhole || chunk.owned.contains(picture.range.lowerBound) {
      let isCut = picture.range.upperBound == chunk.bytes.count && chunk.owned.upperBound < chunk.bytes.count
      if isCut && !chunk.isWhole {
        sink.report(
          chunk.issue(.tooLarge, "a picture in base64 is too large for its text to be read; save it as a file and scan that"))
      } else {
        picture.hold(from: chunk, in: sink)
      }
    }
    return false
  }
}
