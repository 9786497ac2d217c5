/// What can be told from an expression without matching: how wide a match can be, and what every match must contain.
struct RegexFacts: Equatable {
  /// Bytes a match consumes at least.
  var minimumWidth = 0
  /// Bytes a match consumes at most; `nil` when there is no bound.
  var maximumWidth: Int? = 0
  /// Bytes behind a match that may decide whether it is one.
  var lookahead = 0
  /// Every text the expression can match, in lower case, when these are few.
  var exact: [[UInt8]]? = [[]]
  /// The best literals to look for.
  var anchor: LiteralAnchor?
  /// The sets of the leading bytes, as far as there is exactly one way to consume them.
  var prefix: [ByteSet] = []
  /// Whether `prefix` is the whole expression.
  var isFixed = true

  /// Analyses `source`, or says the least that is always true when it cannot.
  init(of source: String) {
    guard let node = try? RegexParser.parse(source) else {
      self.init(anything: ())
      return
    }
    self.init(node)
  }

  private init(anything: Void) {
    maximumWidth = nil
    lookahead = Self.unboundedLookahead
    exact = nil
    isFixed = false
  }

  /// How far a look-ahead without bound is followed.
  static let unboundedLookahead = 64
  fileprivate static let maximumTexts = 64
  fileprivate static let maximumTextLength = 24
  private static let maximumClass = 8
  private static let maximumPrefix = 128

  init(_ node: RegexNode) {
    switch node {
    case .nothing, .lookbehind: self.init()
    case .anything: self.init(anything: ())
    case .byte(let set): self.init(set)
    case .sequence(let nodes): self.init(sequence: nodes.map { RegexFacts($0) })
    case .alternation(let branches): self.init(alternation: branches.map { RegexFacts($0) })
    case .repetition(let inner, let minimum, let maximum):
      self.init(repeating: RegexFacts(inner), minimum: minimum, maximum: maximum)
    case .lookahead(let inner, _):
      self.init()
      let facts = RegexFacts(inner)
      lookahead = (facts.maximumWidth ?? Self.unboundedLookahead) + facts.lookahead
    }
  }

  private init() {}

  private init(_ set: ByteSet) {
    minimumWidth = 1
    maximumWidth = 1
    prefix = [set]
    let folded = Set(set.members.map(\.lowercasedASCII))
    exact = folded.count <= Self.maximumClass && !folded.isEmpty ? folded.sorted().map { [$0] } : nil
    anchor = exact.map { LiteralAnchor(literals: $0, minimumOffset: 0, maximumOffset: 0) }
  }

  private init(sequence items: [RegexFacts]) {
    var run = LiteralRun()
    for item in items {
      run.append(item)
      lookahead = max(lookahead, item.lookahead)
      if isFixed { prefix = Array((prefix + item.prefix).prefix(Self.maximumPrefix)) }
      isFixed = isFixed && item.isFixed && prefix.count < Self.maximumPrefix
    }
    minimumWidth = run.minimumWidth
    maximumWidth = run.maximumWidth
    exact = run.exact
    anchor = run.best
  }

  private init(alternation branches: [RegexFacts]) {
    minimumWidth = branches.map(\.minimumWidth).min() ?? 0
    maximumWidth = branches.reduce(0) { Self.combined($0, $1.maximumWidth, max) }
    lookahead = branches.map(\.lookahead).max() ?? 0
    exact = Self.union(branches.map(\.exact))
    anchor = LiteralAnchor(anyOf: branches.map(\.anchor))
    isFixed = false
    readPrefix(branches)
  }

  /// Branches of the same fixed width have a prefix together: at each place any of their bytes.
  private mutating func readPrefix(_ branches: [RegexFacts]) {
    guard let first = branches.first, branches.allSatisfy({ $0.isFixed && $0.prefix.count == first.prefix.count }) else { return }
    prefix = branches.dropFirst().reduce(first.prefix) { sets, branch in zip(sets, branch.prefix).map { $0.union($1) } }
    isFixed = true
  }

  private init(repeating inner: RegexFacts, minimum: Int, maximum: Int?) {
    minimumWidth = inner.minimumWidth * minimum
    maximumWidth = Self.combined(inner.maximumWidth, maximum, *)
    if inner.maximumWidth == 0 { maximumWidth = 0 }
    lookahead = inner.lookahead
    if minimum == maximum, let count = maximum, count <= Self.maximumTextLength {
      self.repeatExactly(inner, count)
    } else {
      exact = minimum == 0 && maximum == 1 ? inner.exact.map { [[]] + $0 } : nil
      anchor = minimum > 0 ? inner.anchor : nil
    }
    if inner.isFixed, minimum * inner.prefix.count <= Self.maximumPrefix {
      prefix = Array(repeating: inner.prefix, count: minimum).flatMap { $0 }
    }
    isFixed = inner.isFixed && minimum == maximum && prefix.count == minimum * inner.prefix.count
  }

  private mutating func repeatExactly(_ inner: RegexFacts, _ count: Int) {
    var run = LiteralRun()
    for _ in 0..<count { run.append(inner) }
    exact = run.exact
    anchor = run.best
  }

  private static func combined(_ a: Int?, _ b: Int?, _ operation: (Int, Int) -> Int) -> Int? {
    guard let a, let b else { return nil }
    return operation(a, b)
  }

  private static func union(_ sets: [[[UInt8]]?]) -> [[UInt8]]? {
    var result: Set<[UInt8]> = []
    for set in sets {
      guard let set else { return nil }
      result.formUnion(set)
    }
    return result.count <= maximumTexts ? result.sorted { $0.lexicographicallyPrecedes($1) } : nil
  }
}

/// Literals of which every match contains one, and how far behind the start of the match it lies.
struct LiteralAnchor: Equatable {
  /// In lower case.
  var literals: [[UInt8]]
  var minimumOffset: Int
  /// `nil` when there is no bound.
  var maximumOffset: Int?

  init(literals: [[UInt8]], minimumOffset: Int, maximumOffset: Int?) {
    self.literals = literals
    self.minimumOffset = minimumOffset
    self.maximumOffset = maximumOffset
  }

  /// The anchor of an alternation: all branches need one.
  init?(anyOf branches: [LiteralAnchor?]) {
    guard let first = branches.first, var result = first else { return nil }
    for branch in branches.dropFirst() {
      guard let branch else { return nil }
      result.literals += branch.literals
      result.minimumOffset = min(result.minimumOffset, branch.minimumOffset)
      if let a = result.maximumOffset, let b = branch.maximumOffset {
        result.maximumOffset = max(a, b)
      } else {
        result.maximumOffset = nil
      }
    }
    result.literals = Set(result.literals).sorted { $0.lexicographicallyPrecedes($1) }
    guard result.literals.count <= 256 else { return nil }
    self = result
  }

  /// Bytes of the shortest literal.
  var minimumLength: Int { literals.map(\.count).min() ?? 0 }

  /// How seldom chance text contains one of the literals, in bits, with a bonus for a known place.
  var worth: Int {
    let weakest = literals.map { Self.bits($0) }.min() ?? 0
    let spread = Int.bitWidth - literals.count.leadingZeroBitCount
    // Literals of one or two bytes lead nowhere.
    let length = minimumLength < 3 ? -30 : 0
    return length + weakest * 2 - spread + (minimumOffset == maximumOffset ? 4 : maximumOffset == nil ? -8 : 0)
  }

  private static func bits(_ literal: [UInt8]) -> Int {
    let bits = literal.prefix(12).reduce(0) { $0 + Self.bits($1) }
    let common = commonWords.filter { $0.starts(with: literal) }.map { 8 - ($0.count - literal.count) }.max()
    return min(bits, common ?? bits)
  }

  /// Words that stand in every other source file, however seldom their letters are. The same is true of their beginnings.
  private static let commonWords =
    ["key", "keys", "api", "test", "test_", "token", "secret", "password", "access", "auth", "live", "user", "https://"].map {
      Array($0.utf8)
    }

  private static func bits(_ byte: UInt8) -> Int {
    if byte.isDigitASCII { return 5 }
    if byte.isLowerASCII { return "etaoinsrldcu".utf8.contains(byte) ? 3 : 5 }
    return byte == UInt8(ascii: " ") ? 2 : 6
  }

  func shifted(by minimum: Int, _ maximum: Int?) -> LiteralAnchor {
    var result = self
    result.minimumOffset += minimum
    if let offset = result.maximumOffset, let maximum {
      result.maximumOffset = offset + maximum
    } else {
      result.maximumOffset = nil
    }
    return result
  }
}

/// Follows a sequence from left to right and collects the literals in it.
private struct LiteralRun {
  var minimumWidth = 0
  var maximumWidth: Int? = 0
  var best: LiteralAnchor?
  /// The texts of the run that is being read, and where it began.
  private var texts: [[UInt8]] = [[]]
  private var runMinimum = 0
  private var runMaximum: Int? = 0
  private var isWhole = true

  /// Every text of the whole sequence, when nothing interrupted it.
  var exact: [[UInt8]]? { isWhole ? texts : nil }

  mutating func append(_ item: RegexFacts) {
    let (start, startMaximum) = (minimumWidth, maximumWidth)
    minimumWidth += item.minimumWidth
    maximumWidth = maximumWidth.flatMap { width in item.maximumWidth.map { width + $0 } }
    if let longer = product(item.exact) {
      texts = longer
    } else {
      isWhole = false
      if let anchor = item.anchor { consider(anchor.shifted(by: start, startMaximum)) }
      beginRun(with: item, at: start, startMaximum)
    }
    considerRun()
  }

  private func product(_ more: [[UInt8]]?) -> [[UInt8]]? {
    guard let more, texts.count * more.count <= RegexFacts.maximumTexts else { return nil }
    let result = texts.flatMap { text in more.map { text + $0 } }
    return result.contains { $0.count > RegexFacts.maximumTextLength } ? nil : result
  }

  /// Begins a run with the texts of an item that no longer fitted into the last one, or behind an item that has none.
  private mutating func beginRun(with item: RegexFacts, at start: Int, _ startMaximum: Int?) {
    if let exact = item.exact, exact.allSatisfy({ $0.count <= RegexFacts.maximumTextLength }) {
      (texts, runMinimum, runMaximum) = (exact, start, startMaximum)
    } else {
      (texts, runMinimum, runMaximum) = ([[]], minimumWidth, maximumWidth)
    }
  }

  private mutating func considerRun() {
    guard !texts.contains([]) else { return }
    consider(LiteralAnchor(literals: texts, minimumOffset: runMinimum, maximumOffset: runMaximum))
  }

  private mutating func consider(_ anchor: LiteralAnchor) {
    if anchor.worth > best?.worth ?? Int.min { best = anchor }
  }
}
