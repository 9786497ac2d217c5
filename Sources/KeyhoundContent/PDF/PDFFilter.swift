import KeyhoundCore

/// How the bytes of a stream are written (ISO 32000-1, 7.4), as far as texts are written so.
enum PDFFilter: Equatable {
  case flate, ascii85, hexadecimal, runLength
  /// - Parameter early: whether codes grow by a bit one code before they have to.
  case lzw(early: Bool)

  /// More, one after the other, nobody writes.
  private static let most = 8

  /// The filters of a stream, in the order in which they are to be undone; `nil` when it is a picture's or not known.
  static func all(in dictionary: PDFDictionary) -> [PDFFilter]? {
    let names = dictionary.lists(of: "/Filter").first ?? []
    let isEarly = !dictionary.values(of: "/EarlyChange").contains("0")
    let filters = names.compactMap { PDFFilter(named: $0, isEarly: isEarly) }
    return filters.count == names.count && filters.count <= most ? filters : nil
  }

  private init?(named name: String, isEarly: Bool) {
    switch name {
    case "/FlateDecode", "/Fl": self = .flate
    case "/ASCII85Decode", "/A85": self = .ascii85
    case "/ASCIIHexDecode", "/AHx": self = .hexadecimal
    case "/RunLengthDecode", "/RL": self = .runLength
    case "/LZWDecode", "/LZW": self = .lzw(early: isEarly)
    default: return nil
    }
  }

  /// Adds to `output` what `bytes` stand for; of damaged ones, what comes before that.
  func decode(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) {
    switch self {
    case .flate: if !bytes.isEmpty { _ = try ZlibStream.decompress(bytes, into: output) }
    case .ascii85: try output.copy(ASCII85.decoded(bytes))
    case .hexadecimal: try output.copy(Self.hexadecimal(bytes))
    case .runLength: try Self.runLength(bytes, into: output)
    case .lzw(let isEarly):
      var text = LZW(isEarly: isEarly)
      try text.decode(bytes, into: output)
    }
  }

  /// Two digits a byte, up to a `>`.
  private static func hexadecimal(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    let digits = text.prefix { $0 != UInt8(ascii: ">") }.compactMap(\.hexadecimalDigit)
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | ($0 + 1 < digits.count ? digits[$0 + 1] : 0) }
  }

  /// A length, and so many bytes; or one byte, so many times.
  private static func runLength(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) {
    var position = 0
    while position < bytes.count, bytes[position] != 128 {
      let length = Int(bytes[position])
      position += 1
      if length < 128 {
        let end = min(bytes.count, position + length + 1)
        try output.copy(bytes.view(position..<end))
        position = end
      } else if position < bytes.count {
        try output.copy([UInt8](repeating: bytes[position], count: 257 - length))
        position += 1
      }
    }
  }
}

/// Five digits for four bytes, as PDF and PostScript write them.
enum ASCII85 {
  static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    var (value, count) = (UInt32(0), 0)
    for byte in text {
      if byte == UInt8(ascii: "~") { break }
      if byte == UInt8(ascii: "z"), count == 0 { bytes += [0, 0, 0, 0] }
      guard byte &- 0x21 < 85 else { continue }
      value = value &* 85 &+ UInt32(byte - 0x21)
      count += 1
      if count == 5 {
        bytes += big(value)
        (value, count) = (0, 0)
      }
    }
    guard count > 1 else { return bytes }
    for _ in count..<5 { value = value &* 85 &+ 84 }
    return bytes + big(value).prefix(count - 1)
  }

  private static func big(_ value: UInt32) -> [UInt8] {
    stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
