import PCRE2

/// A rule with what the detector has worked out about it.
final class PreparedRule: Sendable {
  /// How places to try the expression are found.
  enum Method: Equatable, Sendable {
    /// At a fixed distance from a literal of the expression.
    case atLiteral
    /// Somewhere round a literal of the expression.
    case aroundLiteral
    /// Near a keyword.
    case aroundKeyword
    /// Where a shape of fixed width lies.
    case shape
    case everywhere
    case pathOnly
  }

  let definition: Rule
  let shape: MatchShape
  let method: Method
  /// What the prefilter looks for on behalf of this rule.
  let literals: [[UInt8]]
  let keywords: FoldedWords
  let pattern: Pattern
  let pathPattern: Pattern?
  private let preparedEvidence = LazyReference<PreparedEvidence>()

  init(_ rule: Rule) {
    definition = rule
    shape = rule.shape ?? MatchShape(of: rule.regex ?? "")
    keywords = FoldedWords(rule.keywords.map { $0.utf8.map(\.lowercasedASCII) })
    method = Self.method(rule, shape)
    literals = method == .aroundKeyword ? keywords.words : method == .shape ? [] : shape.literals
    pattern = Pattern(rule.regex ?? "", anchored: method == .atLiteral || method == .shape)
    pathPattern = rule.path.map { Pattern($0) }
  }

  private static func method(_ rule: Rule, _ shape: MatchShape) -> Method {
    if rule.regex == nil { return .pathOnly }
    if shape.hasExactOffset { return .atLiteral }
    if !shape.literals.isEmpty { return .aroundLiteral }
    if !rule.keywords.isEmpty { return .aroundKeyword }
    return shape.fixed != nil ? .shape : .everywhere
  }

  /// What decides about its matches: read when it first has one.
  var evidence: PreparedEvidence { preparedEvidence.value { PreparedEvidence(definition.readDetails.values) } }

  /// For each literal of the expression, bytes that every match with it has.
  var guards: [[MatchGuard]] { method == .atLiteral ? shape.guards : [] }

  /// What to try where one of the rule's literals, `literalLength` bytes long, ends.
  func trial(_ number: Int, literalLength: Int) -> LiteralTrials.Trial {
    let (before, after): (Int, Int) =
      switch method {
      case .atLiteral: (shape.minimumOffset, -shape.minimumOffset)
      case .aroundLiteral: (shape.maximumOffset ?? Self.unboundedWidth, -shape.minimumOffset)
      case .shape: (0, 0)
      default: (definition.keywordDistance, literalLength + definition.keywordDistance)
      }
    return .init(
      rule: number, before: literalLength + before, after: after - literalLength,
      isExact: method == .atLiteral || method == .shape)
  }

  /// Bytes before a match that it can depend on.
  var lookbehind: Int { (try? pattern.maximumLookbehind()) ?? Self.largestWidth }

  /// Bytes behind the last possible start of a match that the expression is shown.
  var reach: Int { (shape.maximumWidth ?? Self.unboundedWidth) + shape.lookahead }

  /// How much of an unbounded match is looked at in the first place, and at most.
  static let unboundedWidth = 4 << 10
  static let largestWidth = 48 << 10
}
