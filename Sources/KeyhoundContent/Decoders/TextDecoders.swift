package import KeyhoundCore

/// The encodings that keys hide in: base64 and hexadecimal digits, escapes of programming languages, URLs, HTML and mail.
///
/// Long stretches of digits are looked for; escapes are not, marks lead to them.
package struct TextDecoders: TextDecoder {
  package init() {}

  package func decode(_ chunk: Chunk, marks: [EncodingMark], near places: [Range<Int>], _ body: (Chunk) -> Void) {
    if places.first == 0..<chunk.bytes.count {
      decodeDigits(in: 0..<chunk.bytes.count, of: chunk, body)
    } else {
      let ranges = DigitSearch.neighbourhoods(of: places, in: chunk.bytes.count, reach: DigitSearch.reach)
      for range in ranges { decodeDigits(in: range, of: chunk, body) }
    }
    decodeEscapes(in: chunk, marks, near: places, body)
  }

  package func decode(
    _ chunk: Chunk, marks: [EncodingMark], stretches: [Range<Int>], near places: [Range<Int>], _ body: (Chunk) -> Void
  ) {
    for stretch in stretches { decodeDigits(in: stretch, of: chunk, body) }
    decodeEscapes(in: chunk, marks, near: places, body)
  }

  private func decodeEscapes(
    in chunk: Chunk, _ marks: [EncodingMark], near places: [Range<Int>], _ body: (Chunk) -> Void
  ) {
    guard !marks.isEmpty else { return }
    for form in EscapeForm.allCases { decode(form, in: chunk, marks.filter { $0.kind == form.mark }, near: places, body) }
    for mark in marks where mark.kind == .secret {
      KubernetesSecret(chunk.bytes, at: mark.end).decode(chunk, near: places, body)
    }
  }

  package var headCount: Int { DigitSearch.shortest }
  package var reach: Int { DigitSearch.reach }

  package func stretches(in text: UnsafeRawBufferPointer, touching places: [Range<Int>]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    // As much of a stretch that touches a place lies round it as makes a stretch.
    for range in DigitSearch.neighbourhoods(of: places, in: text.count, reach: DigitSearch.shortest) {
      var search = DigitSearch(text, in: range, mayBeCut: false)
      while let lines = search.next() {
        if let first = lines.first, let last = lines.last { found.append(first.lowerBound..<last.upperBound) }
      }
    }
    return found
  }

  package func mayDecode(_ text: UnsafeRawBufferPointer) -> Bool {
    var search = DigitSearch(text, in: 0..<text.count, mayBeCut: false)
    while let digits = search.next() {
      if EncodedRun(digits, in: text, mayBeCut: false) != nil { return true }
    }
    return false
  }

  private func decodeDigits(in range: Range<Int>, of chunk: Chunk, _ body: (Chunk) -> Void) {
    var search = DigitSearch(chunk.bytes, in: range, mayBeCut: !chunk.isWhole)
    while let digits = search.next() {
      guard let run = EncodedRun(digits, in: chunk.bytes, mayBeCut: !chunk.isWhole) else { continue }
      run.decode(chunk, body)
    }
  }

  private func decode(
    _ form: EscapeForm, in chunk: Chunk, _ marks: [EncodingMark], near places: [Range<Int>], _ body: (Chunk) -> Void
  ) {
    let windows = EscapeWindow.all(round: marks, in: chunk.bytes)
    guard !windows.isEmpty else { return }
    let text = DecodedText()
    for window in windows where places.contains(where: window.reach.overlaps) {
      text.removeAll()
      guard form.decode(window.range, of: chunk.bytes, into: text) else { continue }
      body(chunk.decoded(text.bytes, map: text.map, by: form.name))
    }
  }
}
