/// The nodes of one JSON text, in memory of their own: adding one is no more than a store. A class, because memory is to be freed.
final class JSONNodes: RandomAccessCollection {
  private var memory: UnsafeMutablePointer<JSONNode>
  private var capacity: Int
  private(set) var endIndex = 0

  /// Makes an empty list that has room for `capacity` nodes.
  init(capacity: Int) {
    self.capacity = Swift.max(16, capacity)
    memory = .allocate(capacity: self.capacity)
  }

  deinit {
    memory.deallocate()
  }

  var startIndex: Int { 0 }

  subscript(index: Int) -> JSONNode {
    precondition(index < endIndex)
    return memory[index]
  }

  @inline(__always)
  func append(_ node: JSONNode) {
    if endIndex == capacity { grow() }
    (memory + endIndex).initialize(to: node)
    endIndex &+= 1
  }

  /// Says where the container at `index` ends, when that is known.
  func close(_ index: Int, at end: Int) {
    precondition(index < endIndex)
    memory[index].close(at: end, next: endIndex)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<JSONNode>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: memory, count: endIndex)
    memory.deallocate()
    (memory, capacity) = (larger, 2 * capacity)
  }
}
