import KeyhoundCore

/// What stands in front of a stream, as tokens: how dictionaries are nested is not asked.
struct PDFDictionary {
  private let bytes: UnsafeRawBufferPointer
  private static let delimiters = ByteSet("\0\t\n\u{0C}\r ()<>[]{}/%".utf8)
  private static let white = ByteSet("\0\t\n\u{0C}\r ".utf8)

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether this name, slash and all, is a key or a value.
  func has(_ name: StaticString) -> Bool { end(of: name, from: 0) != nil }

  /// What follows each `key`; of a list, its first element.
  func values(of key: StaticString) -> [String] { lists(of: key).compactMap(\.first) }

  /// What follows each `key`: one name or number, or all of a list in brackets.
  func lists(of key: StaticString) -> [[String]] {
    var lists: [[String]] = []
    var position = 0
    while let end = end(of: key, from: position) {
      lists.append(list(at: end))
      position = end
    }
    return lists
  }

  /// Where the next `name` ends that is one by itself.
  private func end(of name: StaticString, from start: Int) -> Int? {
    var position = start
    while let found = bytes.firstIndex(of: name, from: position) {
      position = found + name.utf8CodeUnitCount
      if position == bytes.count || Self.delimiters.contains(bytes[position]) { return position }
    }
    return nil
  }

  private func list(at start: Int) -> [String] {
    var position = skipWhite(from: start)
    guard position < bytes.count, bytes[position] == UInt8(ascii: "[") else { return token(at: &position).map { [$0] } ?? [] }
    var elements: [String] = []
    position = skipWhite(from: position + 1)
    while let element = token(at: &position) {
      elements.append(element)
      position = skipWhite(from: position)
    }
    return elements
  }

  private func skipWhite(from start: Int) -> Int {
    bytes[start...].firstIndex { !Self.white.contains($0) } ?? bytes.count
  }

  /// A name with its slash, or a number; `nil` where something else stands.
  private func token(at position: inout Int) -> String? {
    let start = position
    let first = start < bytes.count && bytes[start] == UInt8(ascii: "/") ? start + 1 : start
    position = bytes[first...].firstIndex { Self.delimiters.contains($0) } ?? bytes.count
    return position > first ? bytes.text(start..<position) : nil
  }
}
