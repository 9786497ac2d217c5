import KeyhoundCore

/// Stretches of a text that end before certain bytes, or behind them; empty ones are left out.
struct Lines: Sequence, IteratorProtocol {
  private let bytes: UnsafeRawBufferPointer
  private var offset: Int
  private let end: Int
  private let cuts: ByteSet
  /// Whether the byte that ends a stretch belongs to it.
  private let keepsCut: Bool

  /// The lines in `range`. Each ends before a line feed or a carriage return.
  init(of bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.init(bytes, range, cuts: ByteSet("\n\r".utf8), keepsCut: false)
  }

  /// The pieces of the line that lies in `range`: what stands between quotes, commas and semicolons.
  init(piecesOf bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.init(bytes, range, cuts: ByteSet("\"',;\n\r".utf8), keepsCut: true)
  }

  private init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, cuts: ByteSet, keepsCut: Bool) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
    self.cuts = cuts
    self.keepsCut = keepsCut
  }

  mutating func next() -> Range<Int>? {
    while offset < end {
      let start = offset
      while offset < end, !cuts.contains(bytes[offset]) { offset += 1 }
      let stop = keepsCut && offset < end ? offset + 1 : offset
      offset += 1
      if stop > start { return start..<stop }
    }
    return nil
  }

  static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
