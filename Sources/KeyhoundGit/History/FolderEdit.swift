/// One difference between the folders of a tree and those of the tree it was made from. Trees hardly differ from each other, and are kept as
/// edits; a large one that changes with every commit would fill the memory otherwise.
struct FolderEdit: Sendable, Equatable {
  typealias Link = TreeNotes.Link
  typealias Links = UnsafeMutableBufferPointer<Link>

  /// Where in the list of the other tree: the edit removes what stands there, or adds something before it.
  var place: Int32
  /// What the link led to that is removed; -1 when none is.
  var removed: Int32
  /// What is added; leads to -1 when nothing is.
  var added: Link

  private init(_ place: Int, removing removed: Int32 = -1, adding added: Link = Link(child: -1, name: 0)) {
    self.place = Int32(place)
    self.removed = removed
    self.added = added
  }

  /// Appends the edits that make `new` of `old`, in rising order of their places. Both are in the order of their names.
  static func append(from old: Links, to new: Links, _ edits: inout [FolderEdit]) {
    var (before, after) = (0, 0)
    while before < old.count, after < new.count {
      if old[before] == new[after] {
        (before, after) = (before + 1, after + 1)
      } else if old[before].name == new[after].name {
        edits.append(FolderEdit(before, removing: old[before].child, adding: new[after]))
        (before, after) = (before + 1, after + 1)
      } else if isNear(old[before].name, in: new[after...]) {
        edits.append(FolderEdit(before, adding: new[after]))
        after += 1
      } else {
        edits.append(FolderEdit(before, removing: old[before].child))
        before += 1
      }
    }
    for place in before..<old.count { edits.append(FolderEdit(place, removing: old[place].child)) }
    for link in new[after...] { edits.append(FolderEdit(old.count, adding: link)) }
  }

  /// Whether a name comes soon: then what stands before it was added. Where it comes later, there are more edits than there need be.
  private static func isNear(_ name: NameTable.Hash, in links: Slice<Links>) -> Bool {
    links.prefix(8).contains { $0.name == name }
  }
}
