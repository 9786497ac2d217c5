/// What a screen remembers of a text, so that texts made from it need not be searched where they are the same.
package final class ScreenedText {
  /// A place where a literal or a shape of some rule ends, and what its rules made of it.
  struct Mark {
    var end: Int32
    var kind: UInt16
    var state: State
  }

  enum State: UInt8, Comparable {
    /// A few bytes that all expressions must have here are others.
    case refused
    /// No expression matches here.
    case quiet
    /// An expression matches, but what it matches is no finding.
    case matched
    /// There may be a finding.
    case believed
    /// Not looked at yet.
    case open

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// In rising order of `end`.
  var marks: [Mark] = []
  var count = 0
  var isBinary = false
  /// Whether an extractor would look inside for what the text's edges are.
  var concernsExtractor = false
  /// Whether there may be zeros. The answer no is always right.
  var hasZeros = false
  /// Whether there may be a finding in places that are not marked.
  var isBelievedAnywhere = false
  /// What the rules make of what is encoded in the text: open when nobody has looked.
  var encoded = State.open
  /// What may be encoded, where somebody has looked.
  var stretches = EncodedStretches()
  /// Whether the text may hold a finding. The answer no is always right.
  package internal(set) var isSuspicious = false

  package init() {}

  func reset(count: Int) {
    marks.removeAll(keepingCapacity: true)
    self.count = count
    isBinary = false
    concernsExtractor = false
    hasZeros = false
    encoded = .open
    stretches.removeAll()
    isSuspicious = false
    isBelievedAnywhere = false
  }
}
