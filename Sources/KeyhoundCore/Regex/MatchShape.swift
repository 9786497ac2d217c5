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
  /// Bytes that every match has, at known distances from its start: looked at before the expression is run.
  package var guards: [MatchGuard] = []
  /// The fixed-width beginning to look for where there are no literals.
  package var fixed: FixedShape?

  package init() {}

  /// Works the shape out of an expression in PCRE2 syntax.
  package init(of regex: String) {
    let facts = RegexFacts(of: regex)
    maximumWidth = facts.maximumWidth
    lookahead = facts.lookahead
    if let anchor = facts.anchor, anchor.minimumLength >= Self.shortestLiteral {
      literals = anchor.literals
      minimumOffset = anchor.minimumOffset
      maximumOffset = anchor.maximumOffset
      if hasExactOffset { guards = MatchGuard.chosen(from: facts.prefix, behind: minimumOffset + anchor.minimumLength) }
    } else {
      fixed = FixedShape(facts.prefix)
    }
  }

  /// Shorter literals occur too often to lead anywhere.
  private static let shortestLiteral = 3

  /// Whether the expression need only be tried at one distance from a literal.
  package var hasExactOffset: Bool { !literals.isEmpty && minimumOffset == maximumOffset }
}

/// One byte that a match must have.
package struct MatchGuard: Equatable, Sendable {
  /// How far behind the start of the match it stands.
  package var offset: Int
  package var allowed: ByteSet

  package init(offset: Int, allowed: ByteSet) {
    self.offset = offset
    self.allowed = allowed
  }

  private static let most = 6

  /// The most telling places of `prefix` behind the literal: those of one byte alone, and some spread over the rest.
  static func chosen(from prefix: [ByteSet], behind start: Int) -> [MatchGuard] {
    let places = prefix.indices.filter { $0 >= start && prefix[$0].count <= 128 }
    let seldom = places.filter { prefix[$0].count <= 2 }.prefix(2)
    let step = max(1, places.count / (most - seldom.count))
    let spread = stride(from: 0, to: places.count, by: step).map { places[$0] }.filter { !seldom.contains($0) }
    let ordered = (seldom + spread.reversed()).prefix(most)
    return ordered.map { MatchGuard(offset: $0, allowed: prefix[$0]) }
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
  fileprivate let tests: [(offset: Int, allowed: ByteSet)]

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

  /// Whether the shape lies round `position`, where its pivot stands.
  func lies(round position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    position >= pivotOffset && position - pivotOffset + width <= bytes.count
      && tests.allSatisfy { $0.allowed.contains(bytes[position + $0.offset]) }
  }
}

/// Shapes that have the same seldom byte, looked for in one pass.
struct PivotSearch: Sendable {
  private let pivot: UInt8
  private let shapes: [(number: Int, shape: FixedShape)]
  /// Places where every one of the shapes has a test: distances from the pivot, and in `table` for each byte a bit for each place that allows it.
  private let places: [Int]
  private let table: [UInt8]

  /// Searches for `shapes`, which have the same pivot, each with the number it is known by.
  private init(_ pivot: UInt8, _ shapes: [(number: Int, shape: FixedShape)]) {
    self.pivot = pivot
    self.shapes = shapes
    let first = shapes.first?.shape.tests ?? []
    let common = first.compactMap { test in
      let sets = shapes.compactMap { shape in shape.shape.tests.first { $0.offset == test.offset }?.allowed }
      return sets.count == shapes.count ? (offset: test.offset, allowed: sets.reduce(ByteSet()) { $0.union($1) }) : nil
    }.prefix(4)
    places = common.map(\.offset)
    table = (0...255).map { byte in
      common.enumerated().reduce(UInt8(0)) { $0 | ($1.element.allowed.contains(byte) ? 1 << UInt8($1.offset) : 0) }
    }
  }

  /// One search for each pivot among `shapes`.
  static func all(for shapes: [FixedShape]) -> [PivotSearch] {
    let numbered = shapes.enumerated().map { (number: $0.offset, shape: $0.element) }
    return Dictionary(grouping: numbered) { $0.shape.pivot }.sorted { $0.key < $1.key }.map { PivotSearch($0.key, $0.value) }
  }

  /// Calls `body` with the number of a shape and the offset where it begins, in the order of the pivots.
  func forEachStart(in bytes: UnsafeRawBufferPointer, _ body: (_ number: Int, _ start: Int) -> Void) {
    // Eight bytes at a time: those that equal the pivot become zero, and a zero byte shows in its highest bit.
    let pattern = UInt64(pivot) &* 0x0101_0101_0101_0101
    var position = 0
    while position &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian ^ pattern
      var found = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      while found != 0 {
        check(position &+ found.trailingZeroBitCount &>> 3, in: bytes, body)
        found &= found &- 1
      }
      position &+= 8
    }
    for place in position..<bytes.count { check(place, in: bytes, body) }
  }

  /// Tries the shapes round `position`, where the pivot may stand.
  @inline(__always)
  private func check(_ position: Int, in bytes: UnsafeRawBufferPointer, _ body: (_ number: Int, _ start: Int) -> Void) {
    guard isPossible(at: position, in: bytes), bytes[position] == pivot else { return }
    for (number, shape) in shapes where shape.lies(round: position, in: bytes) { body(number, position - shape.pivotOffset) }
  }

  @inline(__always)
  private func isPossible(at position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    for (bit, offset) in places.enumerated() {
      let place = position &+ offset
      guard place >= 0, place < bytes.count, table[Int(bytes[place])] & (1 &<< UInt8(truncatingIfNeeded: bit)) != 0 else {
        return false
      }
    }
    return true
  }
}
