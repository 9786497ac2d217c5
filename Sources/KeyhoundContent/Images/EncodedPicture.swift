import KeyhoundCore

/// A picture in base64: where its digits stand in a text. Line ends, and escapes of a JSON string, may lie between them.
struct EncodedPicture {
  let range: Range<Int>

  private static let shortest = 64
  /// Longer lines are not wrapped: what follows them is something else.
  private static let longestLine = 200
  private static let backslash = UInt8(ascii: "\\")

  init(_ range: Range<Int>) {
    self.range = range
  }

  /// The pictures in `text`, in its order, by how their digits begin.
  static func all(in text: UnsafeRawBufferPointer) -> [EncodedPicture] {
    var pictures: [EncodedPicture] = []
    var searched = 0
    // The first line of a picture covers a position that is a multiple of its least length, so only those are looked at.
    var probe = shortest - 1
    while probe < text.count {
      guard Base64.isDigit(text[probe]) else {
        probe += shortest
        continue
      }
      let start = start(ofDigitsRound: probe, after: searched, in: text)
      searched = lineEnd(from: probe, in: text)
      let line = EncodedPicture(start..<searched)
      if line.range.count >= shortest, line.beginsPicture(in: text) {
        pictures.append(EncodedPicture(start..<end(from: line.range, in: text)))
        searched = max(searched, pictures[pictures.count - 1].range.upperBound)
      }
      probe = searched + shortest
    }
    return pictures
  }

  /// Goes back over digits, and over `\/`, which some writers of JSON make of the digit `/`.
  private static func start(ofDigitsRound probe: Int, after limit: Int, in text: UnsafeRawBufferPointer) -> Int {
    var start = probe
    while start > limit {
      let isEscape = text[start - 1] == backslash && text[start] == UInt8(ascii: "/")
      guard isEscape || Base64.isDigit(text[start - 1]) else { break }
      start -= 1
    }
    return text[start] == backslash ? start + 1 : start
  }

  private static func lineEnd(from start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var end = start
    while end < text.count, Base64.isDigit(text[end]) || isEscapedSlash(at: end, in: text) { end += 1 }
    return end
  }

  private static func isEscapedSlash(at offset: Int, in text: UnsafeRawBufferPointer) -> Bool {
    text[offset] == backslash && offset + 1 < text.count && text[offset + 1] == UInt8(ascii: "/")
  }

  /// Goes on over lines of digits that are as long as the first. One that is shorter is the last.
  private static func end(from first: Range<Int>, in text: UnsafeRawBufferPointer) -> Int {
    var end = first.upperBound
    guard first.count <= longestLine else { return end }
    while true {
      let start = nextLine(from: end, in: text)
      let next = start > end ? lineEnd(from: start, in: text) : end
      guard next > start, next - start <= first.count else { return end }
      end = next
      if next - start < first.count { return end }
    }
  }

  /// Where the digits go on behind one end of a line, written out or as `\n`, and the blanks of an indented text; `end` where they do not.
  private static func nextLine(from end: Int, in text: UnsafeRawBufferPointer) -> Int {
    var next = end
    if next + 1 < text.count, text[next] == backslash {
      while next + 1 < text.count, text[next] == backslash, endsLine(text[next + 1]) { next += 2 }
      return next < text.count && text[next - 1] == UInt8(ascii: "\r") && text[next] == UInt8(ascii: "\n") ? next + 1 : next
    }
    if next < text.count, text[next] == UInt8(ascii: "\r") { next += 1 }
    guard next < text.count, text[next] == UInt8(ascii: "\n") else { return end }
    next += 1
    while next < text.count, text[next] == UInt8(ascii: " ") || text[next] == UInt8(ascii: "\t") { next += 1 }
    // A line of dashes parts a mail.
    return next < text.count && text[next] == UInt8(ascii: "-") ? end : next
  }

  private func beginsPicture(in text: UnsafeRawBufferPointer) -> Bool {
    decoded(from: text, upTo: PictureFormat.edge).withUnsafeBytes { PictureFormat(of: $0) != nil }
  }

  /// Whether a character stands, behind a backslash, for the end of a line: as an escape, or as a string that goes on in the next line, as
  /// matplotlib writes the pictures of films.
  private static func endsLine(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), backslash: true
    default: false
    }
  }

  /// The first bytes of the picture, all of them if there are no more than `limit`.
  private func decoded(from text: UnsafeRawBufferPointer, upTo limit: Int = .max) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, range.count / 4 * 3 + 3))
    var bits: UInt32 = 0
    var filled: UInt32 = 0
    var offset = range.lowerBound
    while offset < range.upperBound, bytes.count < limit {
      let value = Base64.value(text[offset])
      // Of an escape the second character is none of the digits, unless it is one itself.
      let isLineEnd = text[offset] == Self.backslash && !Self.isEscapedSlash(at: offset, in: text)
      offset += isLineEnd ? 2 : 1
      guard value != 0xFF else { continue }
      bits = bits << 6 | UInt32(value)
      filled += 6
      guard filled >= 8 else { continue }
      filled -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> filled))
    }
    return bytes
  }

  /// Hands the picture to `sink`, if that is what it is.
  func hold(from chunk: Chunk, in sink: any ExtractionSink) {
    decoded(from: chunk.bytes).withUnsafeBytes { bytes in
      guard PictureFormat(of: bytes) != nil else { return }
      sink.hold(FoundPicture(bytes, from: range, of: chunk))
    }
  }
}
