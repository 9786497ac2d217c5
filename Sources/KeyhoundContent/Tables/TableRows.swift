import KeyhoundCore

/// Reads a table row by row, as RFC 4180 has it, with whatever stands between its fields.
struct TableRows {
  /// Where a field is, without the quotes round it. In quotes, two quotes stand for one.
  struct Field {
    var range: Range<Int>
    var isQuoted: Bool
  }

  private let bytes: UnsafeRawBufferPointer
  private let separator: UInt8
  /// Where the next row begins.
  private(set) var position: Int
  /// Whether quotes mean something: no longer, where one had no end, or one in the middle of a field. What comes behind it must not be hidden by it.
  private var readsQuotes = true

  /// A row with more fields than this is none.
  private static let widest = 1 << 12

  init(_ bytes: UnsafeRawBufferPointer, from position: Int, separator: UInt8) {
    self.bytes = bytes
    self.position = position
    self.separator = separator
  }

  /// The fields of the next row; `nil` at the end.
  mutating func next() -> [Field]? {
    guard position < bytes.count else { return nil }
    var fields: [Field] = []
    while fields.count < Self.widest {
      skipBlanks()
      fields.append(quotedField() ?? plainField())
      guard position < bytes.count, bytes[position] == separator else { break }
      position += 1
    }
    endRow()
    return fields
  }

  private mutating func quotedField() -> Field? {
    guard readsQuotes, position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    var end = start
    while let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: end) {
      guard quote + 1 < bytes.count, bytes[quote + 1] == UInt8(ascii: "\"") else {
        guard isEnd(behind: quote) else { break }
        position = quote + 1
        skipBlanks()
        return Field(range: start..<quote, isQuoted: true)
      }
      end = quote + 2
    }
    readsQuotes = false
    return nil
  }

  /// Whether a field ends behind a quote.
  private func isEnd(behind quote: Int) -> Bool {
    let next = bytes[(quote + 1)...].first { !isBlank($0) }
    return next.map { $0 == separator || isLineEnd($0) } ?? true
  }

  private mutating func plainField() -> Field {
    let start = position
    while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
    var end = position
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    let isInQuotes = end - start > 1 && bytes[start] == UInt8(ascii: "\"") && bytes[end - 1] == UInt8(ascii: "\"")
    return Field(range: isInQuotes ? start + 1..<end - 1 : start..<end, isQuoted: false)
  }

  /// Goes to the next line.
  private mutating func endRow() {
    while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
    if bytes.view(min(position, bytes.count)..<bytes.count).starts(with: "\r\n".utf8) { position += 1 }
    position += 1
  }

  private mutating func skipBlanks() {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && byte != separator }
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
