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

  /// Where in a list the links of a tree are. Versions of a tree that have the same share one stretch.
  struct Stretch: Sendable, Equatable {
    var start: Int32 = 0
    var end: Int32 = 0

    var isEmpty: Bool { start == end }
    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Where the links of a tree are.
  struct Links: Sendable {
    var folders = Stretch()
    var hits = Stretch()
  }

  /// A tree that holds other trees or something of interest, with its stretches of `folders` and `hits`.
  struct Row: Sendable {
    var tree: Int32
    var folders: Stretch
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
  var folders: [Link] = []
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
    folders = folders.withUnsafeBufferPointer { Array($0) }
    hits = hits.withUnsafeBufferPointer { Array($0) }
  }

  /// Ends a tree's row, of which all links from `folders` and `hits` on have been added; one without links needs none.
  /// - Parameter base: the links of the tree it was made from.
  /// - Returns: its own.
  mutating func endRow(_ tree: Int, from folders: Int, _ hits: Int, sharing base: Links) -> Links {
    let links = Links(
      folders: Self.end(&self.folders, from: folders, sharing: base.folders),
      hits: Self.end(&self.hits, from: hits, sharing: base.hits))
    if !links.folders.isEmpty || !links.hits.isEmpty {
      rows.append(Row(tree: Int32(tree), folders: links.folders, hits: links.hits))
    }
    return links
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
