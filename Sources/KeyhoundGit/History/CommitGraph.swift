/// The commits of a history and their order.
struct CommitGraph: Sendable {
  struct Node: Sendable {
    var number: Int32
    var tree: Int32
    var time: Int
    /// The end of its stretch of `parents`.
    var parentsEnd: Int32
  }

  private(set) var nodes: [Node] = []
  /// Numbers of the parents that are there, and after `link()` their indices.
  private var parents: [Int32] = []
  private var indices: [Int32: Int32] = [:]
  /// Indices of commits, and numbers of what they call a parent and is no commit that could be read.
  private(set) var strays: [(commit: Int, number: Int32)] = []

  mutating func append(_ notes: TextNotes) {
    let start = Int32(parents.count)
    for record in notes.commits {
      indices[record.number] = Int32(nodes.count)
      nodes.append(
        Node(number: record.number, tree: record.tree, time: record.time, parentsEnd: start + record.parentsEnd))
    }
    parents += notes.parents
  }

  /// Looks the parents up, when all commits are known.
  mutating func link() {
    var linked: [Int32] = []
    linked.reserveCapacity(parents.count)
    var start = 0
    for node in nodes.indices {
      let end = Int(nodes[node].parentsEnd)
      for number in parents[start..<end] {
        if let index = indices[number] { linked.append(index) } else { strays.append((node, number)) }
      }
      nodes[node].parentsEnd = Int32(linked.count)
      start = end
    }
    parents = linked
  }

  /// The index of a commit.
  func index(ofNumber number: Int32) -> Int? { indices[number].map(Int.init) }

  /// Indices of the parents of a commit that are there.
  func parents(of index: Int) -> ArraySlice<Int32> {
    parents[(index == 0 ? 0 : Int(nodes[index - 1].parentsEnd))..<Int(nodes[index].parentsEnd)]
  }

  /// Which commits `roots` lead to.
  func reachable(from roots: [Int]) -> [Bool] {
    var isReached = [Bool](repeating: false, count: nodes.count)
    var stack = roots
    while let index = stack.popLast() {
      guard !isReached[index] else { continue }
      isReached[index] = true
      for parent in parents(of: index) where !isReached[Int(parent)] { stack.append(Int(parent)) }
    }
    return isReached
  }

  /// The commits that are `included`, parents before children and otherwise in the order of their dates. `isBefore` decides between equal dates.
  ///
  /// Commits that lead round in a circle, which only a forged store has, come last with those that lead to them, in the order of their dates.
  /// - Returns: the commits, and how many at the end lead round in a circle or to such.
  func ordered(_ included: [Bool], _ isBefore: @escaping (Int, Int) -> Bool) -> (order: [Int], circling: Int) {
    let children = CommitChildren(self)
    var waiting = nodes.indices.map { parents(of: $0).count { included[Int($0)] } }
    let isOlder = { a, b in nodes[a].time != nodes[b].time ? nodes[a].time < nodes[b].time : isBefore(a, b) }
    var ready = Heap<Int>(isOlder)
    for index in nodes.indices where included[index] && waiting[index] == 0 { ready.insert(index) }
    var order: [Int] = []
    while let index = ready.removeFirst() {
      order.append(index)
      for child in children[index] where included[Int(child)] {
        waiting[Int(child)] -= 1
        if waiting[Int(child)] == 0 { ready.insert(Int(child)) }
      }
    }
    let rest = nodes.indices.filter { included[$0] && waiting[$0] > 0 }.sorted(by: isOlder)
    return (order + rest, rest.count)
  }
}

/// The children of all commits, in one list.
private struct CommitChildren {
  private var list: [Int32]
  /// Where the children of each commit end.
  private var ends: [Int32]

  init(_ graph: CommitGraph) {
    ends = Array(repeating: 0, count: graph.nodes.count)
    for index in graph.nodes.indices { for parent in graph.parents(of: index) { ends[Int(parent)] += 1 } }
    for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
    list = Array(repeating: 0, count: Int(ends.last ?? 0))
    var next = ends
    for index in graph.nodes.indices {
      for parent in graph.parents(of: index) {
        next[Int(parent)] -= 1
        list[Int(next[Int(parent)])] = Int32(index)
      }
    }
  }

  subscript(index: Int) -> ArraySlice<Int32> { list[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])] }
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
