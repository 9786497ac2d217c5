import KeyhoundCore

/// A stretch of digits that stands for text.
struct EncodedRun {
  private let pieces: [Range<Int>]
  private let form: Form

  private enum Form {
    case hexadecimal, base64, wideBase64
  }

  static let hexadecimalDecoder = "hex"

  /// How many bytes at the start show whether it is text.
  private static let sample = 24
  private static let contextBefore = 512
  private static let contextBehind = 256

  /// - Parameter mayBeCut: whether the text may begin in the middle of a group of digits.
  /// - Returns: `nil` when the digits stand for nothing that can be read.
  init?(_ digits: [Range<Int>], in source: UnsafeRawBufferPointer, mayBeCut: Bool) {
    guard let first = digits.first else { return nil }
    for skipped in Self.beginnings(of: first, in: source, mayBeCut: mayBeCut)
    where first.count - skipped >= DigitSearch.shortest - 4 {
      let pieces = [first.lowerBound + skipped..<first.upperBound] + digits.dropFirst()
      guard let form = Self.form(of: pieces, in: source) else { continue }
      // The last line of a number may have been taken from what follows.
      let isTooMuch = form == .hexadecimal && !Self.isNumber(pieces.suffix(1), in: source)
      self.pieces = isTooMuch ? pieces.dropLast() : pieces
      self.form = form
      return
    }
    return nil
  }

  /// How many digits may have to be passed over: `0x` is no part of the number.
  private static func beginnings(of digits: Range<Int>, in source: UnsafeRawBufferPointer, mayBeCut: Bool) -> ClosedRange<Int> {
    let start = digits.lowerBound
    if start == 0 && mayBeCut { return 0...3 }
    return source[start] == UInt8(ascii: "0") && source[start + 1] == UInt8(ascii: "x") ? 2...2 : 0...0
  }

  /// Whether digits may stand for text, by the first few: most are those of names and paths.
  static func mayBegin(with digits: Range<Int>, in source: UnsafeRawBufferPointer, mayBeCut: Bool) -> Bool {
    for skipped in beginnings(of: digits, in: source, mayBeCut: mayBeCut) {
      let start = digits.lowerBound + skipped
      var bits: UInt64 = 0
      for offset in start..<start + 6 { bits = bits << 6 | UInt64(Base64.value(source[offset])) }
      if mayBeText(UInt32(truncatingIfNeeded: bits >> 4)) { return true }
      let isHexadecimal = (start..<start + 8).allSatisfy { source[$0].hexadecimalDigit != nil }
      let word = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(byte(at: start + 2 * $1, in: source)) }
      if isHexadecimal && mayBeText(word) { return true }
    }
    return false
  }

  /// Whether of four bytes three are those of text, or every second is zero.
  private static func mayBeText(_ word: UInt32) -> Bool {
    var others = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) where !isTextByte(UInt8(truncatingIfNeeded: word >> shift)) {
      others += 1
    }
    return others <= 1 || word & 0x00FF_00FF == 0
  }

  private static func form(of pieces: [Range<Int>], in source: UnsafeRawBufferPointer) -> Form? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sample + 2)
    decode(pieces, of: source) { byte in
      bytes.append(byte)
      return bytes.count < sample
    }
    if isText(bytes) { return .base64 }
    if isWide(bytes) { return .wideBase64 }
    return isHexadecimal(pieces, in: source) ? .hexadecimal : nil
  }

  private static func isTextByte(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) }

  /// Whether all bytes are those of text, of which two in 24 may be beyond ASCII.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 12 && bytes.count { !isTextByte($0) } <= 2 && bytes.allSatisfy { isTextByte($0) || $0 >= 0x80 }
  }

  /// Whether it is UTF-16, as PowerShell takes commands.
  private static func isWide(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 12 && bytes.enumerated().allSatisfy { $0 % 2 == 0 ? isTextByte($1) : $1 == 0 }
  }

  private static func isHexadecimal(_ pieces: [Range<Int>], in source: UnsafeRawBufferPointer) -> Bool {
    guard let first = pieces.first, first.count % 2 == 0, isNumber(pieces.count > 1 ? pieces.dropLast() : pieces[...], in: source)
    else { return false }
    let head = stride(from: first.lowerBound, to: min(first.upperBound, first.lowerBound + 2 * sample), by: 2)
    return isText(head.map { byte(at: $0, in: source) })
  }

  private static func isNumber(_ pieces: ArraySlice<Range<Int>>, in source: UnsafeRawBufferPointer) -> Bool {
    pieces.allSatisfy { source[$0].allSatisfy { $0.hexadecimalDigit != nil } }
  }

  // MARK: Decoding

  private static func byte(at offset: Int, in source: UnsafeRawBufferPointer) -> UInt8 {
    (source[offset].hexadecimalDigit ?? 0) << 4 | (source[offset + 1].hexadecimalDigit ?? 0)
  }

  /// Calls `body` with the bytes that base64 digits stand for until it has had enough.
  private static func decode(_ pieces: [Range<Int>], of source: UnsafeRawBufferPointer, _ body: (UInt8) -> Bool) {
    var bits: UInt32 = 0
    var filled = 0
    for piece in pieces {
      for offset in piece {
        bits = bits << 6 | UInt32(Base64.value(source[offset]))
        filled += 6
        guard filled >= 8 else { continue }
        filled -= 8
        guard body(UInt8(truncatingIfNeeded: bits >> UInt32(filled))) else { return }
      }
    }
  }

  /// Hands over the text with the lines round it.
  func decode(_ chunk: Chunk, _ body: (Chunk) -> Void) {
    guard let start = pieces.first?.lowerBound, let end = pieces.last?.upperBound else { return }
    let source = chunk.bytes
    let text = DecodedText()
    if form != .wideBase64 { text.copy(lines(before: start, in: source)..<start, of: source) }
    let head = text.count
    switch form {
    case .hexadecimal: for piece in pieces { appendHexadecimal(piece, of: source, to: text) }
    case .base64, .wideBase64: Base64.decode(pieces, of: source, into: text)
    }
    guard form != .wideBase64 else { return decodeWide(text, of: chunk, body) }
    let owned = head..<text.count
    let padding = source[end...].prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
    text.copy(end + padding..<source.lineEnd(from: end + padding, limit: Self.contextBehind), of: source)
    let name = form == .hexadecimal ? Self.hexadecimalDecoder : Base64Run.decoder
    var inner = chunk.decoded(text.bytes, map: text.map, by: name)
    inner.owned = owned
    inner.isBinary = TextKind.isBinary(text.bytes.view(owned))
    body(inner)
  }

  private func decodeWide(_ text: DecodedText, of chunk: Chunk, _ body: (Chunk) -> Void) {
    let outer = chunk.decoded(text.bytes, map: text.map, by: Base64Run.decoder)
    var wide = UTF16Text(text.bytes, .little)
    wide.decode()
    wide.bytes.withUnsafeBytes { body(outer.decoded($0, map: wide.map, by: UTF16Extractor.name(of: .little))) }
  }

  private func appendHexadecimal(_ piece: Range<Int>, of source: UnsafeRawBufferPointer, to text: DecodedText) {
    let bytes = stride(from: piece.lowerBound, to: piece.upperBound - 1, by: 2).map { Self.byte(at: $0, in: source) }
    text.append(bytes, for: piece.lowerBound..<piece.lowerBound + 2 * bytes.count)
  }

  /// Where the line before the one that `start` stands in begins.
  private func lines(before start: Int, in source: UnsafeRawBufferPointer) -> Int {
    let line = source.lineStart(before: start, limit: Self.contextBefore)
    guard line > 0, source[line - 1] == UInt8(ascii: "\n") else { return line }
    let previous = source.lineStart(before: line - 1, limit: Self.contextBefore)
    return previous == 0 || source[previous - 1] == UInt8(ascii: "\n") ? previous : line
  }
}
