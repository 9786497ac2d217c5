/// The trees of a history: which lead to which, and which hold something to be searched.
struct TreeGraph: Sendable {
  /// The trees that have a row: those that hold others, or something to be searched.
  private var withRows: BitSet
  /// The notes as they came.
  private var parts: [TreeNotes] = []
  private let objectCount: Int

  init(objectCount: Int) {
    self.objectCount = objectCount
    withRows = BitSet(capacity: objectCount)
  }

  mutating func append(_ notes: TreeNotes) {
    for row in notes.rows { withRows.insert(Int(row.tree)) }
    parts.append(notes)
  }

  /// Whether an object is a tree that holds other trees or something to be searched.
  func hasRow(_ number: Int32) -> Bool { number >= 0 && withRows.contains(Int(number)) }

  /// Hands over all notes, in two halves.
  mutating func takeHalves() -> (TreePortion, TreePortion) {
    let all = parts
    parts = []
    return (TreePortion(all[..<(all.count / 2)]), TreePortion(all[(all.count / 2)...]))
  }

  /// The trees that hold something to be searched themselves.
  var withHits: BitSet {
    var found = BitSet(capacity: objectCount)
    for part in parts where !part.hits.isEmpty {
      for row in part.rows where !row.hits.isEmpty { found.insert(Int(row.tree)) }
    }
    return found
  }

  /// `targets`, and the trees that hold one of them at any depth.
  ///
  /// All rows of a portion are looked at one after the other, as often as something is found that they mention: that is a few times, and much faster
  /// than to follow links, which lie all over the memory.
  func leading(to targets: BitSet) -> BitSet {
    var found = targets
    let mentions = TreeMentions(parts, objectCount: objectCount)
    var isOpen = [Bool](repeating: true, count: parts.count)
    while isOpen.contains(true) {
      // The last ones first: git packs trees before what they hold.
      for part in parts.indices.reversed() where isOpen[part] {
        let more = parts[part].trees(thatLeadTo: found)
        isOpen[part] = false
        for tree in more {
          found.insert(Int(tree))
          mentions.forEachPart(of: tree) { isOpen[$0] = true }
        }
      }
    }
    return found
  }

  /// The trees of `some` that `roots` lead to through others of them.
  func reached(from roots: [Int32], within some: BitSet) -> BitSet {
    var reached = BitSet(capacity: objectCount)
    for root in roots where root >= 0 && some.contains(Int(root)) { reached.insert(Int(root)) }
    var followed = BitSet(capacity: objectCount)
    while true {
      let before = reached
      for part in parts where part.rows.contains(where: { reached.contains(Int($0.tree)) && !followed.contains(Int($0.tree)) }) {
        FolderLists.forEach(in: part) { row, folders in
          let tree = Int(row.tree)
          guard reached.contains(tree), followed.insert(tree) else { return }
          for link in folders where some.contains(Int(link.child)) { reached.insert(Int(link.child)) }
        }
      }
      if reached == before { return reached }
    }
  }
}

extension TreeNotes {
  /// The trees that hold one of `found`, and are not among it.
  fileprivate func trees(thatLeadTo found: BitSet) -> [Int32] {
    var trees: [Int32] = []
    forEachCount(of: found) { row, count in
      if count > 0, !found.contains(Int(row.tree)) { trees.append(row.tree) }
    }
    return trees
  }

  /// Calls `body` with each row and how many of its folders are among `some`: as many as in the tree that it was made from, but for the edits.
  @inline(__always)
  func forEachCount(of some: BitSet, _ body: (Row, Int) -> Void) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { counts in
      some.withMembers { some in
        edits.withUnsafeBufferPointer { edits in
          var next = 0
          for number in rows.indices {
            let row = rows[number]
            var count = row.base >= 0 ? counts[Int(row.base)] : 0
            while next < row.editsEnd {
              count &+= some.count(edits[next].added.child) &- some.count(edits[next].removed)
              next += 1
            }
            counts[number] = count
            body(row, Int(count))
          }
        }
      }
    }
  }
}
