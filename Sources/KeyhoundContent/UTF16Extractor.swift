package import KeyhoundCore

/// Text in UTF-16, with a byte order mark or without, as UTF-8.
package struct UTF16Extractor: Extractor {
  package init() {}

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { UTF16Order.detected(in: bytes) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, let order = UTF16Order.detected(in: chunk.bytes) else { return false }
    var text = UTF16Text(chunk.bytes, order)
    text.decode()
    text.bytes.withUnsafeBytes { bytes in
      sink.scan(chunk.decoded(bytes, map: text.map, by: Self.name(of: order)))
    }
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

  /// Decodes all of it. Runs of ASCII are one segment of the map, everything else is one each; half pairs become U+FFFD.
  mutating func decode() {
    var offset = hasMark ? 2 : 0
    while offset + 1 < source.count {
      let run = asciiRun(at: offset)
      if run > 0 {
        map.append(decodedCount: run, raw: offset..<offset + 2 * run)
        offset += 2 * run
      } else {
        offset += decodeScalar(at: offset)
      }
    }
  }

  private var hasMark: Bool { source.count >= 2 && unit(0) == 0xFEFF }

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
