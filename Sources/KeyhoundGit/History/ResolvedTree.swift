/// A tree with its entries looked up.
final class ResolvedTree {
  struct Entry {
    /// Where the entry ends in the bytes of the tree; it begins where the one before ends.
    var end: Int32
    /// The number of the object; -1 when there is none here.
    var child: Int32
    var name: NameTable.Hash
    var role: Role

    /// Enters what the entry names.
    mutating func lead(to child: Int32, isSuspect: Bool) {
      self.child = child
      if !role.contains(.isFolder), isSuspect || role.contains(.isWanted) { role.insert(.isHit) }
    }
  }

  struct Role: OptionSet {
    let rawValue: UInt8
    static let isFolder = Role(rawValue: 1)
    /// The blob, or a file of that name, has to be searched.
    static let isHit = Role(rawValue: 2)
    /// The name may hold a key.
    static let isSuspiciousName = Role(rawValue: 4)
    /// A file whose name tells that it has to be looked at whatever it holds.
    static let isWanted = Role(rawValue: 8)
    /// A submodule, whose commit is not here.
    static let isGitlink = Role(rawValue: 16)
  }

  private var list = GrowingList<Entry>()
  private var folderList = GrowingList<TreeNotes.Link>()
  /// Its row in the notes of the unit, or -1, and where its hits stand there.
  var row: Int32 = -1
  var hits = TreeNotes.Stretch()

  var count: Int { list.count }
  /// Valid until some are added.
  var entries: UnsafeMutableBufferPointer<Entry> { list.elements }
  /// The trees in it; valid until some are added.
  var folders: UnsafeMutableBufferPointer<TreeNotes.Link> { folderList.elements }

  func removeAll() {
    list.removeAll()
    folderList.removeAll()
    (row, hits) = (-1, TreeNotes.Stretch())
  }

  func append(_ entry: Entry) { list.append(entry) }

  func append(_ range: Range<Int>, of entries: UnsafeMutableBufferPointer<Entry>) { list.append(range, of: entries) }

  func append(folder: TreeNotes.Link) { folderList.append(folder) }
}
