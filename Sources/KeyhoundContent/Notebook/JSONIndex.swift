#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// The places of all strings and containers of a JSON text, found in one pass and kept in one flat list: no tree, no copies. Strings are jumped over
/// from quote to quote, so that megabytes of base64 cost next to nothing.
///
/// As tolerant as Python's reader where that loses nothing: `NaN` and `Infinity` are read, control characters and unknown escapes in
/// strings too. A string's escapes are looked at when somebody wants its text.
struct JSONIndex {
  let bytes: UnsafeRawBufferPointer
  let nodes: JSONNodes

  /// What one text may cost.
  struct Limits {
    var depth = 256
    var nodes = 8 << 20
    var bytes = 1 << 30
  }

  /// Reads the one value that `bytes` consist of, from `start` on.
  init(_ bytes: UnsafeRawBufferPointer, from start: Int = 0, limits: Limits = Limits()) throws(JSONError) {
    self.bytes = bytes
    guard bytes.count <= limits.bytes else { throw JSONError(.tooLarge, at: 0) }
    nodes = try JSONReading.nodes(of: bytes, from: start, limits)
  }

  /// The indices of the elements of an array, or of the keys of an object.
  func children(of node: Int) -> JSONChildren { JSONChildren(nodes, first: node + 1, end: nodes[node].next) }

  func kind(_ node: Int) -> JSONNode.Kind { nodes[node].kind }

  /// The raw bytes of a value; of strings and keys, those between the quotes.
  func raw(_ node: Int) -> UnsafeRawBufferPointer { bytes.view(nodes[node].range) }

  /// Appends a string or key with its escapes resolved.
  func decode(_ node: Int, into text: DecodedText) {
    let found = nodes[node]
    if found.mayHaveEscapes {
      EscapeDecoder(source: bytes).decode(found.range, into: text)
    } else {
      text.copy(found.range, of: bytes)
    }
  }

  /// Whether a string or key, as written, is `text`.
  func has(_ node: Int, _ text: StaticString) -> Bool {
    // Most differ in length.
    let range = nodes[node].range
    return range.count == text.utf8CodeUnitCount && bytes.view(range).isEqual(to: text)
  }

  /// The value of the member `name`; of several, the last, as readers do.
  func member(_ name: StaticString, of object: Int) -> Int? {
    guard kind(object) == .object else { return nil }
    var found: Int?
    for key in children(of: object) where has(key, name) { found = key + 1 }
    return found
  }

  /// Whether the text is valid UTF-8 from the start of the value on. Only strings can have bytes beyond ASCII, and few do.
  var isValidUTF8: Bool { nodes.isASCII || nodes.allBeyondASCII { UTF8Text.isValid(bytes.view($0.range)) } }

  /// Whether the value is what nbformat calls a multi-line string: a string, or a list of strings that belong together.
  func isText(_ node: Int) -> Bool {
    switch kind(node) {
    case .string: true
    case .array: !children(of: node).isEmpty && children(of: node).allSatisfy { kind($0) == .string }
    default: false
    }
  }

  /// The whole number that a scalar is.
  func integer(_ node: Int) -> Int? { kind(node) == .scalar ? Int(bytes.text(nodes[node].range)) : nil }
}

/// The elements of a JSON array, or the keys of an object, in the order of the text.
struct JSONChildren: Sequence, IteratorProtocol {
  private let nodes: JSONNodes
  private var position: Int
  private let end: Int

  init(_ nodes: JSONNodes, first: Int, end: Int) {
    self.nodes = nodes
    position = first
    self.end = end
  }

  var isEmpty: Bool { position >= end }

  mutating func next() -> Int? {
    guard position < end else { return nil }
    let current = position
    let node = nodes[current]
    position = node.kind == .key ? nodes[current + 1].next : node.next
    return current
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are those of `text`.
  func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let bytes = baseAddress else { return false }
    // Most differ in the first byte.
    return count == 0 || (self[0] == text.utf8Start[0] && memcmp(bytes, text.utf8Start, count) == 0)
  }
}

/// Why a text could not be read as JSON.
struct JSONError: Error, Equatable {
  enum Reason {
    case unexpected, truncated, trailing, tooDeep, tooMany, tooLarge
  }

  let reason: Reason
  /// Where in the text.
  let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// Whether the text may be fine, and only a budget was reached.
  var isBudget: Bool { [.tooDeep, .tooMany, .tooLarge].contains(reason) }
}
