/// Puts the folders of trees together again, row by row.
///
/// Rows stand in the order in which trees were made: a tree comes after the one it was made from, and all that are made from it come before those that
/// are not. So the lists that are still needed lie one upon the other.
struct FolderLists: ~Copyable {
  private typealias Link = TreeNotes.Link
  private typealias Edits = Slice<UnsafeBufferPointer<FolderEdit>>

  private var links = GrowingList<Link>()
  /// Where each list begins.
  private var starts = GrowingList<Int>()
  private var rewritten = GrowingList<Link>()

  /// Calls `body` with each row and the folders in it.
  static func forEach(in notes: TreeNotes, _ body: (TreeNotes.Row, Slice<FolderEdit.Links>) -> Void) {
    var lists = FolderLists()
    // Arrays would be counted with every row.
    notes.rows.withUnsafeBufferPointer { rows in
      notes.edits.withUnsafeBufferPointer { edits in
        notes.lastChildren.withUnsafeBufferPointer { lastChildren in
          var next = 0
          for number in rows.indices {
            let row = rows[number]
            lists.begin(number, madeFrom: Int(row.base), lastChildren)
            lists.apply(edits[next..<Int(row.editsEnd)])
            next = Int(row.editsEnd)
            body(row, lists.links.elements[lists.start...])
            if lastChildren[number] < 0 { lists.end() }
          }
        }
      }
    }
  }

  /// Where the list in hand begins.
  private var start: Int { starts.elements[starts.count - 1] }

  /// Begins with the list of the row that one is made from, if there is such; the last one that is made from it takes it over.
  private mutating func begin(_ row: Int, madeFrom base: Int, _ lastChildren: UnsafeBufferPointer<Int32>) {
    guard base < 0 || lastChildren[base] != row else { return }
    let known = base < 0 ? 0..<0 : start..<links.count
    starts.append(links.count)
    links.append(own: known)
  }

  private mutating func end() {
    links.removeLast(links.count - start)
    starts.removeLast(1)
  }

  private mutating func apply(_ edits: Edits) {
    // Beyond a few, every link is moved once rather than with each edit.
    guard edits.count <= 4 else { return rewrite(edits) }
    var shift = start
    for edit in edits {
      let place = Int(edit.place) + shift
      let (removes, adds) = (edit.removed >= 0, edit.added.child >= 0)
      links.replace(place..<(removes ? place + 1 : place), with: adds ? edit.added : nil)
      shift += (adds ? 1 : 0) - (removes ? 1 : 0)
    }
  }

  private mutating func rewrite(_ edits: Edits) {
    rewritten.removeAll()
    var next = start
    for edit in edits {
      let place = start + Int(edit.place)
      rewritten.append(next..<place, of: links.elements)
      next = edit.removed >= 0 ? place + 1 : place
      if edit.added.child >= 0 { rewritten.append(edit.added) }
    }
    rewritten.append(next..<links.count, of: links.elements)
    links.removeLast(links.count - start)
    links.append(0..<rewritten.count, of: rewritten.elements)
  }
}
