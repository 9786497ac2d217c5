/// Builds the dense table of an Aho-Corasick automaton. It runs at every start of the program, so it works on plain memory.
struct AutomatonBuilder {
  /// Byte → class; both cases of a letter share one. Class 0 is every byte that no literal holds.
  let classes: [UInt8]
  let classBits: Int
  private(set) var stateCount = 1
  /// For each state, the literal that ends there, or -1.
  private(set) var literals: [Int32]
  /// For each state, the longest proper suffix where a literal ends, or 0.
  private(set) var shorter: [UInt16]
  /// `state << classBits | class` → next state.
  private(set) var edges: [UInt16]

  /// Builds the automaton of distinct literals with fewer than 32,767 bytes in all; `accepting` is set in every edge to a state where one ends.
  init(_ texts: [[UInt8]], accepting: UInt16) {
    (classes, classBits) = Self.classes(of: texts)
    let capacity = 1 + texts.reduce(0) { $0 + $1.count }
    literals = [Int32](repeating: -1, count: capacity)
    shorter = [UInt16](repeating: 0, count: capacity)
    edges = [UInt16](repeating: 0, count: capacity << classBits)
    for (index, text) in texts.enumerated() { insert(text, Int32(index)) }
    edges.removeLast((capacity - stateCount) << classBits)
    link(accepting)
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
  private mutating func link(_ accepting: UInt16) {
    let width = 1 << classBits
    let count = stateCount
    let literals = literals
    shorter.withUnsafeMutableBufferPointer { shorter in
      edges.withUnsafeMutableBufferPointer { edges in
        var suffix = [UInt16](repeating: 0, count: count)
        var queue = [Int]()
        queue.reserveCapacity(count)
        for index in 0..<width where edges[index] != 0 {
          queue.append(Int(edges[index]))
          if literals[Int(edges[index])] >= 0 { edges[index] |= accepting }
        }
        var head = 0
        while head < queue.count {
          let state = queue[head]
          head += 1
          let from = Int(suffix[state])
          shorter[state] = literals[from] >= 0 ? UInt16(from) : shorter[from]
          for index in 0..<width {
            let edge = state << classBits | index
            let fallback = edges[from << classBits | index]
            let next = edges[edge]
            if next == 0 {
              edges[edge] = fallback
            } else {
              suffix[Int(next)] = fallback & ~accepting
              queue.append(Int(next))
              if literals[Int(next)] >= 0 || fallback & accepting != 0 { edges[edge] = next | accepting }
            }
          }
        }
      }
    }
  }
}
