/// One value, or one key, of a JSON text: what it is and where it stands. Sixteen bytes, because a notebook has hundreds of thousands.
struct JSONNode {
  enum Kind: UInt8 {
    case object, array, string
    /// A number, `true`, `false` or `null` that is a member of an object or the whole text; those in arrays are not kept.
    case scalar
    /// The name of a member; its value is the next node.
    case key
  }

  let kind: Kind
  /// Of strings and keys: whether there may be an escape in them.
  let mayHaveEscapes: Bool
  /// Of strings and keys: whether there is a byte beyond ASCII in them.
  let isBeyondASCII: Bool
  private let start: UInt32
  private var end: UInt32
  private var following: UInt32

  /// A node of a text of less than 4 GiB.
  init(_ kind: Kind, _ range: Range<Int>, next: Int, mayHaveEscapes: Bool = false, isBeyondASCII: Bool = false) {
    self.kind = kind
    self.mayHaveEscapes = mayHaveEscapes
    self.isBeyondASCII = isBeyondASCII
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    following = UInt32(truncatingIfNeeded: next)
  }

  /// The bytes of the value; of strings and keys, those between the quotes.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// The index of the node behind this one and everything in it; of a key, its value.
  var next: Int { Int(following) }

  /// Enters where a container ends, and what is behind it.
  mutating func close(at end: Int, next: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    following = UInt32(truncatingIfNeeded: next)
  }
}
