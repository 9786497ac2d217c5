import KeyhoundCore

/// The ways one text is looked at: as it stands, and as a person, a terminal, a browser or an interpreter would see it.
///
/// All views lead back to the same raw bytes, so what several of them find is one finding.
final class TextViews {
  /// What kind of text it is.
  enum Form: UInt8 {
    case plain, markup
  }

  private let sink: any ExtractionSink
  private let pictureless: DecodedText
  private let colourless: DecodedText
  private let view: DecodedText
  private let pictureTexts: ImageTextScan

  init(_ sink: any ExtractionSink, _ memory: NotebookMemory) {
    self.sink = sink
    (pictureless, colourless, view) = (memory.pictureless, memory.colourless, memory.view)
    pictureTexts = ImageTextScan(sink)
  }

  /// Calls `body` with every view of `text` that differs from it.
  /// - Returns: whether that is all. A text with pictures, terminal sequences or base64 in it is to be handed over as a chunk.
  func forEachView(of text: UnsafeRawBufferPointer, as form: Form, _ body: (DecodedText) -> Void) -> Bool {
    if TerminalSequences.mayOccur(in: text) || (sink.holdsPictures && !EncodedPicture.all(in: text).isEmpty) { return false }
    if Base64Run.all(in: text).contains(where: { $0.isMediaURI(in: text) || $0.isText(in: text) }) { return false }
    interpret(text, as: form) { view, _ in body(view) }
    return true
  }

  /// The bytes with which something begins that is read in another way.
  private static func signs(of form: Form) -> SeldomBytes { form == .markup ? markupSigns : plainSigns }

  private static let plainSigns = SeldomBytes("\\".utf8)
  private static let markupSigns = SeldomBytes("\\<&".utf8)

  /// Hands over a text in all views that differ.
  func scan(_ text: Chunk, as form: Form) {
    guard !text.bytes.isEmpty else { return }
    let runs = Base64Run.all(in: text.bytes)
    let pictures = runs.filter { $0.isMediaURI(in: text.bytes) }
    if pictures.isEmpty { scanText(text, as: form) } else { scanText(without(pictures, text), as: form) }
    for run in runs where run.isText(in: text.bytes) { scanDecoded(run, in: text) }
    if sink.holdsPictures { holdPictures(in: text) }
  }

  private func scanText(_ text: Chunk, as form: Form) {
    sink.scan(text)
    if TerminalSequences.mayOccur(in: text.bytes) {
      scanInterpreted(withoutSequences(text), as: form)
    } else {
      scanInterpreted(text, as: form)
    }
  }

  /// A picture in a `data:` URI is left out of the text; the texts inside it are handed over.
  private func without(_ pictures: [Base64Run], _ chunk: Chunk) -> Chunk {
    pictureless.removeAll()
    var copied = 0
    for picture in pictures {
      pictureless.copy(copied..<picture.range.lowerBound, of: chunk.bytes)
      copied = picture.range.upperBound
      scanPicture(picture.range, of: chunk)
    }
    pictureless.copy(copied..<chunk.bytes.count, of: chunk.bytes)
    return chunk.decoded(pictureless.bytes, map: pictureless.map, by: nil)
  }

  /// Hands over the texts that the base64 picture in `range` of a chunk carries.
  func scanPicture(_ range: Range<Int>, of chunk: Chunk) {
    pictureTexts.scan(Base64Bytes(chunk.bytes, range), of: chunk)
  }

  /// Keeps the pictures that stand in base64 in a text.
  private func holdPictures(in chunk: Chunk) {
    var cursor = LineCursor()
    for picture in EncodedPicture.all(in: chunk.bytes) {
      var place = chunk
      place.origin.cell?.line += cursor.lines(before: picture.range.lowerBound, in: chunk.bytes)
      picture.hold(from: place, in: sink)
    }
  }

  private func scanDecoded(_ run: Base64Run, in chunk: Chunk) {
    view.removeAll()
    run.decode(from: chunk.bytes, into: view)
    sink.scan(chunk.decoded(view.bytes, map: view.map, by: Base64Run.decoder))
  }

  private func withoutSequences(_ chunk: Chunk) -> Chunk {
    colourless.removeAll()
    TerminalSequences.remove(from: chunk.bytes, into: colourless)
    let plain = chunk.decoded(colourless.bytes, map: colourless.map, by: TerminalSequences.decoder)
    sink.scan(plain)
    return plain
  }

  private func scanInterpreted(_ chunk: Chunk, as form: Form) {
    interpret(chunk.bytes, as: form) { view, decoder in
      sink.scan(chunk.decoded(view.bytes, map: view.map, by: decoder))
    }
  }

  /// Calls `body` with what a browser or an interpreter would see, where that differs, and with what made it.
  private func interpret(
    _ text: UnsafeRawBufferPointer, as form: Form, _ body: (_ view: DecodedText, _ decoder: String) -> Void
  ) {
    if Self.signs(of: form).mayOccur(in: text) {
      if form == .markup && Markup.mayOccur(in: text) {
        make(Markup.decoder, body) { Markup(source: text).readableText(into: $0) }
      }
      let escapes = EscapeDecoder(source: text)
      if escapes.hasEscapes { make(EscapeDecoder.decoder, body) { escapes.decode(0..<text.count, into: $0) } }
    }
    if form != .markup { make(AdjacentLiterals.decoder, body) { AdjacentLiterals.join(text, into: $0) } }
  }

  /// Calls `body` with a view when `make` says that it differs.
  private func make(
    _ decoder: String, _ body: (_ view: DecodedText, _ decoder: String) -> Void, _ make: (DecodedText) -> Bool
  ) {
    view.removeAll()
    if make(view) { body(view, decoder) }
  }
}
