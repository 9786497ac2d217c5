import KeyhoundCore

/// What was meant to be a notebook and cannot be read as one: its text with all escapes resolved.
struct BrokenNotebook {
  private let chunk: Chunk

  init(_ chunk: Chunk) {
    self.chunk = chunk
  }

  /// Bytes of a window and how far the next one reaches back: more than any rule looks at.
  private static let window = 8 << 20
  private static let overlap = 64 << 10

  /// Hands over the text with escapes resolved, and that again without terminal sequences. The text as it stands is left to the caller.
  func read(into sink: any ExtractionSink) {
    let views = TextViews(sink, NotebookMemory())
    let text = DecodedText(capacity: min(chunk.bytes.count, Self.window))
    var start = 0
    while start < chunk.bytes.count {
      let end = min(chunk.bytes.count, start + Self.window)
      text.removeAll()
      if EscapeDecoder(source: chunk.bytes).decode(start..<end, into: text) {
        views.scan(chunk.decoded(text.bytes, map: text.map, by: EscapeDecoder.decoder), as: .plain)
      }
      start = end < chunk.bytes.count ? end - Self.overlap : end
    }
  }
}
