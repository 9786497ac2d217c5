import CByteSearch

/// Where in a text a rule's expression has to be tried, and how much of the text it can see there.
package struct MatchShape: Equatable, Sendable {
  /// Literals in lower case of which every match contains one; empty when there are none worth looking for.
  package var literals: [[UInt8]] = []
  /// How many bytes behind the start of the match the literal begins: at least, and at most (`nil` without bound).
  package var minimumOffset = 0
  package var maximumOffset: Int? = 0
  /// Bytes a match consumes at most; `nil` without bound.
  package var maximumWidth: Int?
  /// Bytes behind a match that may decide whether it is one.
  package var lookahead = 0
  /// For each literal that stands at one distance from the start of the match: bytes that every match with it has, which are looked at before
  /// the expression is run.
  package var guards: [[MatchGuard]] { storedGuards.lists }
  package var storedGuards = StoredGuards.known([])
  /// The fixed-width beginning to look for where there are no literals.
  package var fixed: FixedShape?

  package init() {}

  /// Works the shape out of an expression in PCRE2 syntax.
  package init(of regex: String) {
    let node = (try? RegexParser.parse(regex)) ?? .anything
    let facts = RegexFacts(node)
    maximumWidth = facts.maximumWidth
    lookahead = facts.lookahead
    if let anchor = facts.anchor, anchor.minimumLength >= Self.shortestLiteral {
      literals = anchor.literals
      minimumOffset = anchor.minimumOffset
      maximumOffset = anchor.maximumOffset
      if hasExactOffset { storedGuards = .known(Self.guards(of: node, literals, at: minimumOffset)) }
    } else {
      fixed = FixedShape(facts.prefix)
    }
  }

  private static func guards(of node: RegexNode, _ literals: [[UInt8]], at offset: Int) -> [[MatchGuard]] {
    let ways = [false, true].map { MatchPaths(node, entersLookaheads: $0) }
    return literals.map { literal in
      MatchGuard.chosen(from: MatchPaths.places(round: literal, at: offset, in: ways), round: offset..<offset + literal.count)
    }
  }

  /// Shorter literals occur too often to lead anywhere.
  private static let shortestLiteral = 3

  /// Whether the expression need only be tried at one distance from a literal.
  package var hasExactOffset: Bool { !literals.isEmpty && minimumOffset == maximumOffset }
}

/// Guards, or how to come by them: only who puts rules together needs them, which was done with the built-in ones before.
package enum StoredGuards: Equatable, Sendable {
  case known([[MatchGuard]])
  case deferred(any RuleDetailsReader, place: Int)

  /// For each literal its own.
  package var lists: [[MatchGuard]] {
    switch self {
    case .known(let lists): lists
    case .deferred(let reader, let place): reader.guards(at: place)
    }
  }

  package static func == (a: Self, b: Self) -> Bool { a.lists == b.lists }
}

/// One byte that a match must have.
package struct MatchGuard: Equatable, Sendable {
  /// How far behind the start of the match it stands. Before the start there may also be nothing.
  package var offset: Int
  package var allowed: ByteSet

  package init(offset: Int, allowed: ByteSet) {
    self.offset = offset
    self.allowed = allowed
  }

  private static let most = 16
  /// How many are spread over what stands before the literal, and over what stands behind it.
  private static let spreadBefore = 4
  private static let spreadBehind = 9

  /// The most telling of `places`, in the order in which to look at them: those next to a literal that stands in `range`, those of one byte
  /// alone, a letter of the literal, and some spread over the rest.
  static func chosen(from places: [Int: ByteSet], round range: Range<Int>) -> [MatchGuard] {
    let end = range.upperBound
    let places = places.filter { $0.value.count <= ($0.key == end || $0.key < 0 ? 224 : 128) }
    let behind = places.keys.filter { $0 >= end }.sorted()
    let before = places.keys.filter { $0 >= 0 && $0 < range.lowerBound }.sorted()
    let seldom = behind.filter { places[$0, default: .all].count <= 2 }.prefix(2)
    let letter = places.keys.filter { range.contains($0) }.min()
    let near = [end, -1] + seldom + [letter ?? end, end + 1, end + 2, range.lowerBound - 1]
    var chosen: [MatchGuard] = []
    for place in near + spread(before, spreadBefore) + spread(behind, spreadBehind).reversed()
    where chosen.count < most && !chosen.contains(where: { $0.offset == place }) {
      if let allowed = places[place] { chosen.append(MatchGuard(offset: place, allowed: allowed)) }
    }
    return chosen
  }

  private static func spread(_ places: [Int], _ count: Int) -> [Int] {
    stride(from: 0, to: places.count, by: max(1, places.count / count)).map { places[$0] }
  }
}

/// A run of bytes of known kinds round one seldom byte, such as eight alphanumerics, a full stop, and thirty-two alphanumerics.
package struct FixedShape: Equatable, Sendable {
  /// The seldom byte.
  package let pivot: UInt8
  /// How far it stands from the start of the shape.
  package let pivotOffset: Int
  /// Bytes from the start to the end of the shape.
  package let width: Int
  /// What to test, the most telling places first: distances from the pivot and the bytes allowed there.
  package let tests: [(offset: Int, allowed: ByteSet)]

  /// A shape as another one had it.
  package init(pivot: UInt8, pivotOffset: Int, width: Int, tests: [(offset: Int, allowed: ByteSet)]) {
    self.pivot = pivot
    self.pivotOffset = pivotOffset
    self.width = width
    self.tests = tests
  }

  /// Finds the pivot among the leading sets of an expression; `nil` when there is none or too little round it.
  init?(_ sets: [ByteSet]) {
    let candidates = sets.indices.filter { sets[$0].count == 1 && !sets[$0].members[0].isAlphanumericASCII }
    guard sets.count >= 16, let pivotOffset = candidates.first else { return nil }
    self.pivotOffset = pivotOffset
    pivot = sets[pivotOffset].members[0]
    width = sets.count
    let others = sets.indices.filter { $0 != pivotOffset && sets[$0].count <= 128 }
    guard others.count >= 12 else { return nil }
    tests = others.sorted { Self.order($0, pivotOffset) < Self.order($1, pivotOffset) }
      .map { ($0 - pivotOffset, sets[$0]) }
  }

  /// Far places first, spread out: neighbours of the pivot tell little, since words stand there.
  private static func order(_ index: Int, _ pivot: Int) -> Int {
    let distance = abs(index - pivot)
    return distance % 8 == 0 ? -distance : 1000 - distance
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.pivot == b.pivot && a.pivotOffset == b.pivotOffset && a.width == b.width
      && a.tests.elementsEqual(b.tests) { $0.offset == $1.offset && $0.allowed == $1.allowed }
  }

  /// The bytes that it may have somewhere; all of them if it has places that are not tested.
  var members: ByteSet {
    let tested = tests.reduce(ByteSet([pivot])) { $0.union($1.allowed) }
    return tests.count + 1 == width ? tested : .all
  }

  /// Whether the shape lies round `position`, where its pivot stands.
  func lies(round position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    position >= pivotOffset && position - pivotOffset + width <= bytes.count
      && tests.allSatisfy { $0.allowed.contains(bytes[position + $0.offset]) }
  }
}

/// Shapes that have the same seldom byte, looked for in one pass.
final class PivotSearch: Sendable {
  private let pivot: UInt8
  private let shapes: [(number: Int, shape: FixedShape)]
  /// Places where every one of the shapes has a test, and what at least one of them allows there.
  private let probes: FrozenList<byte_search_probe>

  private static let mostProbes = 4

  /// Searches for `shapes`, which have the same pivot, each with the number it is known by.
  private init(_ pivot: UInt8, _ shapes: [(number: Int, shape: FixedShape)]) {
    self.pivot = pivot
    self.shapes = shapes
    let common = (shapes.first?.shape.tests ?? []).compactMap { test in
      let sets = shapes.compactMap { shape in shape.shape.tests.first { $0.offset == test.offset }?.allowed }
      return sets.count == shapes.count ? Self.probe(test.offset, sets.reduce(ByteSet()) { $0.union($1) }) : nil
    }
    probes = FrozenList(Array(common.prefix(Self.mostProbes)))
  }

  deinit {
    probes.deallocate()
  }

  /// A probe for one place; `nil` when bytes beyond ASCII are allowed there, which it cannot tell apart.
  private static func probe(_ offset: Int, _ allowed: ByteSet) -> byte_search_probe? {
    let members = allowed.members
    guard members.allSatisfy({ $0 < 0x80 }) else { return nil }
    var probe = byte_search_probe()
    probe.offset = Int32(offset)
    withUnsafeMutableBytes(of: &probe.allowed) { rows in
      for byte in members { rows[Int(byte & 15)] |= 1 << (byte >> 4) }
    }
    return probe
  }

  /// One search for each pivot among `shapes`.
  static func all(for shapes: [FixedShape]) -> [PivotSearch] {
    let numbered = shapes.enumerated().map { (number: $0.offset, shape: $0.element) }
    return Dictionary(grouping: numbered) { $0.shape.pivot }.sorted { $0.key < $1.key }.map { PivotSearch($0.key, $0.value) }
  }

  /// Calls `body` with the number of a shape and the offset where it begins, in the order of the pivots.
  func forEachStart(
    in bytes: UnsafeRawBufferPointer, scratch: PrefilterScratch, _ body: (_ number: Int, _ start: Int) -> Void
  ) {
    guard let text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    for start in stride(from: 0, to: bytes.count, by: Prefilter.blockSize) {
      let end = min(bytes.count, start + Prefilter.blockSize)
      let found = byte_search_pivots(text, bytes.count, start, end, pivot, probes.pointer, probes.count, scratch.places)
      for index in 0..<found { check(start + Int(scratch.places[index]), in: bytes, body) }
    }
  }

  /// Tries the shapes round `position`, where the pivot stands.
  private func check(_ position: Int, in bytes: UnsafeRawBufferPointer, _ body: (_ number: Int, _ start: Int) -> Void) {
    for (number, shape) in shapes where shape.lies(round: position, in: bytes) { body(number, position - shape.pivotOffset) }
  }
}
