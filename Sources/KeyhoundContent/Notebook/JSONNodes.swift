/// The nodes of one JSON text, in memory of their own. A class, because memory is to be freed.
final class JSONNodes: RandomAccessCollection {
  private let memory: Memory
  /// Whether all strings and keys are ASCII.
  let isASCII: Bool

  /// Takes `memory` over.
  init(_ memory: Memory, isASCII: Bool) {
    self.memory = memory
    self.isASCII = isASCII
  }

  deinit {
    memory.deallocate()
  }

  /// Whether `predicate` holds for all strings and keys that are not ASCII.
  func allBeyondASCII(_ predicate: (JSONNode) -> Bool) -> Bool {
    for index in indices where memory[index].isBeyondASCII {
      if !predicate(memory[index]) { return false }
    }
    return true
  }

  var startIndex: Int { 0 }
  var endIndex: Int { memory.count }

  subscript(index: Int) -> JSONNode {
    precondition(index < memory.count)
    return memory[index]
  }
}

extension JSONNodes {
  /// Room for nodes, which grows. Whoever makes it sees to it that it is freed.
  struct Memory {
    private var start: UnsafeMutablePointer<JSONNode>
    private var capacity: Int
    private(set) var count = 0

    /// Takes memory for the nodes of a text of so many bytes.
    init(forBytes bytes: Int, limit: Int) {
      capacity = Swift.min(Swift.max(16, Swift.min(bytes / 16, 1 << 16)), limit)
      start = .allocate(capacity: capacity)
    }

    func deallocate() { start.deallocate() }

    /// Makes room for some more nodes.
    /// - Returns: whether that many may be; `limit` is how many there may be of all.
    @inline(__always)
    mutating func makeRoom(_ more: Int, limit: Int) -> Bool {
      if count + more <= capacity { return true }
      guard capacity < limit else { return false }
      self = grown(atMost: limit)
      return count + more <= capacity
    }

    @inline(never)
    private func grown(atMost limit: Int) -> Memory {
      var larger = self
      larger.capacity = Swift.min(2 * capacity, limit)
      larger.start = .allocate(capacity: larger.capacity)
      larger.start.moveInitialize(from: start, count: count)
      start.deallocate()
      return larger
    }

    /// Adds a node, for which there is room.
    @inline(__always)
    mutating func append(_ node: JSONNode) {
      (start + count).initialize(to: node)
      count += 1
    }

    subscript(index: Int) -> JSONNode {
      get { start[index] }
      nonmutating _modify { yield &start[index] }
    }
  }
}
