/// A regular expression as a tree, as far as its widths and literals can be told from it.
indirect enum RegexNode: Equatable {
  /// One byte out of a set.
  case byte(ByteSet)
  case sequence([RegexNode])
  case alternation([RegexNode])
  case repetition(RegexNode, minimum: Int, maximum: Int?)
  /// Looks ahead, or asks whether the text ends: consumes nothing, but depends on what follows.
  case lookahead(RegexNode, isPositive: Bool)
  /// Looks behind, or asks whether a line begins: consumes nothing and depends on nothing that follows.
  case lookbehind(RegexNode, isPositive: Bool)
  /// Consumes nothing and depends on nothing that follows.
  case nothing
  /// May consume anything: back-references and the like.
  case anything
}

/// A construct that the analysis does not understand. Matching is not concerned: PCRE2 does it; only the analysis is given up.
struct UnanalyzableRegex: Error {}
