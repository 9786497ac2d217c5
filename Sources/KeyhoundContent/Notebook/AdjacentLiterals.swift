import CByteSearch
import KeyhoundCore

/// String literals that a program puts together: side by side, over lines, with `+` or a trailing backslash.
enum AdjacentLiterals {
  static let decoder = "concatenation"

  /// Appends `source` with the seams between such literals taken out.
  /// - Returns: whether there was a seam between two pieces of one word.
  static func join(_ source: UnsafeRawBufferPointer, into text: DecodedText) -> Bool {
    var copied = 0
    var position = 0
    while let quote = nextQuote(in: source, from: position) {
      guard let end = endOfSeam(at: quote, in: source) else {
        position = quote + 1
        continue
      }
      text.copy(copied..<quote, of: source)
      copied = end
      position = end
    }
    guard copied > 0 else { return false }
    text.copy(copied..<source.count, of: source)
    return true
  }

  /// The next quote with part of a key before it: only there a seam matters.
  private static func nextQuote(in source: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let bytes = source.assumingMemoryBound(to: UInt8.self).baseAddress else { return nil }
    let quote = byte_search_quote_behind_letter(bytes, start, source.count)
    return quote < source.count ? quote : nil
  }

  /// The offset behind the quote that opens the next literal, when nothing but a seam lies between.
  private static func endOfSeam(at quote: Int, in source: UnsafeRawBufferPointer) -> Int? {
    var position = quote + 1
    let limit = min(source.count, quote + longestSeam)
    while position < limit, isSeamByte(source[position]) { position += 1 }
    guard position > quote + 1 else { return nil }
    if position < limit, "rbfuRBFU".utf8.contains(source[position]) { position += 1 }
    guard position + 1 < limit, isQuote(source[position]), isKeyByte(source[position + 1]) else { return nil }
    return position + 1
  }

  private static let longestSeam = 256

  private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  private static func isSeamByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "+"), UInt8(ascii: "\\"): true
    default: false
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }
}
