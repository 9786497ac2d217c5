package import KeyhoundCore

/// Text in UTF-16, with a byte order mark or without, as UTF-8. Lines that a program wrote into a text of another encoding are read as well.
package struct UTF16Extractor: Extractor {
  package init() {}

  /// Larger files that are no text are programs and the like, which have zeros everywhere.
  private static let binaryLimit = 64 << 10

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { UTF16Order.detected(in: bytes) != nil }

  package static func isConcerned(withZerosIn bytes: UnsafeRawBufferPointer) -> Bool {
    (bytes.count <= binaryLimit || !TextKind.isBinary(bytes)) && UTF16Stretch.first(in: bytes, from: 0) != nil
  }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded else { return false }
    if let order = UTF16Order.detected(in: chunk.bytes) {
      scan(chunk, UTF16Stretch(range: 0..<chunk.bytes.count, order: order), sink)
      return true
    }
    guard !chunk.isBinary || chunk.bytes.count <= Self.binaryLimit else { return false }
    let stretches = UTF16Stretch.all(in: chunk.bytes)
    for stretch in stretches { scan(chunk, stretch, sink) }
    return !stretches.isEmpty && scanRest(of: chunk, between: stretches, sink)
  }

  private func scan(_ chunk: Chunk, _ stretch: UTF16Stretch, _ sink: any ExtractionSink) {
    var text = UTF16Text(chunk.bytes.view(0..<stretch.range.upperBound), stretch.order)
    text.decode(from: stretch.range.lowerBound)
    text.bytes.withUnsafeBytes { bytes in
      sink.scan(chunk.decoded(bytes, map: text.map, by: Self.name(of: stretch.order)))
    }
  }

  /// Hands over what lies between the stretches.
  /// - Returns: whether all of that is text.
  private func scanRest(of chunk: Chunk, between stretches: [UTF16Stretch], _ sink: any ExtractionSink) -> Bool {
    let ends = [0] + stretches.map(\.range.upperBound)
    let starts = stretches.map(\.range.lowerBound) + [chunk.bytes.count]
    let parts = zip(ends, starts).filter { $0 < $1 }.map { chunk.part($0..<$1) }
    guard parts.allSatisfy({ !$0.isBinary }) else { return false }
    parts.forEach(sink.scan)
    return true
  }
}

extension UTF16Extractor {
  /// What the report calls text in this order.
  static func name(of order: UTF16Order) -> String { order == .little ? "utf-16le" : "utf-16be" }
}

/// UTF-16 on its way to UTF-8.
struct UTF16Text {
  private let source: UnsafeRawBufferPointer
  private let order: UTF16Order
  var bytes: [UInt8] = []
  var map = SourceMap()

  init(_ source: UnsafeRawBufferPointer, _ order: UTF16Order) {
    self.source = source
    self.order = order
    bytes.reserveCapacity(source.count / 2)
  }

  /// Decodes all of it. Runs of ASCII are one segment of the map, everything else is one each; half pairs become U+FFFD, and what is not UTF-16
  /// stays as it is.
  mutating func decode(from start: Int = 0) {
    var offset = start + (hasMark(at: start) ? 2 : 0)
    while offset + 1 < source.count {
      let run = asciiRun(at: offset)
      if run > 0 {
        map.append(decodedCount: run, raw: offset..<offset + 2 * run)
        offset += 2 * run
      } else if let foreign = foreignText(at: offset) {
        bytes += source[foreign]
        map.append(decodedCount: foreign.count, raw: foreign)
        offset = foreign.upperBound
      } else {
        offset += decodeScalar(at: offset)
      }
    }
  }

  private func hasMark(at offset: Int) -> Bool { offset + 1 < source.count && unit(offset) == 0xFEFF }

  // MARK: Other encodings

  /// So much ASCII in a row is not taken for ideographs, nor so many pairs with ASCII in them that begin one byte further on for anything else.
  private static let (leastASCII, leastPairs) = (16, 4)

  /// What begins there in an encoding whose units are bytes: a line that was appended, or one byte that what follows is shifted by.
  private func foreignText(at offset: Int) -> Range<Int>? {
    if isASCII(offset) { return offset..<foreignEnd(from: offset) }
    return isASCII(offset + 1) || isShifted(offset + 1) ? offset..<offset + 1 : nil
  }

  private func isASCII(_ offset: Int) -> Bool {
    offset + Self.leastASCII <= source.count && (offset..<offset + Self.leastASCII).allSatisfy { source[$0].isTextASCII }
  }

  private func isShifted(_ offset: Int) -> Bool {
    offset + 2 * Self.leastPairs <= source.count
      && (0..<Self.leastPairs).allSatisfy { UInt8(exactly: unit(offset + 2 * $0))?.isTextASCII == true }
  }

  /// Where UTF-16 goes on, which has zeros beside ASCII.
  private func foreignEnd(from start: Int) -> Int {
    guard let zero = source.firstIndex(of: 0, from: start) else { return source.count }
    return order == .little ? zero - 1 : zero
  }

  // MARK: Units

  private func unit(_ offset: Int) -> UInt16 {
    let (first, second) = (UInt16(source[offset]), UInt16(source[offset + 1]))
    return order == .little ? second << 8 | first : first << 8 | second
  }

  /// Appends the ASCII characters from `offset` on. Returns how many there were.
  private mutating func asciiRun(at offset: Int) -> Int {
    var count = 0
    while offset + 2 * count + 1 < source.count {
      let unit = unit(offset + 2 * count)
      guard unit < 0x80 else { break }
      bytes.append(UInt8(unit))
      count += 1
    }
    return count
  }

  /// Appends one character. Returns how many bytes it took.
  private mutating func decodeScalar(at offset: Int) -> Int {
    let first = unit(offset)
    var (value, length) = (UInt32(first), 2)
    if UTF16.isLeadSurrogate(first), offset + 3 < source.count, UTF16.isTrailSurrogate(unit(offset + 2)) {
      value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(unit(offset + 2)) - 0xDC00)
      length = 4
    }
    let encoded = Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    bytes += encoded
    map.append(decodedCount: encoded.count, raw: offset..<offset + length)
    return length
  }
}
