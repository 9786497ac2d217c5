import CByteSearch
import KeyhoundCore

/// The two alphabets of RFC 4648, read alike.
enum Base64 {
  /// The six bits of a character, or 0xFF.
  @inline(__always)
  static func value(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: 0xFF
    }
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { value(byte) != 0xFF }

  /// The digit for six bits, in the alphabet of the digit that it replaces.
  static func digit(_ value: UInt8, like old: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: old == UInt8(ascii: "-") || old == UInt8(ascii: "_") ? UInt8(ascii: "-") : UInt8(ascii: "+")
    default: old == UInt8(ascii: "-") || old == UInt8(ascii: "_") ? UInt8(ascii: "_") : UInt8(ascii: "/")
    }
  }

  /// Whether `text` has nothing but digits of the standard alphabet and padding. Quick, for megabytes of pictures.
  static func isPure(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let bytes = text.assumingMemoryBound(to: UInt8.self).baseAddress else { return true }
    return byte_search_base64(bytes, 0, text.count) == text.count
  }

  /// Appends what the digits in `range` stand for; line ends between them are passed over.
  static func decode(_ range: Range<Int>, of source: UnsafeRawBufferPointer, into text: DecodedText) {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    for position in range where !isDigit(source[position]) {
      if start < position { pieces.append(start..<position) }
      start = position + 1
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    decode(pieces, of: source, into: text)
  }

  /// Appends what the digits in `pieces` stand for, taken together.
  static func decode(_ pieces: [Range<Int>], of source: UnsafeRawBufferPointer, into text: DecodedText) {
    var bits: UInt32 = 0
    var filled = 0
    var start = 0
    var bytes: [UInt8] = []
    for piece in pieces {
      var position = piece.lowerBound
      while position < piece.upperBound {
        if filled == 0 { (start, position) = (position, appendGroups(from: position, of: piece, source, &bytes, to: text)) }
        guard position < piece.upperBound else { break }
        if filled == 0 { start = position }
        bits = bits << 6 | UInt32(value(source[position]))
        filled += 1
        position += 1
        guard filled == 4 else { continue }
        text.append([UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)], for: start..<position)
        (bits, filled) = (0, 0)
      }
    }
    if filled > 1, let end = pieces.last?.upperBound {
      let last = bits << (6 * UInt32(4 - filled))
      text.append([UInt8(last >> 16 & 0xFF), UInt8(last >> 8 & 0xFF)].prefix(filled - 1), for: start..<end)
    }
  }

  /// Appends the whole groups from `start` on as one segment of the map, for the proportion is exact there.
  /// - Returns: where they end.
  private static func appendGroups(
    from start: Int, of piece: Range<Int>, _ source: UnsafeRawBufferPointer, _ bytes: inout [UInt8], to text: DecodedText
  ) -> Int {
    let end = piece.upperBound - (piece.upperBound - start) % 4
    guard start < end else { return start }
    bytes.removeAll(keepingCapacity: true)
    for group in stride(from: start, to: end, by: 4) {
      let bits = (0..<4).reduce(UInt32(0)) { $0 << 6 | UInt32(value(source[group + $1]) & 63) }
      bytes.append(UInt8(bits >> 16 & 0xFF))
      bytes.append(UInt8(bits >> 8 & 0xFF))
      bytes.append(UInt8(bits & 0xFF))
    }
    text.append(bytes, for: start..<end)
    return end
  }
}

/// The bytes behind a base64 text without gaps, decoded where they are asked for.
struct Base64Bytes {
  private let digits: UnsafeRawBufferPointer
  /// Where the digits begin in the text they were taken from.
  private let start: Int

  /// Takes the digits in `range` of `text`; padding and line ends behind them are no part.
  init(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    let all = text.view(range)
    let end = all.lastIndex { Base64.isDigit($0) }
    digits = all.view(0..<(end.map { $0 + 1 } ?? 0))
    start = range.lowerBound
  }

  var count: Int { digits.count / 4 * 3 + max(0, digits.count % 4 - 1) }

  subscript(index: Int) -> UInt8 {
    let first = index / 3 * 4
    let bits = (first..<first + 4).reduce(UInt32(0)) { bits, digit in
      bits << 6 | (digit < digits.count ? UInt32(Base64.value(digits[digit]) & 63) : 0)
    }
    return UInt8(bits >> (16 - 8 * UInt32(index % 3)) & 0xFF)
  }

  /// Where the digits that a byte depends on stand in the text.
  private func places(of index: Int) -> Range<Int> {
    let first = index / 3 * 4 + index % 3
    return start + first..<start + min(first + 2, digits.count)
  }

  /// Where the digits of several bytes stand in the text.
  func places(of range: Range<Int>) -> Range<Int> {
    range.isEmpty ? start..<start : places(of: range.lowerBound).lowerBound..<places(of: range.upperBound - 1).upperBound
  }

  func bytes(_ range: Range<Int>) -> [UInt8] { range.clamped(to: 0..<count).map { self[$0] } }

  /// Appends the bytes of `range`, each standing for its own digits.
  func decode(_ range: Range<Int>, into text: DecodedText) {
    for index in range.clamped(to: 0..<count) { text.append(self[index], for: places(of: index)) }
  }
}
