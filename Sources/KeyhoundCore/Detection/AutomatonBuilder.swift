/// Builds the dense table of an Aho-Corasick automaton.
struct AutomatonBuilder {
  let classes: [UInt8]
  let classBits: Int
  /// Trie edges, then all edges: `state << classBits | class`.
  private var edges: [UInt16]
  private(set) var stateCount = 1
  /// Literals that end in a state.
  private(set) var endings: [Int: [Int32]] = [:]

  init(_ literals: [[UInt8]]) {
    let used = Set(literals.joined().map(\.lowercasedASCII)).sorted()
    var classes = [UInt8](repeating: 0, count: 256)
    for (index, byte) in used.enumerated() {
      // 255 classes are the most a byte can name; the last ones then share, which only costs false hits.
      let number = UInt8(min(index + 1, 255))
      classes[Int(byte)] = number
      classes[Int(byte.uppercasedASCII)] = number
    }
    self.classes = classes
    var bits = 1
    while 1 << bits <= used.count { bits += 1 }
    classBits = min(bits, 8)
    edges = [UInt16](repeating: 0, count: (1 + literals.reduce(0) { $0 + $1.count }) << classBits)
  }

  /// Adds a literal to the trie.
  mutating func insert(_ text: [UInt8], _ literal: Int32) {
    var state = 0
    for byte in text {
      let edge = state << classBits | Int(classes[Int(byte)])
      if edges[edge] == 0 {
        edges[edge] = UInt16(stateCount)
        stateCount += 1
      }
      state = Int(edges[edge])
    }
    endings[state, default: []].append(literal)
  }

  /// Completes the edges breadth first: where a state has none of its own, it does what its longest proper suffix does.
  mutating func link() {
    let width = 1 << classBits
    edges.removeLast(edges.count - stateCount << classBits)
    var suffix = [Int](repeating: 0, count: stateCount)
    var queue = (0..<width).map { Int(edges[$0]) }.filter { $0 != 0 }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      if let inherited = endings[suffix[state]] { endings[state, default: []] += inherited }
      for index in 0..<width {
        let edge = state << classBits | index
        let fallback = edges[suffix[state] << classBits | index]
        if edges[edge] == 0 {
          edges[edge] = fallback
        } else {
          suffix[Int(edges[edge])] = Int(fallback)
          queue.append(Int(edges[edge]))
        }
      }
    }
  }

  /// The finished table, with `accepting` set in every entry that leads to a state where a literal ends.
  func table(accepting: UInt16) -> [UInt16] {
    var isEnding = [Bool](repeating: false, count: stateCount)
    for state in endings.keys { isEnding[state] = true }
    return edges.map { isEnding[Int($0)] ? $0 | accepting : $0 }
  }
}
