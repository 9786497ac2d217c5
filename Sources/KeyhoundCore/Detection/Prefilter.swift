/// Finds many literals, in any case, in one pass over the bytes.
///
/// This is the one door to literal search: what is behind it can change, and `PrefilterTests` holds it against a plain search.
package struct Prefilter: Sendable {
  private let automata: [Automaton]

  /// Prepares to look for `literals`, all different and in lower case; letters match in either case. Empty ones are never found.
  package init(_ literals: [[UInt8]]) {
    var parts: [[(index: Int, text: [UInt8])]] = []
    var states = Automaton.maximumStates
    for (index, literal) in literals.enumerated() where !literal.isEmpty {
      if states + literal.count >= Automaton.maximumStates {
        parts.append([])
        states = 1
      }
      states += literal.count
      parts[parts.count - 1].append((index, literal))
    }
    automata = parts.map { Automaton($0) }
  }

  /// Calls `body` with the index of a literal and the offset behind its last byte, for every place where one occurs.
  ///
  /// Places come in rising order of that offset, for each group of up to 32,000 bytes of literals.
  package func forEachHit(
    in bytes: UnsafeRawBufferPointer, scratch: PrefilterScratch, _ body: (_ literal: Int, _ end: Int) -> Void
  ) {
    for automaton in automata {
      automaton.search(bytes, scratch)
      for hits in scratch.hits {
        for hit in hits {
          automaton.forEachLiteral(endingIn: hit.state) { body($0, hit.end) }
        }
      }
    }
  }
}

/// The lists of hits that one worker fills again and again.
package final class PrefilterScratch {
  struct Hit {
    var state: UInt16
    var end: Int
  }

  /// One list for each of the four streams, in the order of the text.
  fileprivate(set) var hits: [[Hit]] = [[], [], [], []]

  package init() {}

  fileprivate func clear() {
    for index in hits.indices { hits[index].removeAll(keepingCapacity: true) }
  }
}

/// An Aho-Corasick automaton as one dense table, read by four interleaved streams.
///
/// Each stream walks a quarter of the text. A single stream waits for memory at every byte; four in flight hide most of it (measured: 0.55 and 2.0 GB/s).
private struct Automaton: Sendable {
  static let maximumStates = 0x7FFF
  /// Set in a table entry when a literal ends in the state.
  private static let accepting: UInt16 = 0x8000

  private let table: [UInt16]
  private let classes: [UInt8]
  private let classBits: Int
  /// For each state, the literal that ends there (-1 for none), and the suffix state where a shorter one ends (0 for none).
  private let literals: [Int32]
  private let shorter: [UInt16]
  private let longest: Int

  init(_ literals: [(index: Int, text: [UInt8])]) {
    let builder = AutomatonBuilder(literals.map(\.text), accepting: Self.accepting)
    table = builder.edges
    classes = builder.classes
    classBits = builder.classBits
    self.literals = builder.literals.map { $0 < 0 ? -1 : Int32(literals[Int($0)].index) }
    shorter = builder.shorter
    longest = literals.map(\.text.count).max() ?? 1
  }

  /// Calls `body` with every literal that ends in `state`, the longest first.
  func forEachLiteral(endingIn state: UInt16, _ body: (Int) -> Void) {
    var index = Int(state & ~Self.accepting)
    while index != 0 {
      if literals[index] >= 0 { body(Int(literals[index])) }
      index = Int(shorter[index])
    }
  }

  /// Fills `scratch.hits` with every place where a literal ends.
  func search(_ bytes: UnsafeRawBufferPointer, _ scratch: PrefilterScratch) {
    scratch.clear()
    table.withUnsafeBufferPointer { table in
      classes.withUnsafeBufferPointer { classes in
        let walk = Walk(table: table.baseAddress!, classes: classes.baseAddress!, bits: classBits, bytes: bytes)
        if bytes.count < 4 * longest + 64 {
          walk.one(0..<bytes.count, from: 0, &scratch.hits[0])
        } else {
          walk.four(overlap: longest - 1, &scratch.hits)
        }
      }
    }
  }

  /// The automaton and a text, as plain pointers.
  private struct Walk {
    let table: UnsafePointer<UInt16>
    let classes: UnsafePointer<UInt8>
    let bits: Int
    let bytes: UnsafeRawBufferPointer

    @inline(__always)
    private func next(_ state: UInt16, _ text: UnsafePointer<UInt8>, _ offset: Int) -> UInt16 {
      table[Int(state & ~Automaton.accepting) << bits | Int(classes[Int(text[offset])])]
    }

    /// Walks `range`, reporting literals that end behind `start`.
    func one(_ range: Range<Int>, from start: Int, state initial: UInt16 = 0, _ hits: inout [PrefilterScratch.Hit]) {
      guard let text = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      var state = initial
      for offset in range {
        state = next(state, text, offset)
        if state & Automaton.accepting != 0, offset >= start { hits.append(.init(state: state, end: offset + 1)) }
      }
    }

    /// Walks four quarters at once; all but the first begin `overlap` bytes early, so that no literal is cut.
    func four(overlap: Int, _ hits: inout [[PrefilterScratch.Hit]]) {
      guard let text = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      let quarter = bytes.count / 4
      let (b0, c0, d0) = (quarter - overlap, 2 * quarter - overlap, 3 * quarter - overlap)
      var (a, b, c, d): (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
      for step in 0..<quarter {
        a = next(a, text, step)
        b = next(b, text, b0 + step)
        c = next(c, text, c0 + step)
        d = next(d, text, d0 + step)
        if (a | b | c | d) & Automaton.accepting != 0 {
          if a & Automaton.accepting != 0 { hits[0].append(.init(state: a, end: step + 1)) }
          guard step >= overlap else { continue }
          if b & Automaton.accepting != 0 { hits[1].append(.init(state: b, end: b0 + step + 1)) }
          if c & Automaton.accepting != 0 { hits[2].append(.init(state: c, end: c0 + step + 1)) }
          if d & Automaton.accepting != 0 { hits[3].append(.init(state: d, end: d0 + step + 1)) }
        }
      }
      one(b0 + quarter..<2 * quarter, from: quarter, state: b, &hits[1])
      one(c0 + quarter..<3 * quarter, from: 2 * quarter, state: c, &hits[2])
      one(d0 + quarter..<bytes.count, from: 3 * quarter, state: d, &hits[3])
    }
  }
}
