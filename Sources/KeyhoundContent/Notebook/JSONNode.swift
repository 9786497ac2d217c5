import CByteSearch

/// One value, or one key, of a JSON text: what it is and where it stands.
struct JSONNode {
  enum Kind: UInt8 {
    case object, array, string
    /// A number, `true`, `false` or `null` that is a member of an object; those in arrays are not kept.
    case scalar
    /// The name of a member; its value is the next node.
    case key
  }

  private let node: byte_search_node

  init(_ node: byte_search_node) {
    self.node = node
  }

  var kind: Kind { Kind(rawValue: node.kind) ?? .scalar }

  /// The bytes of the value; of strings and keys, those between the quotes.
  var range: Range<Int> { Int(node.start)..<Int(max(node.start, node.end)) }

  /// The index of the node behind this one and everything in it; of a key, its value.
  var next: Int { Int(node.next) }

  /// Of strings and keys: whether there may be an escape in them.
  var mayHaveEscapes: Bool { node.has_backslash != 0 }
}
