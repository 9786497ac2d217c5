import KeyhoundCore

/// What a path of a tree or an index holds.
struct TreeEntry: Sendable {
  var mode: FileMode
  var id: ObjectID

  /// Whether both hold the same. Who may execute a file makes no difference.
  func holdsSame(as other: TreeEntry) -> Bool {
    id == other.id && mode.isTree == other.mode.isTree && mode.isSymbolicLink == other.mode.isSymbolicLink
      && mode.isGitlink == other.mode.isGitlink
  }
}

/// The entries of a tree object by name, kept after its bytes have gone.
struct Tree {
  private(set) var names: [[UInt8]] = []
  private(set) var entries: [TreeEntry] = []

  init() {}

  /// Takes a tree object apart.
  /// - Returns: `nil` when it is damaged.
  init?(_ bytes: UnsafeRawBufferPointer, format: ObjectFormat) {
    var rest = TreeEntries(bytes, format: format)
    while let entry = rest.next() {
      names.append(Array(entry.name))
      entries.append(TreeEntry(mode: entry.mode, id: entry.id))
    }
    if rest.isDamaged { return nil }
  }

  /// The entry of each name.
  var byName: [[UInt8]: TreeEntry] { Dictionary(zip(names, entries), uniquingKeysWith: { first, _ in first }) }
}
