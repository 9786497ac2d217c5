/// Searches what is encoded in a text, and what is encoded in that.
package struct EncodedSearch: Sendable {
  private let decoder: any TextDecoder
  /// How often text is decoded to find more to decode in it.
  private let depth: Int

  /// - Returns: `nil` when nothing is to be decoded.
  package init?(_ decoder: any TextDecoder, depth: Int) {
    guard depth > 0 else { return nil }
    self.decoder = decoder
    self.depth = depth
  }

  /// Calls `body` with texts that are encoded in `chunk`, and what `detector` finds in each.
  /// - Parameters:
  ///   - marks: what the search through `chunk` left in the scratch.
  ///   - places: see `TextDecoder`.
  package func search(
    _ chunk: Chunk, marks: [EncodingMark], near places: [Range<Int>], _ detector: Detector, _ scratch: DetectorScratch,
    _ body: (Chunk, [Finding], [Issue]) -> Void
  ) {
    guard !chunk.isBinary else { return }
    decoder.decode(chunk, marks: marks, near: places) { search(inside: $0, left: depth, detector, scratch, body) }
  }

  /// The same for a text whose `stretches` are known; see `TextDecoder`.
  func search(
    _ chunk: Chunk, marks: [EncodingMark], stretches: [Range<Int>], near places: [Range<Int>], _ detector: Detector,
    _ scratch: DetectorScratch, _ body: (Chunk, [Finding], [Issue]) -> Void
  ) {
    decoder.decode(chunk, marks: marks, stretches: stretches, near: places) { inner in
      search(inside: inner, left: depth, detector, scratch, body)
    }
  }

  /// See `TextDecoder`.
  func stretches(in text: UnsafeRawBufferPointer, touching places: [Range<Int>]) -> [Range<Int>] {
    decoder.stretches(in: text, touching: places)
  }

  var headCount: Int { decoder.headCount }
  var reach: Int { decoder.reach }

  /// Whether something may be encoded in `text`, which is whole and has no marks. The answer no is always right.
  package func mayFind(in text: UnsafeRawBufferPointer) -> Bool { decoder.mayDecode(text) }

  private func search(
    inside inner: Chunk, left: Int, _ detector: Detector, _ scratch: DetectorScratch, _ body: (Chunk, [Finding], [Issue]) -> Void
  ) {
    let (findings, issues) = detector.findings(in: inner, scratch: scratch)
    body(inner, findings, issues)
    guard left > 1, !inner.isBinary else { return }
    // What is encoded in the lines round it has been decoded where they belong.
    let stretches = decoder.stretches(in: inner.bytes, touching: [inner.owned])
    decoder.decode(inner, marks: scratch.takeMarks(), stretches: stretches, near: [inner.owned]) {
      search(inside: $0, left: left - 1, detector, scratch, body)
    }
  }
}
