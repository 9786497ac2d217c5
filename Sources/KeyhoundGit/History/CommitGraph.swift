/// The commits of a history and their order.
struct CommitGraph: Sendable {
  struct Node: Sendable {
    var number: Int32
    var tree: Int32
    var time: Int
    /// Indices of the parents that are there.
    var parents: [Int32] = []
  }

  private(set) var nodes: [Node] = []
  private var indices: [Int32: Int32] = [:]
  private var parentNumbers: [[Int32]] = []

  mutating func append(_ notes: TextNotes) {
    var start = 0
    for record in notes.commits {
      indices[record.number] = Int32(nodes.count)
      nodes.append(Node(number: record.number, tree: record.tree, time: record.time))
      parentNumbers.append(Array(notes.parents[start..<Int(record.parentsEnd)]))
      start = Int(record.parentsEnd)
    }
  }

  /// Looks the parents up, when all commits are known.
  mutating func link() {
    for index in nodes.indices { nodes[index].parents = parentNumbers[index].compactMap { indices[$0] } }
    parentNumbers = []
  }

  /// The index of a commit.
  func index(ofNumber number: Int32) -> Int? { indices[number].map(Int.init) }

  /// Which commits `roots` lead to.
  func reachable(from roots: [Int]) -> [Bool] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    var stack = roots
    while let index = stack.popLast() {
      guard !isReached[index] else { continue }
      isReached[index] = true
      for parent in nodes[index].parents where !isReached[Int(parent)] { stack.append(Int(parent)) }
    }
    return isReached
  }

  /// The commits that are `included`, parents before children and otherwise in the order of their dates. `isBefore` decides between equal dates.
  func ordered(_ included: [Bool], _ isBefore: @escaping (Int, Int) -> Bool) -> [Int] {
    var waiting = [Int32](repeating: 0, count: nodes.count)
    var children = [[Int32]](repeating: [], count: nodes.count)
    for index in nodes.indices where included[index] {
      for parent in Set(nodes[index].parents) where included[Int(parent)] {
        waiting[index] += 1
        children[Int(parent)].append(Int32(index))
      }
    }
    var ready = Heap<Int> { a, b in nodes[a].time != nodes[b].time ? nodes[a].time < nodes[b].time : isBefore(a, b) }
    for index in nodes.indices where included[index] && waiting[index] == 0 { ready.insert(index) }
    var order: [Int] = []
    while let index = ready.removeFirst() {
      order.append(index)
      for child in children[index] {
        waiting[Int(child)] -= 1
        if waiting[Int(child)] == 0 { ready.insert(Int(child)) }
      }
    }
    return order
  }
}

/// Hands out the first of its elements.
struct Heap<Element> {
  private var elements: [Element] = []
  private let isBefore: (Element, Element) -> Bool

  init(_ isBefore: @escaping (Element, Element) -> Bool) {
    self.isBefore = isBefore
  }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, isBefore(elements[child], elements[(child - 1) / 2]) {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < elements.count else { return first }
      if child + 1 < elements.count, isBefore(elements[child + 1], elements[child]) { child += 1 }
      guard isBefore(elements[child], elements[parent]) else { return first }
      elements.swapAt(child, parent)
      parent = child
    }
  }
}
