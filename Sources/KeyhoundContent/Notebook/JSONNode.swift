/// One value, or one key, of a JSON text: what it is and where it stands. Sixteen bytes, because a notebook has hundreds of thousands.
struct JSONNode {
  enum Kind: UInt8 {
    case object, array, string
    /// A number, `true`, `false` or `null` that is a member of an object; those in arrays are not kept.
    case scalar
    /// The name of a member; its value is the next node.
    case key
  }

  let kind: Kind
  private let start: UInt32
  private var end: UInt32
  private var following: UInt32

  init(_ kind: Kind, _ range: Range<Int>, next: Int) {
    self.kind = kind
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    following = UInt32(truncatingIfNeeded: next)
  }

  /// The bytes of the value; of strings and keys, those between the quotes.
  var range: Range<Int> { Int(start)..<Int(max(start, end)) }

  /// The index of the node behind this one and everything in it; of a key, its value.
  var next: Int { Int(following) }

  /// Says where a container ends, when that is known.
  mutating func close(at end: Int, next: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    following = UInt32(truncatingIfNeeded: next)
  }
}
