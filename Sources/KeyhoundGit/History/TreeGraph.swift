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
    let notes = parts[part]
    return notes.folders[(index == 0 ? 0 : Int(notes.rows[index - 1].foldersEnd))..<Int(notes.rows[index].foldersEnd)]
  }

  /// What is to be searched in a tree itself.
  func hits(inRow row: Int) -> ArraySlice<Link> {
    let (part, index) = place(ofRow: row)
    let notes = parts[part]
    return notes.hits[(index == 0 ? 0 : Int(notes.rows[index - 1].hitsEnd))..<Int(notes.rows[index].hitsEnd)]
  }

  /// Everything that is to be searched, in no particular order.
  var hits: [Link] { parts.flatMap(\.hits) }

  private func place(ofRow row: Int) -> (part: Int, index: Int) {
    let part = Int(partOfRow[row])
    return (part, row - firstRows[part])
  }
}
