import KeyhoundCore

/// Part of a row that may be a key.
struct Candidate {
  var range: Range<Int>
  var rule: Rule
  /// How many characters at the start are the public prefix.
  var publicCount = 0
  var confidence: Confidence
  var evidence: [String]
  /// What it is preferred for where several lie upon each other: the kind first, then how well it fits.
  var kind: Kind
  var fit: Double

  enum Kind: Int {
    /// Random below a label, or behind a name.
    case labelled, named
    /// Eight characters, a full stop, and thirty-two.
    case dotted
    /// Behind the literal of a rule.
    case literal
  }
}
