import KeyhoundCore

/// Hands over the texts of pictures, one after the other, with the same memory.
final class ImageTextScan {
  private let sink: any ExtractionSink
  private let text = DecodedText()
  private let narrow = DecodedText()

  /// Bytes that one text may take, in the picture and unpacked.
  private static let longestText = 4 << 20
  /// Texts of one picture.
  private static let textLimit = 250

  init(_ sink: any ExtractionSink) {
    self.sink = sink
  }

  /// Hands over what the picture `image`, whose bytes are those of `chunk` or were made from them, says beside its pixels.
  func scan(_ image: some ImageBytes, of chunk: Chunk) {
    guard let format = PictureFormat(of: image) else { return }
    let texts = format.texts(of: image)
    if texts.count > Self.textLimit {
      sink.report(chunk.issue(.tooLarge, "a picture has \(texts.count) texts; the first \(Self.textLimit) were read"))
    }
    for part in texts.prefix(Self.textLimit) {
      do throws(Inflater.Failure) {
        try decode(part, of: image)
      } catch {
        sink.report(issue(error, chunk))
      }
      hand(over: chunk)
    }
  }

  /// Reads a text; what came before a failure is there all the same.
  private func decode(_ part: ImageText, of image: some ImageBytes) throws(Inflater.Failure) {
    text.removeAll()
    guard part.count <= Self.longestText else { throw .tooLarge }
    for piece in part.pieces { image.decode(piece, into: text) }
    guard let deflated = part.deflated else { return }
    // A name and its text are apart, as they are in the picture.
    text.append(punctuation: " ", at: image.places(of: deflated).lowerBound)
    let unpacked = try Inflater.inflate(image.bytes(deflated), limit: Self.longestText)
    guard sink.claim(unpacked.count) else { throw .tooLarge }
    text.append(unpacked, for: image.places(of: deflated))
  }

  private func hand(over chunk: Chunk) {
    guard !text.isEmpty else { return }
    let seen = chunk.decoded(text.bytes, map: text.map, by: ImageText.decoder)
    sink.scan(seen)
    narrow.removeAll()
    guard WideText.narrow(seen.bytes, into: narrow) else { return }
    sink.scan(seen.decoded(narrow.bytes, map: narrow.map, by: WideText.decoder))
  }

  private func issue(_ failure: Inflater.Failure, _ chunk: Chunk) -> Issue {
    switch failure {
    case .damaged: chunk.issue(.malformed, "a compressed text in a picture makes no sense")
    case .tooLarge:
      chunk.issue(.tooLarge, "a text in a picture unpacks to too much (limit \(Self.longestText >> 20) MiB) and was not read")
    }
  }
}
