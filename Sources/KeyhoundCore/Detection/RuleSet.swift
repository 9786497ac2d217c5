import PCRE2

/// Rules made ready to run together: one prefilter over the literals of all of them, and the way from a literal to its rules.
package final class RuleSet: Sendable {
  /// The rules in order of id.
  package let rules: [Rule]
  /// Allowlists that hold for every rule.
  package let allowlists: [Allowlist]

  let prepared: [PreparedRule]
  let prefilter: Prefilter
  /// The literals that the prefilter looks for, and the rules that each leads to.
  let literals: [[UInt8]]
  let rulesByLiteral: [[Int32]]
  /// For each literal, of which encoding it is a mark; empty when nobody asks.
  let marks: [EncodingMark.Kind?]
  /// Whether marks of pictures are among them.
  let findsPictures: Bool
  /// Which rules are tried where a literal occurs.
  let trials: LiteralTrials
  /// Rules that are found by a shape of fixed width; rules with one and the same shape are tried together.
  let shaped: [(shape: FixedShape, rules: [Int])]
  /// The searches that find those shapes.
  let pivots: [PivotSearch]
  /// Rules without literal, shape or keyword: they are run over everything.
  let everywhere: [Int]
  /// Rules about file names alone.
  let pathOnly: [Int]
  /// Whether some rule is reported only together with others.
  let hasRequirements: Bool

  /// Prepares `rules`; expressions are compiled later, when their literals are first seen.
  /// - Parameters:
  ///   - findsMarks: whether places are noted where text may be encoded.
  ///   - findsPictures: whether places are noted where a picture may stand in base64.
  package init(_ rules: [Rule], allowlists: [Allowlist] = [], findsMarks: Bool = false, findsPictures: Bool = false) {
    let isSorted = zip(rules, rules.dropFirst()).allSatisfy { $0.id <= $1.id }
    let sorted = isSorted ? rules : rules.sorted { $0.id < $1.id }
    let prepared = sorted.map { PreparedRule($0) }
    self.rules = sorted
    self.allowlists = allowlists
    self.prepared = prepared
    var index: [[UInt8]: Int] = [:]
    index.reserveCapacity(3 * prepared.count)
    var literals: [[UInt8]] = []
    var byLiteral: [[Int32]] = []
    func position(of literal: [UInt8]) -> Int {
      if let known = index[literal] { return known }
      index[literal] = literals.count
      literals.append(literal)
      byLiteral.append([])
      return literals.count - 1
    }
    for (number, rule) in prepared.enumerated() {
      for literal in rule.literals { byLiteral[position(of: literal)].append(Int32(number)) }
    }
    var marks: [Int: EncodingMark.Kind] = [:]
    let wanted = (findsMarks ? EncodingMark.literals : []) + (findsPictures ? EncodingMark.pictureLiterals : [])
    for (literal, kind) in wanted { marks[position(of: literal)] = kind }
    self.findsPictures = findsPictures
    self.marks = marks.isEmpty ? [] : literals.indices.map { marks[$0] }
    prefilter = Prefilter(literals)
    self.literals = literals
    rulesByLiteral = byLiteral
    trials = LiteralTrials(lengths: literals.map { $0.count }, rules: byLiteral, prepared: prepared, marks: marks)
    shaped = Self.grouped(prepared)
    pivots = PivotSearch.all(for: shaped.map(\.shape))
    everywhere = prepared.indices.filter { prepared[$0].method == .everywhere }
    pathOnly = prepared.indices.filter { prepared[$0].method == .pathOnly }
    hasRequirements = sorted.contains { !$0.required.isEmpty || !$0.isReported }
  }

  /// The rules that nothing leads to their places: every text is searched for them from end to end.
  package var idsOfUnanchoredRules: [String] { everywhere.map { rules[$0].id } }

  /// Whether there is a rule called `id`.
  package func isRule(_ id: String) -> Bool {
    var low = 0
    var high = rules.count
    while low < high {
      let middle = (low + high) / 2
      if rules[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < rules.count && rules[low].id == id
  }

  private static func grouped(_ prepared: [PreparedRule]) -> [(shape: FixedShape, rules: [Int])] {
    var groups: [(shape: FixedShape, rules: [Int])] = []
    for (number, rule) in prepared.enumerated() where rule.method == .shape {
      guard let shape = rule.shape.fixed else { continue }
      if let known = groups.firstIndex(where: { $0.shape == shape }) {
        groups[known].rules.append(number)
      } else {
        groups.append((shape, [number]))
      }
    }
    return groups
  }
}

/// What to do where a literal occurs, as plain numbers in lists.
final class LiteralTrials: Sendable {
  /// One rule that is tried.
  struct Trial: Sendable {
    var rule: Int32
    /// From the literal's first byte back to the first start that is tried, and from there on to the last.
    var before: Int
    var after: Int
    /// Whether starts before the text are no reason to begin with the text: there is only one start.
    var isExact: Bool
    /// Which of `guards` hold for it.
    var guards: Range<Int32> = 0..<0
    /// That the literal is a mark of encoded text, and no rule is tried.
    var mark: EncodingMark.Kind?
  }

  private let firstTrials: FrozenList<Int32>
  private let trials: FrozenList<Trial>
  private let guards: FrozenList<MatchGuard>

  /// Takes the lengths of the literals (or of shapes, which are tried alike), the rules that each leads to, and which literals are marks.
  init(lengths: [Int], rules: [[Int32]], prepared: [PreparedRule], marks: [Int: EncodingMark.Kind] = [:]) {
    var firstTrials: [Int32] = [0]
    var trials: [Trial] = []
    var guards: [MatchGuard] = []
    for (index, (length, rules)) in zip(lengths, rules).enumerated() {
      if let mark = marks[index] { trials.append(Trial(rule: -1, before: 0, after: 0, isExact: false, mark: mark)) }
      for rule in rules {
        var trial = prepared[Int(rule)].trial(Int(rule), literalLength: length)
        let first = Int32(guards.count)
        guards += prepared[Int(rule)].shape.guards
        trial.guards = first..<Int32(guards.count)
        trials.append(trial)
      }
      firstTrials.append(Int32(trials.count))
    }
    self.firstTrials = FrozenList(firstTrials)
    self.trials = FrozenList(trials)
    self.guards = FrozenList(guards)
  }

  deinit {
    firstTrials.deallocate()
    trials.deallocate()
    guards.deallocate()
  }

  /// Whether the bytes round `start` allow a match of `trial` there.
  @inline(__always)
  func allow(_ trial: Trial, at start: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    for index in Int(trial.guards.lowerBound)..<Int(trial.guards.upperBound) {
      let place = start + guards[index].offset
      guard place < bytes.count, guards[index].allowed.contains(bytes[place]) else { return false }
    }
    return true
  }

  @inline(__always)
  func forEach(ofLiteral literal: Int, _ body: (Trial) -> Void) {
    for index in Int(firstTrials[literal])..<Int(firstTrials[literal + 1]) { body(trials[index]) }
  }
}

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

  let rule: Rule
  let shape: MatchShape
  let method: Method
  /// What the prefilter looks for on behalf of this rule.
  let literals: [[UInt8]]
  let keywords: [[UInt8]]
  let pattern: Pattern
  let pathPattern: Pattern?

  init(_ rule: Rule) {
    self.rule = rule
    shape = rule.shape ?? MatchShape(of: rule.regex ?? "")
    keywords = rule.keywords.map { $0.utf8.map(\.lowercasedASCII) }
    method = Self.method(rule, shape)
    literals = method == .aroundKeyword ? keywords : method == .shape ? [] : shape.literals
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

  /// What to try where one of the rule's literals, `literalLength` bytes long, ends.
  func trial(_ number: Int, literalLength: Int) -> LiteralTrials.Trial {
    let (before, after): (Int, Int) =
      switch method {
      case .atLiteral: (shape.minimumOffset, -shape.minimumOffset)
      case .aroundLiteral: (shape.maximumOffset ?? Self.unboundedWidth, -shape.minimumOffset)
      case .shape: (0, 0)
      default: (rule.keywordDistance, literalLength + rule.keywordDistance)
      }
    return .init(
      rule: Int32(number), before: literalLength + before, after: after - literalLength,
      isExact: method == .atLiteral || method == .shape)
  }

  /// Bytes behind the last possible start of a match that the expression is shown.
  var reach: Int { (shape.maximumWidth ?? Self.unboundedWidth) + shape.lookahead }

  /// How much of an unbounded match is looked at in the first place, and at most.
  static let unboundedWidth = 4 << 10
  static let largestWidth = 48 << 10
}
