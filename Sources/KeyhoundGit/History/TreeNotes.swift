/// What a unit of `TreeReading` notes of the trees it made.
struct TreeNotes: Sendable {
  /// Where an entry leads: an object by its number, and the hash of the entry's name.
  struct Link: Sendable, Equatable {
    var child: Int32
    // In halves, which need no padding: there are millions of links.
    private var nameHigh: UInt32
    private var nameLow: UInt32

    var name: NameTable.Hash { UInt64(nameHigh) << 32 | UInt64(nameLow) }

    init(child: Int32, name: NameTable.Hash) {
      self.child = child
      nameHigh = UInt32(name >> 32)
      nameLow = UInt32(truncatingIfNeeded: name)
    }
  }

  /// A tree that holds other trees or something of interest, with the ends of its stretches of `folders` and `hits`.
  struct Row: Sendable {
    var tree: Int32
    var foldersEnd: Int32
    var hitsEnd: Int32
  }

  /// An entry that names an object no store has.
  struct Gap: Sendable {
    var tree: Int32
    var id: ObjectID
    var name: NameTable.Hash
  }

  var rows: [Row] = []
  var folders: [Link] = []
  /// Suspicious blobs, and with a child of -1 suspicious names.
  var hits: [Link] = []
  var gaps: [Gap] = []
  /// Names that this worker met for the first time.
  var names: [(hash: NameTable.Hash, text: [UInt8])] = []
  /// Trees whose bytes stop making sense before their end.
  var damaged: [Int32] = []

  /// Gives back what the lists have more than they need: they are kept to the end.
  mutating func trim() {
    rows = rows.withUnsafeBufferPointer { Array($0) }
    folders = folders.withUnsafeBufferPointer { Array($0) }
    hits = hits.withUnsafeBufferPointer { Array($0) }
  }

  /// Ends a tree's row; one without links needs none.
  mutating func endRow(_ tree: Int) {
    guard folders.count > Int(rows.last?.foldersEnd ?? 0) || hits.count > Int(rows.last?.hitsEnd ?? 0) else { return }
    rows.append(Row(tree: Int32(tree), foldersEnd: Int32(folders.count), hitsEnd: Int32(hits.count)))
  }
}
