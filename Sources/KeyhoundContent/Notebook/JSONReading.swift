import CByteSearch
import KeyhoundCore

/// One pass over a JSON text, which notes its values and keys in the order of the text.
///
/// As tolerant as Python's reader: control characters and unknown escapes in strings are no mistakes, nor are `NaN` and `Infinity`.
struct JSONReading {
  private let text: UnsafePointer<UInt8>
  private let length: Int
  private let limits: JSONIndex.Limits
  private var position: Int
  private var nodes: JSONNodes.Memory
  /// The innermost open container, and how many are open. While a container is open, its `next` is the one around it.
  private var open: UInt32 = 0
  private var depth = 0
  private var isInObject = false
  /// Whether a container was opened just now, and may be empty.
  private var isBegun = false
  private var isBeyondASCII = false

  /// The nodes of the one value that `bytes` consist of, from `start` on.
  static func nodes(
    of bytes: UnsafeRawBufferPointer, from start: Int, _ limits: JSONIndex.Limits
  ) throws(JSONError) -> JSONNodes {
    guard let text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { throw JSONError(.truncated, at: start) }
    var reading = JSONReading(text, bytes.count, from: start, limits)
    do throws(JSONError) {
      try reading.read()
    } catch {
      reading.nodes.deallocate()
      throw error
    }
    return JSONNodes(reading.nodes, isASCII: !reading.isBeyondASCII)
  }

  private init(_ text: UnsafePointer<UInt8>, _ length: Int, from start: Int, _ limits: JSONIndex.Limits) {
    self.text = text
    self.length = length
    self.limits = limits
    position = start
    nodes = JSONNodes.Memory(forBytes: length, limit: limits.nodes)
  }

  private mutating func read() throws(JSONError) {
    while true {
      guard nodes.makeRoom(2, limit: limits.nodes) else { throw error(.tooMany) }
      try skipSpace()
      if isBegun, isAtEnd {
        closeContainer()
        isBegun = false
      } else {
        isBegun = try readElement()
      }
      if !isBegun, try !readSeparators() { return }
    }
  }

  private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: position) }

  // MARK: Values

  /// Reads an element, which in an object is a key and a value. Of a container only the beginning is read.
  /// - Returns: whether a container was opened.
  @inline(__always)
  private mutating func readElement() throws(JSONError) -> Bool {
    if isInObject { try readKey() }
    switch text[position] {
    case UInt8(ascii: "\""): try readString(.string)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try openContainer()
      return true
    default: try readScalar()
    }
    return false
  }

  /// Reads a key and the colon behind it.
  @inline(__always)
  private mutating func readKey() throws(JSONError) {
    guard text[position] == UInt8(ascii: "\"") else { throw error(.unexpected) }
    try readString(.key)
    try skipSpace()
    guard text[position] == UInt8(ascii: ":") else { throw error(.unexpected) }
    position += 1
    try skipSpace()
  }

  @inline(__always)
  private mutating func readString(_ kind: JSONNode.Kind) throws(JSONError) {
    position += 1
    let string = byte_search_json_string(text, position, length)
    guard string.end < length else { throw error(.truncated) }
    nodes.append(
      JSONNode(
        kind, position..<string.end, next: nodes.count + 1, mayHaveEscapes: string.has_backslash,
        isBeyondASCII: string.is_beyond_ascii))
    isBeyondASCII = isBeyondASCII || string.is_beyond_ascii
    position = string.end + 1
  }

  /// Reads a number or a word. Those in arrays are not kept: nobody asks for them, and there may be very many.
  @inline(__always)
  private mutating func readScalar() throws(JSONError) {
    let start = position
    var end = start
    while end < length, JSONScalar.isPart(text[end]) { end += 1 }
    guard end > start, JSONScalar.isSound(UnsafeBufferPointer(start: text + start, count: end - start)) else {
      throw error(.unexpected)
    }
    if isInObject || depth == 0 { nodes.append(JSONNode(.scalar, start..<end, next: nodes.count + 1)) }
    position = end
  }

  // MARK: Containers

  @inline(__always)
  private mutating func openContainer() throws(JSONError) {
    guard depth < limits.depth else { throw error(.tooDeep) }
    isInObject = text[position] == UInt8(ascii: "{")
    let number = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(JSONNode(isInObject ? .object : .array, position..<position + 1, next: Int(open)))
    open = number
    depth += 1
    position += 1
  }

  @inline(__always)
  private mutating func closeContainer() {
    position += 1
    let outer = nodes[Int(open)].next
    nodes[Int(open)].close(at: position, next: nodes.count)
    open = UInt32(truncatingIfNeeded: outer)
    depth -= 1
    isInObject = depth > 0 && nodes[outer].kind == .object
  }

  private var isAtEnd: Bool { text[position] == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) }

  /// Reads what may stand between two elements: the ends of containers, and a comma.
  /// - Returns: whether there is another element; `false` at the end of the value, behind which there is nothing.
  @inline(__always)
  private mutating func readSeparators() throws(JSONError) -> Bool {
    while depth > 0 {
      try skipSpace()
      if text[position] == UInt8(ascii: ",") {
        position += 1
        return true
      }
      guard isAtEnd else { throw error(.unexpected) }
      closeContainer()
    }
    position = byte_search_json_space(text, position, length)
    guard position == length else { throw error(.trailing) }
    return false
  }

  /// Goes on to the next byte that is no space; there must be one.
  @inline(__always)
  private mutating func skipSpace() throws(JSONError) {
    // Between two values there is nothing, one space, or a line feed and the next line's indentation.
    if position < length, text[position] > UInt8(ascii: " ") { return }
    position = byte_search_json_space(text, position, length)
    guard position < length else { throw error(.truncated) }
  }
}

/// Numbers, and the words that stand for a value.
private enum JSONScalar {
  /// Longer ones are no numbers that anybody wrote.
  private static var longest: Int { 4096 }
  private static let words: [StaticString] = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]

  static func isPart(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  static func isSound(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= longest else { return false }
    let first = text[0] == UInt8(ascii: "-") && text.count > 1 ? text[1] : text[0]
    if first.isDigitASCII { return !text.contains { $0.isAlphanumericASCII && !isNumeral($0) } }
    return words.contains { UnsafeRawBufferPointer(text).isEqual(to: $0) }
  }

  private static func isNumeral(_ byte: UInt8) -> Bool { byte.isDigitASCII || byte.lowercasedASCII == UInt8(ascii: "e") }
}
