/// The trees of a history: which lead to which, and which hold something to be searched.
struct TreeGraph: Sendable {
  typealias Link = TreeNotes.Link

  /// The row of each object, or -1 for what is no tree or a tree without links.
  private var rows: [Int32]
  /// The notes as they came, and the number of the first row of each.
  private var parts: [TreeNotes] = []
  private var firstRows: [Int] = []
  /// The part that each row is in.
  private var partOfRow: [UInt32] = []
  private(set) var rowCount = 0

  init(objectCount: Int) {
    rows = Array(repeating: -1, count: objectCount)
  }

  mutating func append(_ notes: TreeNotes) {
    for (index, row) in notes.rows.enumerated() { rows[Int(row.tree)] = Int32(rowCount + index) }
    partOfRow += repeatElement(UInt32(parts.count), count: notes.rows.count)
    parts.append(notes)
    firstRows.append(rowCount)
    rowCount += notes.rows.count
  }

  /// The row of a tree, or `nil` when it holds no other trees and nothing to be searched.
  func row(ofTree number: Int32) -> Int? {
    guard number >= 0, rows[Int(number)] >= 0 else { return nil }
    return Int(rows[Int(number)])
  }

  /// The trees in a tree.
  func folders(inRow row: Int) -> ArraySlice<Link> {
    let (part, index) = place(ofRow: row)
    return parts[part].folders[parts[part].rows[index].folders.range]
  }

  /// How many portions of trees there are.
  var partCount: Int { parts.count }

  /// Calls `body` with each tree of some portions that is among `some`, the trees in it, and what is to be searched in it.
  func forEachRow(
    of some: BitSet, parts range: Range<Int>, _ body: (Int, UnsafeBufferPointer<Link>, UnsafeBufferPointer<Link>) -> Void
  ) {
    for part in parts[range] {
      part.folders.withUnsafeBufferPointer { folders in
        part.hits.withUnsafeBufferPointer { hits in
          for row in part.rows where some.contains(Int(row.tree)) {
            body(Int(row.tree), .init(rebasing: folders[row.folders.range]), .init(rebasing: hits[row.hits.range]))
          }
        }
      }
    }
  }

  /// The trees that hold something to be searched themselves.
  var withHits: BitSet {
    var found = BitSet(capacity: rows.count)
    for part in parts where !part.hits.isEmpty {
      for row in part.rows where !row.hits.isEmpty { found.insert(Int(row.tree)) }
    }
    return found
  }

  /// `targets`, and the trees that hold one of them at any depth.
  ///
  /// All rows are looked at one after the other, as often as some are found: that is a few times, and much faster than to follow links,
  /// which lie all over the memory.
  func leading(to targets: BitSet) -> BitSet {
    var found = targets
    while true {
      let before = found
      for part in parts.reversed() { part.insertTrees(thatLeadTo: &found) }
      if found == before { return found }
    }
  }

  /// The trees of `some` that `roots` lead to through others of them.
  func reached(from roots: [Int32], within some: BitSet) -> BitSet {
    var reached = BitSet(capacity: rows.count)
    var stack = roots
    while let tree = stack.popLast() {
      guard tree >= 0, some.contains(Int(tree)), reached.insert(Int(tree)), let row = row(ofTree: tree) else { continue }
      stack += folders(inRow: row).map(\.child)
    }
    return reached
  }

  private func place(ofRow row: Int) -> (part: Int, index: Int) {
    let part = Int(partOfRow[row])
    return (part, row - firstRows[part])
  }
}

extension TreeNotes {
  /// Adds the trees that hold one of `found`, the last ones first: git packs trees before what they hold.
  ///
  /// Versions of a tree that share their links are neighbours, and these are looked at once for all of them.
  fileprivate func insertTrees(thatLeadTo found: inout BitSet) {
    var last = (stretch: Stretch(), leads: false)
    folders.withUnsafeBufferPointer { folders in
      for row in rows.reversed() where !found.contains(Int(row.tree)) {
        if row.folders != last.stretch {
          last = (row.folders, row.folders.range.contains { found.contains(Int(folders[$0].child)) })
        }
        if last.leads { found.insert(Int(row.tree)) }
      }
    }
  }
}
