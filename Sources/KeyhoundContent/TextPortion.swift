import KeyhoundCore

extension ExtractionSink {
  /// Searches a portion of what was decoded from `chunk`, and empties `text` for the next one.
  /// - Parameter refusal: what to say when it would be more than may be unpacked from one file.
  /// - Returns: whether there may be more.
  func scan(_ text: DecodedText, from chunk: Chunk, by decoder: String, orSay refusal: String) -> Bool {
    defer { text.removeAll() }
    guard !text.isEmpty else { return true }
    guard claim(text.count) else {
      report(chunk.issue(.tooLarge, refusal))
      return false
    }
    scan(chunk.decoded(text.bytes, map: text.map, by: decoder))
    return true
  }
}
