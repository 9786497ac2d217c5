/// The literal that every key of a rule begins with, and what follows it: `ghp_`, then thirty-six letters and digits.
package struct KeyForm: Equatable, Sendable {
  /// In lower case.
  package var literal: [UInt8]
  /// The bytes that may stand behind the literal, at whatever place.
  package var body: ByteSet
  /// How many bytes stand there at least, and at most (`nil` without bound).
  package var minimum: Int
  package var maximum: Int?

  /// Shorter literals say nothing.
  package static let shortestLiteral = 3

  /// The forms that an expression in PCRE2 syntax describes; none when it does not begin with literals, or cannot be told.
  package static func all(of regex: String) -> [KeyForm] {
    guard let node = try? RegexParser.parse(regex) else { return [] }
    var search = KeyFormSearch(node)
    return search.forms()
  }
}

/// Follows an expression from its start along every branch until something else than a literal comes.
private struct KeyFormSearch {
  private typealias Branch = (literal: [UInt8], rest: [RegexNode])

  private var open: [Branch]
  private var found: [KeyForm] = []

  private static let mostBranches = 64
  private static let longestLiteral = 32
  /// In so many first bytes of the literal one of a few letters may stand.
  private static let freeBytes = 4

  init(_ node: RegexNode) {
    open = [([], [node])]
  }

  mutating func forms() -> [KeyForm] {
    while let branch = open.popLast() {
      guard open.count + found.count <= Self.mostBranches else { return [] }
      follow(branch)
    }
    return found
  }

  private mutating func follow(_ branch: Branch) {
    guard let head = branch.rest.first, branch.literal.count < Self.longestLiteral else { return finish(branch) }
    let tail = Array(branch.rest.dropFirst())
    switch head {
    case .nothing, .lookahead, .lookbehind: open.append((branch.literal, tail))
    case .anything: return
    case .sequence(let nodes): open.append((branch.literal, nodes + tail))
    case .alternation(let nodes): open += nodes.map { (branch.literal, [$0] + tail) }
    case .byte(let set): follow(branch, set, tail)
    case .repetition(let inner, let minimum, let maximum): follow(branch, inner, minimum, maximum, tail)
    }
  }

  private mutating func follow(_ branch: Branch, _ set: ByteSet, _ tail: [RegexNode]) {
    let choices = set.count <= 8 ? Set(set.members.map(\.lowercasedASCII)).sorted() : []
    if choices.count == 1 || branch.literal.count < Self.freeBytes && (2...6).contains(choices.count) {
      open += choices.map { (branch.literal + [$0], tail) }
    } else {
      finish(branch)
    }
  }

  private mutating func follow(
    _ branch: Branch, _ inner: RegexNode, _ minimum: Int, _ maximum: Int?, _ tail: [RegexNode]
  ) {
    if minimum == maximum, minimum <= 3 {
      open.append((branch.literal, Array(repeating: inner, count: minimum) + tail))
    } else if minimum == 0, maximum == 1 {
      open += [(branch.literal, tail), (branch.literal, [inner] + tail)]
    } else {
      finish(branch)
    }
  }

  private mutating func finish(_ branch: Branch) {
    guard branch.literal.count >= KeyForm.shortestLiteral else { return }
    var body = Extent()
    for node in branch.rest { body.append(node) }
    guard body.isKnown else { return }
    let form = KeyForm(literal: branch.literal, body: body.bytes, minimum: body.minimum, maximum: body.maximum)
    if !found.contains(form) { found.append(form) }
  }
}

/// How many bytes part of an expression consumes, and which.
private struct Extent {
  var minimum = 0
  var maximum: Int? = 0
  var bytes = ByteSet()
  var isKnown = true

  mutating func append(_ node: RegexNode) {
    switch node {
    case .nothing, .lookahead, .lookbehind: return
    case .anything: isKnown = false
    case .byte(let set): add(1, 1, set)
    case .sequence(let nodes): for node in nodes { append(node) }
    case .alternation(let branches): append(anyOf: branches.map { Extent($0) })
    case .repetition(let inner, let least, let most):
      let one = Extent(inner)
      isKnown = isKnown && one.isKnown
      let longest = one.maximum == 0 ? 0 : one.maximum.flatMap { width in most.map { width * $0 } }
      add(one.minimum * least, longest, one.bytes)
    }
  }

  init() {}

  private init(_ node: RegexNode) {
    append(node)
  }

  private mutating func append(anyOf branches: [Extent]) {
    isKnown = isKnown && branches.allSatisfy(\.isKnown)
    let longest = branches.contains { $0.maximum == nil } ? nil : branches.compactMap(\.maximum).max() ?? 0
    add(branches.map(\.minimum).min() ?? 0, longest, branches.reduce(ByteSet()) { $0.union($1.bytes) })
  }

  private mutating func add(_ least: Int, _ most: Int?, _ set: ByteSet) {
    minimum += least
    maximum = maximum.flatMap { width in most.map { width + $0 } }
    bytes = bytes.union(set)
  }
}
