/// Every way through an expression, followed all at once: tells which bytes may stand at which places of a match round one of its literals.
///
/// It allows too much rather than too little: long repetitions count as endless, and of a look-ahead and what follows it one is followed.
struct MatchPaths {
  /// What is consumed on the way, or `nil` where the way only forks; and where it goes on.
  private var sets: [ByteSet?] = [nil]
  private var nexts: [[Int]] = [[]]
  /// What may stand before a place from which the expression looks behind.
  private var looks: [Int: ByteSet] = [:]
  private var start = 0
  private let entersLookaheads: Bool

  /// Where the expression ends or cannot be followed: anything may come there.
  private static let end = 0
  /// More are not followed.
  private static let mostStates = 4096
  private static let mostWays = 256
  /// Repetitions are told apart so often, and counted as endless beyond.
  private static let mostCopies = 40
  private static let mostOptions = 4
  /// Bytes behind a literal that are looked at.
  private static let window = 40

  /// - Parameter entersLookaheads: whether what a look-ahead asks for is followed, or what stands behind it.
  init(_ node: RegexNode, entersLookaheads: Bool) {
    self.entersLookaheads = entersLookaheads
    start = add(node, then: Self.end)
    if sets.count > Self.mostStates { start = Self.end }
  }

  /// What every match of `node` must have that has `literal`, in whatever case, so many bytes behind its start.
  static func places(round literal: [UInt8], at offset: Int, in ways: [MatchPaths]) -> [Int: ByteSet] {
    var places: [Int: ByteSet] = [:]
    for paths in ways {
      places.merge(paths.places(round: literal, at: offset)) { $0.intersection($1) }
    }
    return places
  }

  // MARK: Building

  /// Adds what leads through `node` to `next`; returns where that begins.
  private mutating func add(_ node: RegexNode, then next: Int) -> Int {
    guard sets.count <= Self.mostStates else { return Self.end }
    switch node {
    case .nothing: return next
    case .anything: return Self.end
    case .byte(let set): return addState(set, [next])
    case .sequence(let nodes):
      var first = next
      for node in nodes.reversed() { first = add(node, then: first) }
      return first
    case .alternation(let branches):
      var firsts: [Int] = []
      for branch in branches { firsts.append(add(branch, then: next)) }
      return addState(nil, firsts)
    case .repetition(let inner, let minimum, let maximum): return addRepetition(inner, minimum, maximum, then: next)
    case .lookahead(let inner, let isPositive): return isPositive && entersLookaheads ? add(inner, then: Self.end) : next
    case .lookbehind:
      let state = addState(nil, [next])
      looks[state] = node.bytesBefore
      return state
    }
  }

  private mutating func addRepetition(_ inner: RegexNode, _ minimum: Int, _ maximum: Int?, then next: Int) -> Int {
    var first = next
    if let maximum, minimum <= Self.mostCopies, maximum - minimum <= Self.mostOptions {
      for _ in minimum..<max(minimum, maximum) { first = addState(nil, [add(inner, then: first), next]) }
    } else {
      let fork = addState(nil, [])
      nexts[fork] = [add(inner, then: fork), next]
      first = fork
    }
    for _ in 0..<min(minimum, Self.mostCopies) { first = add(inner, then: first) }
    return first
  }

  private mutating func addState(_ set: ByteSet?, _ following: [Int]) -> Int {
    sets.append(set)
    nexts.append(following)
    return sets.count - 1
  }

  // MARK: Following

  /// The states that consume a byte next, or the end, on all ways from `states` on.
  private func reached(from states: [Int]) -> [Int] {
    var open = states
    var seen = Set<Int>()
    var result: [Int] = []
    while let state = open.popLast() {
      guard seen.insert(state).inserted else { continue }
      if sets[state] == nil && state != Self.end { open += nexts[state] } else { result.append(state) }
    }
    return result
  }

  private func behind(_ states: [Int]) -> [Int] { reached(from: states.flatMap { nexts[$0] }) }

  /// The bytes that may come next; `nil` if anything may, or nothing comes.
  private func allowed(_ states: [Int]) -> ByteSet? {
    guard !states.isEmpty, !states.contains(Self.end) else { return nil }
    return states.reduce(ByteSet()) { $0.union(sets[$1] ?? ByteSet()) }
  }

  private func places(round literal: [UInt8], at offset: Int) -> [Int: ByteSet] {
    var places: [Int: ByteSet] = [:]
    var states = follow(literal, at: offset, from: [start]) { place, set in
      // Literals are found in either case.
      let isLetter = set.count == 1 && set != ByteSet(set.members.map(\.lowercasedASCII)).caseFolded
      if place < offset || isLetter { places[place] = set }
    }
    let end = offset + literal.count
    for place in end..<end + Self.window {
      guard let set = allowed(states) else { break }
      places[place] = set
      states = behind(states)
    }
    places[-1] = bytesBefore(literal, at: offset)
    return places
  }

  /// The states behind a literal: none where it cannot stand there, the end where that cannot be told.
  private func follow(
    _ literal: [UInt8], at offset: Int, from first: [Int], _ see: (_ place: Int, ByteSet) -> Void = { _, _ in }
  ) -> [Int] {
    var states = reached(from: first)
    for place in 0..<offset + literal.count {
      guard !states.contains(Self.end) else { return [Self.end] }
      if place >= offset {
        let either = ByteSet([literal[place - offset], literal[place - offset].uppercasedASCII])
        states = states.filter { state in sets[state].map { !$0.intersection(either).isEmpty } ?? false }
        see(place, allowed(states)?.intersection(either) ?? ByteSet())
      } else {
        see(place, allowed(states) ?? .all)
      }
      states = behind(states)
    }
    return states
  }

  // MARK: Looking behind

  /// What may stand before a match that has `literal`; `nil` when anything may.
  private func bytesBefore(_ literal: [UInt8], at offset: Int) -> ByteSet? {
    guard !looks.isEmpty, let ways = waysFromStart() else { return nil }
    let bytes = ways.filter { !follow(literal, at: offset, from: [$0.state]).isEmpty }.reduce(ByteSet()) { $0.union($1.before) }
    return bytes.count < 256 ? bytes : nil
  }

  /// The first bytes of all ways, with what may stand before each; `nil` when there are too many.
  private func waysFromStart() -> [(state: Int, before: ByteSet)]? {
    var open = [(state: start, before: ByteSet.all)]
    var ways: [(state: Int, before: ByteSet)] = []
    var steps = 0
    while let (state, before) = open.popLast() {
      steps += 1
      guard steps <= Self.mostWays else { return nil }
      guard state != Self.end, sets[state] == nil else {
        ways.append((state, before))
        continue
      }
      let narrowed = looks[state].map { $0.intersection(before) } ?? before
      open += nexts[state].map { ($0, narrowed) }
    }
    return ways
  }
}

extension RegexNode {
  /// For a look-behind, which bytes may stand there; `nil` when all may.
  fileprivate var bytesBefore: ByteSet? {
    guard case .lookbehind(let inner, let isPositive) = self else { return nil }
    return isPositive ? inner.lastBytes : inner.bytesNotBefore
  }

  /// The bytes with which every text that it matches ends; `nil` when that is not known.
  private var lastBytes: ByteSet? {
    switch self {
    case .byte(let set): return set
    case .sequence(let nodes): return nodes.last { !$0.isWidthless }?.lastBytes
    case .alternation(let branches): return Self.union(branches.map(\.lastBytes))
    case .repetition(let inner, let minimum, _): return minimum > 0 ? inner.lastBytes : nil
    default: return nil
    }
  }

  /// The bytes behind which it cannot match in any case.
  private var bytesNotBefore: ByteSet? {
    switch self {
    case .byte(let set): return set.inverted
    case .alternation(let branches):
      return branches.compactMap(\.bytesNotBefore).reduce(nil) { known, set in known?.intersection(set) ?? set }
    case .sequence(let nodes): return Self.bytesNotBefore(nodes)
    default: return nil
    }
  }

  /// The same for one byte, which may be followed by what excuses it.
  private static func bytesNotBefore(_ nodes: [RegexNode]) -> ByteSet? {
    guard let first = nodes.first, let bytes = first.bytesNotBefore, nodes.count <= 2 else { return nil }
    guard nodes.count == 2 else { return bytes }
    guard case .lookbehind(let excuse, isPositive: false) = nodes[1] else { return nil }
    return excuse.lastBytes.map { $0.union(bytes) }
  }

  private var isWidthless: Bool {
    switch self {
    case .nothing, .lookahead, .lookbehind: true
    default: false
    }
  }

  private static func union(_ sets: [ByteSet?]) -> ByteSet? {
    var result = ByteSet()
    for set in sets {
      guard let set else { return nil }
      result = result.union(set)
    }
    return result
  }
}
