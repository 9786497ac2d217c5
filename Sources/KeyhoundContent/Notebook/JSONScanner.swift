import CByteSearch
import KeyhoundCore

/// One pass over a JSON text. Strings are jumped over from quote to quote, so that megabytes of base64 cost next to nothing.
struct JSONScanner {
  private let bytes: UnsafeRawBufferPointer
  private let limits: JSONIndex.Limits
  private var position: Int
  let nodes: JSONNodes
  /// The open containers, outermost first.
  private var open: [Int] = []
  private var isInObject = false
  private var expected = Expected.value

  private enum Expected {
    case value, valueOrEnd, key, keyOrEnd, commaOrEnd, nothing
  }

  init(_ bytes: UnsafeRawBufferPointer, from start: Int, limits: JSONIndex.Limits) {
    self.bytes = bytes
    self.limits = limits
    position = start
    nodes = JSONNodes(capacity: min(bytes.count / 48, 1 << 16))
  }

  mutating func run() throws(JSONError) {
    while skipSpace() { try step(bytes[position]) }
    guard expected == .nothing else { throw JSONError(.truncated, at: bytes.count) }
  }

  private mutating func skipSpace() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return true
      }
    }
    return false
  }

  private mutating func step(_ byte: UInt8) throws(JSONError) {
    switch (expected, byte) {
    case (.commaOrEnd, UInt8(ascii: ",")):
      position += 1
      expected = isInObject ? .key : .value
    case (.commaOrEnd, UInt8(ascii: "}")) where isInObject, (.keyOrEnd, UInt8(ascii: "}")),
      (.commaOrEnd, UInt8(ascii: "]")) where !isInObject, (.valueOrEnd, UInt8(ascii: "]")):
      closeContainer()
    case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
      try readKey()
    case (.value, _), (.valueOrEnd, _):
      try readValue(byte)
    default:
      throw JSONError(expected == .nothing ? .trailing : .unexpected, at: position)
    }
  }

  private mutating func readKey() throws(JSONError) {
    try append(.key, readString())
    guard skipSpace() else { throw JSONError(.truncated, at: position) }
    guard bytes[position] == UInt8(ascii: ":") else { throw JSONError(.unexpected, at: position) }
    position += 1
    expected = .value
  }

  private mutating func readValue(_ byte: UInt8) throws(JSONError) {
    switch byte {
    case UInt8(ascii: "\""): try readStrings()
    case UInt8(ascii: "{"): try openContainer(.object)
    case UInt8(ascii: "["): try openContainer(.array)
    default: try readScalar()
    }
  }

  private mutating func valueIsRead() { expected = open.isEmpty ? .nothing : .commaOrEnd }

  // MARK: Containers

  private mutating func openContainer(_ kind: JSONNode.Kind) throws(JSONError) {
    guard open.count < limits.depth else { throw JSONError(.tooDeep, at: position) }
    open.append(nodes.count)
    try append(kind, position..<position + 1)
    isInObject = kind == .object
    expected = isInObject ? .keyOrEnd : .valueOrEnd
    position += 1
  }

  private mutating func closeContainer() {
    position += 1
    nodes.close(open.removeLast(), at: position)
    isInObject = open.last.map { nodes[$0].kind == .object } ?? false
    valueIsRead()
  }

  @inline(__always)
  private mutating func append(_ kind: JSONNode.Kind, _ range: Range<Int>) throws(JSONError) {
    guard nodes.count < limits.nodes else { throw JSONError(.tooMany, at: position) }
    nodes.append(JSONNode(kind, range, next: nodes.count + 1))
  }

  // MARK: Strings and scalars

  /// Reads a string, and in a list also those that follow: lines of text are nearly all there is in a notebook.
  private mutating func readStrings() throws(JSONError) {
    try append(.string, readString())
    valueIsRead()
    while !isInObject, skipSpace(), bytes[position] == UInt8(ascii: ","), expected == .commaOrEnd {
      position += 1
      expected = .value
      guard skipSpace(), bytes[position] == UInt8(ascii: "\"") else { return }
      try append(.string, readString())
      expected = .commaOrEnd
    }
  }

  /// Reads from an opening quote to behind the closing one, and returns what lies between.
  @inline(__always)
  private mutating func readString() throws(JSONError) -> Range<Int> {
    let start = position + 1
    guard let text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { throw JSONError(.truncated, at: start) }
    let quote = byte_search_closing_quote(text, start, bytes.count)
    guard quote < bytes.count else { throw JSONError(.truncated, at: start) }
    position = quote + 1
    return start..<quote
  }

  private mutating func readScalar() throws(JSONError) {
    let start = position
    while position < bytes.count, Self.isScalarByte(bytes[position]) { position += 1 }
    guard position > start, position - start <= Self.longestScalar, Self.isScalar(bytes.view(start..<position)) else {
      throw JSONError(.unexpected, at: start)
    }
    if isInObject || open.isEmpty { try append(.scalar, start..<position) }
    valueIsRead()
  }

  private static let longestScalar = 4096

  private static func isScalarByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private static func isScalar(_ text: UnsafeRawBufferPointer) -> Bool {
    switch text[0] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return isNumber(text)
    case UInt8(ascii: "-") where text.count > 1 && text[1].isDigitASCII: return isNumber(text)
    default: return words.contains { text.isEqual(to: $0) }
    }
  }

  private static func isNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    text.allSatisfy { !$0.isAlphanumericASCII || $0.isDigitASCII || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
  }

  private static let words: [StaticString] = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]
}
