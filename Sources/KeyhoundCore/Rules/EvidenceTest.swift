package import PCRE2

/// One reason to believe a match more, or less, or not at all.
package struct EvidenceTest: Sendable {
  /// What the test looks at, seen from the secret.
  package enum Place: String, CaseIterable, Sendable {
    /// The text that ends where the match begins.
    case before
    /// The text that begins where the match ends.
    case after
    /// The text from `within` bytes before to `within` bytes behind the match.
    case around
    /// The line or lines of the match, as far as they lie within `within` bytes of it.
    case line
    case secret
    case match
    case path
  }

  /// What follows when the test holds.
  package enum Effect: Equatable, Sendable {
    /// One level more or less.
    case raise, lower
    /// At least this level.
    case atLeast(Confidence)
    /// At most this level.
    case atMost(Confidence)
    /// Not a key.
    case reject

    package init?(name: some StringProtocol) {
      switch name {
      case "raise": self = .raise
      case "lower": self = .lower
      case "reject": self = .reject
      case "low", "medium", "high": self = .atLeast(Confidence(name: name)!)
      case "at-most-low": self = .atMost(.low)
      case "at-most-medium": self = .atMost(.medium)
      default: return nil
      }
    }

    package var name: String {
      switch self {
      case .raise: "raise"
      case .lower: "lower"
      case .reject: "reject"
      case .atLeast(let level): level.name
      case .atMost(let level): "at-most-\(level.name)"
      }
    }

    /// Whether a finding is believed at least as much for it.
    var isFavourable: Bool {
      switch self {
      case .raise, .atLeast: true
      case .lower, .atMost, .reject: false
      }
    }

    package static let names = ["raise", "lower", "low", "medium", "high", "at-most-low", "at-most-medium", "reject"]
  }

  /// What a test asks: an expression, or one of the built-in judgements.
  package enum Question: Sendable {
    case pattern(Pattern)
    case judgement(Judgement)
  }

  package var name: String
  package var place: Place
  /// Bytes before or behind the match that are looked at.
  package var within: Int
  package var question: Question
  /// Whether the test holds when the question is answered with no.
  package var isNegated: Bool
  package var effect: Effect
  /// Names of tests further up in the rule that must all have held, or this one is not asked.
  package var premises: [String]
  /// Names of tests further up of which none may have held.
  package var exceptions: [String]

  package init(
    name: String, place: Place, within: Int = EvidenceTest.defaultDistance, question: Question, isNegated: Bool = false,
    effect: Effect, premises: [String] = [], exceptions: [String] = []
  ) {
    self.name = name
    self.place = place
    self.within = within
    self.question = question
    self.isNegated = isNegated
    self.effect = effect
    self.premises = premises
    self.exceptions = exceptions
  }

  /// The effect and on what it depends, for people: `medium, if path:test, unless shape:short`.
  package var consequence: String {
    let premise = premises.isEmpty ? "" : ", if \(premises.joined(separator: " and "))"
    return effect.name + premise + (exceptions.isEmpty ? "" : ", unless \(exceptions.joined(separator: " or "))")
  }

  package static let defaultDistance = 128
}
