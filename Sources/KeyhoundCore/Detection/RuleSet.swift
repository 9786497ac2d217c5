/// Rules made ready to run together: one prefilter over the literals of all of them, and the way from a literal to its rules.
package final class RuleSet: Sendable {
  /// The rules in order of id.
  let prepared: PreparedRules
  /// Allowlists that hold for every rule.
  package let allowlists: [Allowlist]

  let prefilter: Prefilter
  /// The literals that the prefilter looks for.
  let literals: LiteralList
  /// Which rules are tried where a literal occurs.
  let trials: LiteralTrials
  /// For each literal, of which encoding it is a mark; empty when nobody asks.
  let marks: FrozenList<EncodingMark.Kind?>
  /// Whether marks of pictures are among them.
  let findsPictures: Bool
  /// Rules that are found by a shape of fixed width; rules with one and the same shape are tried together.
  let shaped: [(shape: FixedShape, rules: [Int])]
  /// Rules without literal, shape or keyword: they are run over everything.
  let everywhere: [Int]
  /// Rules about file names alone.
  let pathOnly: [Int]
  /// Whether some rule is reported only together with others.
  let hasRequirements: Bool
  /// For each rule what `lookbehind(ofRule:)` is; empty when nobody has worked it out.
  private let lookbehinds: [Int32]

  /// Prepares `rules`; expressions are compiled later, when their literals are first seen.
  /// - Parameters:
  ///   - findsMarks: whether places are noted where text may be encoded.
  ///   - findsPictures: whether places are noted where a picture may stand in base64.
  package init(_ rules: [Rule], allowlists: [Allowlist] = [], findsMarks: Bool = false, findsPictures: Bool = false) {
    let isSorted = zip(rules, rules.dropFirst()).allSatisfy { $0.id <= $1.id }
    let sorted = isSorted ? rules : rules.sorted { $0.id < $1.id }
    let prepared = PreparedRules(count: sorted.count) { sorted[$0] }
    self.prepared = prepared
    self.allowlists = allowlists
    self.findsPictures = findsPictures
    let wanted = (findsMarks ? EncodingMark.literals : []) + (findsPictures ? EncodingMark.pictureLiterals : [])
    let index = LiteralIndex(prepared, marks: wanted)
    literals = LiteralList(index.literals)
    prefilter = Prefilter(index.literals)
    trials = LiteralTrials(index.literals, rules: index.rules, prepared: prepared, marks: index.marks)
    marks = FrozenList(trials.marks)
    shaped = Self.grouped(prepared)
    everywhere = prepared.indices.filter { prepared[$0].method == .everywhere }
    pathOnly = prepared.indices.filter { prepared[$0].method == .pathOnly }
    hasRequirements = sorted.contains { !$0.required.isEmpty || !$0.isReported }
    lookbehinds = []
  }

  /// Takes what `write` wrote, in which only the rules themselves are missing.
  /// - Parameter makeRule: gives the rule with a number, in order of id.
  package init(
    from lists: inout ListReader, ruleCount: Int, allowlists: [Allowlist], _ makeRule: @escaping @Sendable (Int) -> Rule
  ) {
    let prepared = PreparedRules(count: ruleCount, makeRule)
    self.prepared = prepared
    self.allowlists = allowlists
    literals = LiteralList(from: &lists)
    prefilter = Prefilter(from: &lists, literals)
    trials = LiteralTrials(from: &lists)
    marks = FrozenList(trials.marks)
    let sizes: [Int32] = lists.array()
    var members: ArraySlice<Int32> = lists.array()[...]
    shaped = sizes.compactMap { size in
      let rules = members.prefix(Int(size)).map(Int.init)
      members = members.dropFirst(Int(size))
      return prepared[rules[0]].shape.fixed.map { ($0, rules) }
    }
    everywhere = (lists.array() as [Int32]).map(Int.init)
    pathOnly = (lists.array() as [Int32]).map(Int.init)
    lookbehinds = lists.array()
    let flags: [Bool] = lists.array()
    (hasRequirements, findsPictures) = (flags[0], flags[1])
  }

  /// Writes what takes time to work out from the rules.
  package func write(to lists: inout ListWriter) {
    literals.write(to: &lists)
    prefilter.write(to: &lists)
    trials.write(to: &lists)
    lists.write(shaped.map { Int32($0.rules.count) })
    lists.write(shaped.flatMap { $0.rules.map(Int32.init) })
    lists.write(everywhere.map(Int32.init))
    lists.write(pathOnly.map(Int32.init))
    lists.write(prepared.indices.map { Int32(lookbehind(ofRule: $0)) })
    lists.write([hasRequirements, findsPictures])
  }

  deinit {
    literals.deallocate()
    trials.deallocate()
    marks.deallocate()
  }

  package var ruleCount: Int { prepared.count }

  /// How many bytes before a match of a rule's expression it can depend on. To work that out takes compiling the expression.
  func lookbehind(ofRule number: Int) -> Int {
    lookbehinds.isEmpty ? prepared[number].lookbehind : Int(lookbehinds[number])
  }

  /// The rule with a number, in order of id.
  package func rule(_ number: Int) -> Rule { prepared[number].definition }

  /// The rules that nothing leads to their places: every text is searched for them from end to end.
  package var idsOfUnanchoredRules: [String] { everywhere.map { rule($0).id } }

  /// Whether there is a rule called `id`.
  package func isRule(_ id: String) -> Bool {
    var low = 0
    var high = ruleCount
    while low < high {
      let middle = (low + high) / 2
      if rule(middle).id < id { low = middle + 1 } else { high = middle }
    }
    return low < ruleCount && rule(low).id == id
  }

  private static func grouped(_ prepared: PreparedRules) -> [(shape: FixedShape, rules: [Int])] {
    var groups: [(shape: FixedShape, rules: [Int])] = []
    for number in prepared.indices where prepared[number].method == .shape {
      guard let shape = prepared[number].shape.fixed else { continue }
      if let known = groups.firstIndex(where: { $0.shape == shape }) {
        groups[known].rules.append(number)
      } else {
        groups.append((shape, [number]))
      }
    }
    return groups
  }
}

/// The literals of all rules, each once, with the rules that it leads to.
private struct LiteralIndex {
  var literals: [[UInt8]] { numbering.values }
  private(set) var rules: [[Int32]] = []
  private(set) var marks: [Int: EncodingMark.Kind] = [:]
  private var numbering = Numbering<[UInt8]>()

  init(_ prepared: PreparedRules, marks wanted: [(text: [UInt8], kind: EncodingMark.Kind)]) {
    for rule in prepared.indices {
      for literal in prepared[rule].literals { rules[number(of: literal)].append(Int32(rule)) }
    }
    for (literal, kind) in wanted { marks[number(of: literal)] = kind }
  }

  private mutating func number(of literal: [UInt8]) -> Int {
    let number = numbering.number(of: literal)
    if number == rules.count { rules.append([]) }
    return number
  }
}
