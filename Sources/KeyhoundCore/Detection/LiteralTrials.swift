/// What to do where a literal occurs, as plain numbers in lists. Whoever makes them frees them.
struct LiteralTrials: Sendable {
  /// One rule that is tried. No byte of it is unused.
  struct Trial: Sendable, BitwiseCopyable {
    /// From the literal's first byte back to the first start that is tried, and from there on to the last.
    var before: Int
    var after: Int
    var rule: Int32
    /// Which of the guards hold for it.
    fileprivate var firstGuard: Int32 = 0
    fileprivate var endOfGuards: Int32 = 0
    private var exactness: UInt16
    private var markNumber: UInt16

    init(rule: Int, before: Int, after: Int, isExact: Bool) {
      self.rule = Int32(rule)
      self.before = before
      self.after = after
      exactness = isExact ? 1 : 0
      markNumber = Self.noMark
    }

    /// Says that the literal is a mark of encoded text, and no rule is tried.
    init(mark: EncodingMark.Kind) {
      self.init(rule: -1, before: 0, after: 0, isExact: false)
      markNumber = UInt16(mark.rawValue)
    }

    private static let noMark = UInt16.max

    /// Whether starts before the text are no reason to begin with the text: there is only one start.
    var isExact: Bool { exactness != 0 }
    var mark: EncodingMark.Kind? { markNumber == Self.noMark ? nil : EncodingMark.Kind(rawValue: UInt8(markNumber)) }
  }

  /// A byte that a match must have, with the number of the set that it must be in.
  private struct Guard: Sendable, BitwiseCopyable {
    var offset: Int32
    var set: Int32
  }

  /// The guards of all rules. Literals of a rule that have the same share them.
  private struct GuardList {
    private(set) var guards: [Guard] = []
    private(set) var sets = Numbering<ByteSet>()
    /// For each rule, where the guards of its literals are.
    private var ranges: [Int: [Range<Int32>]] = [:]

    /// Where the guards are for a match with `literal`; none for other rules than those that are tried at a literal.
    mutating func range(for literal: [UInt8], ofRule number: Int, _ prepared: PreparedRules) -> Range<Int32> {
      let rule = prepared[number]
      let known = ranges[number] ?? add(rule.guards)
      ranges[number] = known
      guard let place = rule.shape.literals.firstIndex(of: literal), place < known.count else { return 0..<0 }
      return known[place]
    }

    private mutating func add(_ lists: [[MatchGuard]]) -> [Range<Int32>] {
      var ranges: [Range<Int32>] = []
      for (index, list) in lists.enumerated() {
        if index > 0, list == lists[index - 1] {
          ranges.append(ranges[index - 1])
        } else {
          let start = Int32(guards.count)
          for place in list { guards.append(Guard(offset: Int32(place.offset), set: Int32(sets.number(of: place.allowed)))) }
          ranges.append(start..<Int32(guards.count))
        }
      }
      return ranges
    }
  }

  private let firstTrials: FrozenList<Int32>
  private let trials: FrozenList<Trial>
  private let guards: FrozenList<Guard>
  private let sets: FrozenList<ByteSet>

  /// Takes the literals, the rules that each leads to, and which literals are marks.
  init(_ literals: [[UInt8]], rules: [[Int32]], prepared: PreparedRules, marks: [Int: EncodingMark.Kind]) {
    var firstTrials: [Int32] = [0]
    var trials: [Trial] = []
    var guards = GuardList()
    for (index, (literal, rules)) in zip(literals, rules).enumerated() {
      if let mark = marks[index] { trials.append(Trial(mark: mark)) }
      for rule in rules {
        var trial = prepared[Int(rule)].trial(Int(rule), literalLength: literal.count)
        let range = guards.range(for: literal, ofRule: Int(rule), prepared)
        (trial.firstGuard, trial.endOfGuards) = (range.lowerBound, range.upperBound)
        trials.append(trial)
      }
      firstTrials.append(Int32(trials.count))
    }
    self.firstTrials = FrozenList(firstTrials)
    self.trials = FrozenList(trials)
    self.guards = FrozenList(guards.guards)
    sets = FrozenList(guards.sets.values)
  }

  /// Takes those of `all` whose rules are wanted, none for marks, and behind them what to try for shapes of some widths.
  init(_ all: LiteralTrials, isWanted: (Int) -> Bool, shapes: [(width: Int, rules: [Int])], prepared: PreparedRules) {
    var firstTrials: [Int32] = [0]
    var trials: [Trial] = []
    for literal in 0..<all.firstTrials.count - 1 {
      all.forEach(ofLiteral: literal) { if $0.mark == nil && isWanted(Int($0.rule)) { trials.append($0) } }
      firstTrials.append(Int32(trials.count))
    }
    for shape in shapes {
      for rule in shape.rules where isWanted(rule) { trials.append(prepared[rule].trial(rule, literalLength: shape.width)) }
      firstTrials.append(Int32(trials.count))
    }
    self.firstTrials = FrozenList(firstTrials)
    self.trials = FrozenList(trials)
    guards = FrozenList(all.guards.array)
    sets = FrozenList(all.sets.array)
  }

  init(from lists: inout ListReader) {
    firstTrials = lists.list()
    trials = lists.list()
    guards = lists.list()
    sets = lists.list()
  }

  func write(to lists: inout ListWriter) {
    lists.write(firstTrials.array)
    lists.write(trials.array)
    lists.write(guards.array)
    lists.write(sets.array)
  }

  func deallocate() {
    firstTrials.deallocate()
    trials.deallocate()
    guards.deallocate()
    sets.deallocate()
  }

  /// Whether the bytes round `start` allow a match of `trial` there.
  @inline(__always)
  func allow(_ trial: Trial, at start: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    for index in Int(trial.firstGuard)..<Int(trial.endOfGuards) {
      let place = start &+ Int(guards[index].offset)
      guard place >= 0 else { continue }
      guard place < bytes.count, sets[Int(guards[index].set)].contains(bytes[place]) else { return false }
    }
    return true
  }

  /// How far behind the start of a match the bytes stand that `allow` looks at, in no order.
  func guardOffsets(of trial: Trial) -> [Int] {
    (trial.firstGuard..<trial.endOfGuards).map { Int(guards[Int($0)].offset) }
  }

  @inline(__always)
  func forEach(ofLiteral literal: Int, _ body: (Trial) -> Void) {
    for index in Int(firstTrials[literal])..<Int(firstTrials[literal + 1]) { body(trials[index]) }
  }

  /// For each literal, of which encoding it is a mark; empty when none is.
  var marks: [EncodingMark.Kind?] {
    var marks: [EncodingMark.Kind?] = []
    var hasMarks = false
    for literal in 0..<firstTrials.count - 1 {
      let first = Int(firstTrials[literal])
      let mark = first < trials.count && first < firstTrials[literal + 1] ? trials[first].mark : nil
      hasMarks = hasMarks || mark != nil
      marks.append(mark)
    }
    return hasMarks ? marks : []
  }
}
