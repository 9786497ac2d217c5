package import KeyhoundCore

/// Text in UTF-32, with a byte order mark or without, as UTF-8.
package struct UTF32Extractor: Extractor {
  package init() {}

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { Order.detected(in: bytes) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, let order = Order.detected(in: chunk.bytes) else { return false }
    let text = DecodedText(capacity: chunk.bytes.count / 4)
    for offset in stride(from: 0, to: chunk.bytes.count - 3, by: 4) {
      let scalar = order.scalar(at: offset, in: chunk.bytes)
      if offset == 0 && scalar == 0xFEFF { continue }
      text.append(scalar: scalar, for: offset..<offset + 4)
    }
    sink.scan(chunk.decoded(text.bytes, map: text.map, by: order == .little ? "utf-32le" : "utf-32be"))
    return true
  }

  /// The byte order of UTF-32 text.
  private enum Order {
    case little, big

    private static let sample = 512

    /// Looks for a byte order mark, or for code points most of which are ASCII. Two zeros behind a mark of UTF-16 would be the end of a C string,
    /// but hardly its beginning.
    static func detected(in bytes: UnsafeRawBufferPointer) -> Order? {
      guard bytes.count >= 8, bytes[1] == 0 || bytes[0] == 0xFF else { return nil }
      if bytes.prefix(4).elementsEqual([0xFF, 0xFE, 0, 0]) { return .little }
      if bytes.prefix(4).elementsEqual([0, 0, 0xFE, 0xFF]) { return .big }
      return [.little, .big].first { isMostlyASCII(bytes, in: $0) }
    }

    private static func isMostlyASCII(_ bytes: UnsafeRawBufferPointer, in order: Order) -> Bool {
      let offsets = stride(from: 0, to: min(bytes.count - 3, sample), by: 4)
      let count = offsets.count { offset in
        let scalar = order.scalar(at: offset, in: bytes)
        return (0x20..<0x7F).contains(scalar) || (0x09...0x0D).contains(scalar)
      }
      return count * 10 >= Array(offsets).count * 9
    }

    func scalar(at offset: Int, in bytes: UnsafeRawBufferPointer) -> UInt32 {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      return self == .little ? UInt32(littleEndian: value) : UInt32(bigEndian: value)
    }
  }
}
