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

  /// Where in a list the hits of a tree are. Versions of a tree that have the same share one stretch.
  struct Stretch: Sendable, Equatable {
    var start: Int32 = 0
    var end: Int32 = 0

    var isEmpty: Bool { start == end }
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// A tree that holds other trees or something of interest.
  struct Row: Sendable {
    var tree: Int32
    /// The row of the tree it was made from, which stands before it; -1 when its folders are all among its edits.
    var base: Int32
    /// Where its edits end; they begin where those of the row before end.
    var editsEnd: Int32
    var hits: Stretch
  }

  /// An entry that names an object no store has, or one of another kind.
  struct Gap: Sendable {
    var tree: Int32
    var id: ObjectID
    var name: NameTable.Hash
    /// Whether it should be a tree.
    var isFolder = false
  }

  var rows: [Row] = []
  /// How the folders in each tree differ from those in the tree it was made from.
  var edits: [FolderEdit] = []
  /// Suspicious blobs, and with a child of -1 suspicious names.
  var hits: [Link] = []
  var gaps: [Gap] = []
  /// Entries that name something else than they say.
  var misfits: [Gap] = []
  /// Names that this worker met for the first time.
  var names: [(hash: NameTable.Hash, text: [UInt8])] = []
  /// Trees whose bytes stop making sense before their end.
  var damaged: [Int32] = []

  /// Gives back what the lists have more than they need: they are kept to the end.
  mutating func trim() {
    rows = rows.withUnsafeBufferPointer { Array($0) }
    edits = edits.withUnsafeBufferPointer { Array($0) }
    hits = hits.withUnsafeBufferPointer { Array($0) }
  }

  /// For each row the last one that is made from it, or -1.
  var lastChildren: [Int32] {
    var last = [Int32](repeating: -1, count: rows.count)
    for (number, row) in rows.enumerated() where row.base >= 0 { last[Int(row.base)] = Int32(number) }
    return last
  }

  /// Adds the row of a tree whose hits, from `hits` on, have been added; one without folders and hits needs none.
  mutating func endRow(_ tree: Int, _ state: ResolvedTree, from hits: Int, madeFrom base: ResolvedTree?) {
    state.hits = Self.end(&self.hits, from: hits, sharing: base?.hits ?? Stretch())
    guard !state.folders.isEmpty || !state.hits.isEmpty else { return }
    let baseRow = addEdits(from: base, to: state.folders)
    state.row = Int32(rows.count)
    rows.append(Row(tree: Int32(tree), base: baseRow, editsEnd: Int32(edits.count), hits: state.hits))
  }

  /// - Returns: the row that the edits belong to; -1 if there is none, or so little is the same that all is written down.
  private mutating func addEdits(from base: ResolvedTree?, to folders: FolderEdit.Links) -> Int32 {
    let start = edits.count
    guard let base, base.row >= 0 else {
      FolderEdit.append(from: FolderEdit.Links(start: nil, count: 0), to: folders, &edits)
      return -1
    }
    FolderEdit.append(from: base.folders, to: folders, &edits)
    guard edits.count - start > folders.count else { return base.row }
    edits.removeLast(edits.count - start)
    return addEdits(from: nil, to: folders)
  }

  /// The stretch from `start` on, or the one that has the same links.
  private static func end(_ links: inout [Link], from start: Int, sharing base: Stretch) -> Stretch {
    let count = links.count - start
    guard count == base.range.count, count > 0,
      links.withUnsafeBufferPointer({ $0[start...].elementsEqual($0[base.range]) })
    else {
      return Stretch(start: Int32(start), end: Int32(links.count))
    }
    links.removeLast(count)
    return base
  }
}
