/// The literals and shapes that a screen marks, and how far from a mark its rules can see. Workers look into its lists without counting
/// references to them.
final class MarkKinds: Sendable {
  /// What the expressions round a mark of one kind depend on, in bytes before its start and behind its end.
  ///
  /// The close reach decides whether an expression has to be tried, the near reach whether one matches, the far reach whether the match is believed.
  struct Measure: Sendable {
    /// Bytes of the mark itself.
    let length: Int32
    var close = Reach()
    var near = Reach()
    var far = Reach()

    init(length: Int) {
      self.length = Int32(length)
    }

    /// The reach that matters for a mark in `state`.
    @inline(__always)
    func reach(_ state: ScreenedText.State) -> Reach { state >= .matched ? far : state == .quiet ? near : close }
  }

  /// Small, since those of all kinds are looked at for every version of a file.
  struct Reach: Sendable {
    var before: Int32 = 0
    var after: Int32 = 0

    mutating func extend(before: Int, after: Int) {
      self.before = max(self.before, Int32(clamping: before))
      self.after = max(self.after, Int32(clamping: after))
    }
  }

  /// One for each literal, then one for each shape.
  let measures: FrozenList<Measure>
  /// The greatest close reach of all kinds, counted from the end of a mark.
  let farthestClose: Reach
  /// What to try round a mark of each kind, on behalf of rules that are reported.
  let trials: LiteralTrials
  let literalCount: Int
  let seams: Seams
  /// Rules that see the whole text, and are run over all of it.
  let everywhere: [Int]
  /// Whether some finding depends on the commit that it was found in.
  let dependOnCommits: Bool

  init(_ set: RuleSet) {
    let allowlists = set.allowlists + set.prepared.indices.lazy.flatMap { set.prepared[$0].definition.allowlists }
    dependOnCommits = allowlists.contains { !$0.commits.isEmpty }
    let wide = set.prepared.indices.filter { Self.seesEverything(set.prepared[$0]) }
    everywhere = wide.filter { set.prepared[$0].definition.isReported }
    literalCount = set.literals.count
    var measures = ((0..<literalCount).map(set.literals.length) + set.shaped.map(\.shape.width)).map(Measure.init)
    let trials = LiteralTrials(
      set.trials, isWanted: { set.prepared[$0].definition.isReported && !wide.contains($0) },
      shapes: set.shaped.map { ($0.shape.width, $0.rules) }, prepared: set.prepared)
    seams = Seams(set.literals.all, set.shaped.map(\.shape))
    for kind in measures.indices {
      trials.forEach(ofLiteral: kind) { trial in
        let number = Int(trial.rule)
        if trial.isExact { measures[kind].takeStart(of: trial, trials.guardOffsets(of: trial)) }
        measures[kind].take(set.prepared[number], lookbehind: set.lookbehind(ofRule: number), set.allowlists)
      }
    }
    self.measures = FrozenList(measures)
    self.trials = trials
    farthestClose = measures.reduce(into: Reach()) { reach, measure in
      reach.extend(before: Int(measure.length + measure.close.before), after: Int(measure.close.after))
    }
  }

  deinit {
    measures.deallocate()
    trials.deallocate()
  }

  private static func seesEverything(_ rule: PreparedRule) -> Bool {
    rule.method == .everywhere || (rule.method == .aroundKeyword && rule.definition.keywordDistance >= Rule.anywhere)
  }
}

extension MarkKinds.Measure {
  /// Takes in all that a rule depends on.
  fileprivate mutating func take(_ rule: PreparedRule, lookbehind: Int, _ allowlists: [Allowlist]) {
    let (before, after) = rule.startsRoundMark
    let width = (rule.shape.maximumWidth ?? PreparedRule.largestWidth) + rule.shape.lookahead
    let context = max(Self.context(rule.definition, allowlists), lookbehind)
    near.extend(before: before + lookbehind, after: after + width)
    far.extend(before: before + context, after: after + width + context)
  }

  /// Takes in the start of a match, and the bytes that it must have, so far behind that.
  fileprivate mutating func takeStart(of trial: LiteralTrials.Trial, _ offsets: [Int]) {
    let length = Int(length)
    close.extend(before: trial.before - length, after: 0)
    for place in offsets.map({ $0 - trial.before + length }) { close.extend(before: -place, after: place + 1 - length) }
  }

  /// How far from a match anything is looked at to judge it.
  private static func context(_ rule: Rule, _ allowlists: [Allowlist]) -> Int {
    var context = rule.keywords.isEmpty || rule.keywordDistance >= Rule.anywhere ? 0 : rule.keywordDistance
    for test in rule.evidence where test.place != .path { context = max(context, test.within) }
    let looksAtLine = (rule.allowlists + allowlists).contains { $0.target == .line && !$0.regexes.isEmpty }
    return max(context, looksAtLine ? Judge.longestLine : 0)
  }
}

extension PreparedRule {
  /// How far before the start, and behind the end, of a literal or shape a match that belongs to it may begin.
  var startsRoundMark: (before: Int, after: Int) {
    switch method {
    case .atLiteral: (shape.minimumOffset, 0)
    case .aroundLiteral: (shape.maximumOffset ?? Self.unboundedWidth, 0)
    case .aroundKeyword: (definition.keywordDistance, definition.keywordDistance)
    case .shape, .everywhere, .pathOnly: (0, 0)
    }
  }
}
