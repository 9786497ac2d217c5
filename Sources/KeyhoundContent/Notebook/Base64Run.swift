import CByteSearch
import KeyhoundCore

/// A stretch of base64 in a text.
struct Base64Run {
  var range: Range<Int>

  static let decoder = "base64"
  static let shortest = 32

  /// The stretches of at least `shortest` digits in `text`; lines of wrapped base64 make one.
  static func all(in text: UnsafeRawBufferPointer) -> [Base64Run] {
    guard let bytes = text.assumingMemoryBound(to: UInt8.self).baseAddress else { return [] }
    var runs: [Base64Run] = []
    // A block of sixteen lies wholly in every run that is long enough.
    var probe = byte_search_digit_block(bytes, 0, text.count)
    while probe < text.count {
      let range = start(ofDigitsBefore: probe, in: text)..<byte_search_digits_end(bytes, probe, text.count)
      if range.count >= shortest { append(Base64Run(range: range), to: &runs, in: text) }
      probe = byte_search_digit_block(bytes, range.upperBound, text.count)
    }
    return runs
  }

  private static func start(ofDigitsBefore end: Int, in text: UnsafeRawBufferPointer) -> Int {
    var start = end
    while start > 0, Base64.isDigit(text[start - 1]) { start -= 1 }
    return start
  }

  /// Adds a run, or lengthens the last one when only a line end lies between and the lines are of the usual length.
  private static func append(_ run: Base64Run, to runs: inout [Base64Run], in text: UnsafeRawBufferPointer) {
    if let last = runs.last, run.range.lowerBound - last.range.upperBound <= 2,
      text.view(last.range.upperBound..<run.range.lowerBound).allSatisfy({ $0 == 0x0A || $0 == 0x0D }),
      last.range.count >= 60
    {
      runs[runs.count - 1].range = last.range.lowerBound..<run.range.upperBound
    } else {
      runs.append(run)
    }
  }

  /// Whether the digits stand for text rather than for a picture or chance letters.
  func isText(in source: UnsafeRawBufferPointer) -> Bool {
    let sample = Base64Bytes(source, range.lowerBound..<min(range.upperBound, range.lowerBound + 48))
    return (0..<min(sample.count, 24)).allSatisfy { Self.isTextByte(sample[$0]) }
  }

  private static func isTextByte(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) }

  /// Whether it is the body of a `data:` URI of a picture, sound or film.
  func isMediaURI(in source: UnsafeRawBufferPointer) -> Bool {
    let head = source.view(max(0, range.lowerBound - 64)..<range.lowerBound)
    guard head.suffix(8).elementsEqual(";base64,".utf8) else { return false }
    return ["data:image/", "data:audio/", "data:video/", "data:font/"].contains {
      head.contains(folded: Array($0.utf8), in: 0..<head.count)
    }
  }

  /// Appends the run decoded, with what stands before and behind it, which says what it is.
  func decode(from source: UnsafeRawBufferPointer, into text: DecodedText) {
    text.copy(max(0, range.lowerBound - 128)..<range.lowerBound, of: source)
    Base64.decode(range, of: source, into: text)
    text.copy(range.upperBound..<min(source.count, range.upperBound + 64), of: source)
  }
}
