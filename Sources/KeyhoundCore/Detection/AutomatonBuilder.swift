/// Builds the dense table of an Aho-Corasick automaton. It runs at every start of the program, so it works on plain memory.
struct AutomatonBuilder {
  /// Byte → class; both cases of a letter share one. Class 0 is every byte that no literal holds.
  let classes: [UInt8]
  let classBits: Int
  private var stateCount = 1
  /// For each state, the literal that ends there, or -1.
  private var literals: [Int32]
  /// For each state, the longest proper suffix where a literal ends, or 0.
  private var shorter: [UInt16]
  /// `state << classBits | class` → next state.
  private var edges: [UInt16]

  /// Builds the automaton of distinct literals with fewer than 65,535 bytes in all.
  init(_ texts: [[UInt8]]) {
    (classes, classBits) = Self.classes(of: texts)
    let capacity = 1 + texts.reduce(0) { $0 + $1.count }
    literals = [Int32](repeating: -1, count: capacity)
    shorter = [UInt16](repeating: 0, count: capacity)
    edges = [UInt16](repeating: 0, count: capacity << classBits)
    for (index, text) in texts.enumerated() { insert(text, Int32(index)) }
    link()
  }

  /// Numbers the bytes that occur, the two cases of a letter alike.
  private static func classes(of texts: [[UInt8]]) -> ([UInt8], Int) {
    var classes = [UInt8](repeating: 0, count: 256)
    var count = 1
    for text in texts {
      for byte in text where classes[Int(byte.lowercasedASCII)] == 0 {
        // 255 is the most a byte can name; further ones share it, which only costs time: expressions judge every hit.
        classes[Int(byte.lowercasedASCII)] = UInt8(min(count, 255))
        classes[Int(byte.uppercasedASCII)] = UInt8(min(count, 255))
        count += 1
      }
    }
    var bits = 1
    while 1 << bits < min(count, 256) { bits += 1 }
    return (classes, bits)
  }

  private mutating func insert(_ text: [UInt8], _ literal: Int32) {
    var state = 0
    for byte in text {
      let edge = state << classBits | Int(classes[Int(byte)])
      if edges[edge] == 0 {
        edges[edge] = UInt16(stateCount)
        stateCount += 1
      }
      state = Int(edges[edge])
    }
    literals[state] = literal
  }

  /// Completes the edges breadth first: where a state has none of its own, it does what its longest proper suffix does.
  private mutating func link() {
    let width = 1 << classBits
    let (count, literals) = (stateCount, literals)
    shorter.withUnsafeMutableBufferPointer { shorter in
      edges.withUnsafeMutableBufferPointer { edges in
        var suffix = [UInt16](repeating: 0, count: count)
        var queue = (0..<width).map { Int(edges[$0]) }.filter { $0 != 0 }
        queue.reserveCapacity(count)
        var head = 0
        while head < queue.count {
          let state = queue[head]
          let from = Int(suffix[state])
          shorter[state] = literals[from] >= 0 ? UInt16(from) : shorter[from]
          for index in 0..<width {
            let next = edges[state << classBits | index]
            let fallback = edges[from << classBits | index]
            if next == 0 {
              edges[state << classBits | index] = fallback
            } else {
              suffix[Int(next)] = fallback
              queue.append(Int(next))
            }
          }
          head += 1
        }
      }
    }
  }

  /// The finished automaton, with states numbered anew so that those where a literal ends come last.
  func finished() -> (table: [UInt32], firstAccepting: UInt32, endings: [Ending]) {
    let isAccepting = (0..<stateCount).map { literals[$0] >= 0 || shorter[$0] != 0 }
    let plain = (0..<stateCount).filter { !isAccepting[$0] }
    let old = plain + (0..<stateCount).filter { isAccepting[$0] }
    var new = [UInt32](repeating: 0, count: stateCount)
    for (number, state) in old.enumerated() { new[state] = UInt32(number) }
    let endings = old[plain.count...].map { state in
      Ending(literal: literals[state], shorter: shorter[state] == 0 ? 0 : new[Int(shorter[state])])
    }
    return (renumbered(old, new), UInt32(plain.count), endings)
  }

  /// What ends in a state: a literal (-1 for none) and those of the state `shorter` (0 for none).
  struct Ending {
    let literal: Int32
    let shorter: UInt32
  }

  /// Rows in the new order; entries are the new state shifted left by `classBits`, so that the walk need not do it.
  private func renumbered(_ old: [Int], _ new: [UInt32]) -> [UInt32] {
    let width = 1 << classBits
    return [UInt32](unsafeUninitializedCapacity: stateCount << classBits) { table, count in
      edges.withUnsafeBufferPointer { edges in
        new.withUnsafeBufferPointer { new in
          for (number, state) in old.enumerated() {
            for index in 0..<width {
              table[number << classBits | index] = new[Int(edges[state << classBits | index])] << UInt32(classBits)
            }
          }
        }
      }
      count = stateCount << classBits
    }
  }
}
