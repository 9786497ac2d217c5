import Testing

@testable import KeyhoundGit

@Suite struct TreeNotesTests {
  @Test func `versions of a tree with the same links share them`() {
    var notes = TreeNotes()
    var links = TreeNotes.Links()
    for (tree, (folder, hit)) in [(1, 5), (1, 5), (2, 5), (2, 6), (2, 6)].enumerated() {
      let (folders, hits) = (notes.folders.count, notes.hits.count)
      notes.folders += [TreeNotes.Link(child: 9, name: 7), TreeNotes.Link(child: Int32(folder), name: 8)]
      notes.hits.append(TreeNotes.Link(child: Int32(hit), name: 8))
      links = notes.endRow(tree, from: folders, hits, sharing: links)
      #expect(notes.folders[links.folders.range].map(\.child) == [9, Int32(folder)])
      #expect(notes.hits[links.hits.range].map(\.child) == [Int32(hit)])
    }
    #expect(notes.folders.count == 4 && notes.hits.count == 2 && notes.rows.map(\.tree) == [0, 1, 2, 3, 4])
  }

  @Test func `a tree without links has no row, and nothing is shared with it`() {
    var notes = TreeNotes()
    let empty = notes.endRow(0, from: 0, 0, sharing: TreeNotes.Links())
    #expect(notes.rows.isEmpty && empty.folders.isEmpty && empty.hits.isEmpty)
    notes.hits.append(TreeNotes.Link(child: 3, name: 8))
    let links = notes.endRow(1, from: 0, 0, sharing: empty)
    #expect(notes.rows.count == 1 && links.folders.isEmpty && links.hits.range == 0..<1)
  }
}
