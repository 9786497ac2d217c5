/// Answers what a commit has at a path, and remembers the folders it has read.
struct HeadLookup {
  private let root: ObjectID
  private let format: ObjectFormat
  private var folders: [ObjectID: [[UInt8]: TreeEntry]] = [:]

  /// Looks into the tree `root`.
  init(tree root: ObjectID, format: ObjectFormat) {
    self.root = root
    self.format = format
  }

  /// The entry at `path`; `nil` when there is none, or a folder on the way cannot be read.
  mutating func entry(at path: [UInt8], _ reader: ObjectReader) -> TreeEntry? {
    var entry: TreeEntry?
    var folder = root
    for name in path.split(separator: UInt8(ascii: "/")) {
      if let entry, !entry.mode.isTree { return nil }
      entry = entries(of: folder, reader)[Array(name)]
      guard let found = entry else { return nil }
      folder = found.id
    }
    return entry
  }

  private mutating func entries(of folder: ObjectID, _ reader: ObjectReader) -> [[UInt8]: TreeEntry] {
    if let known = folders[folder] { return known }
    let object = try? reader.read(folder)
    let tree = object.flatMap { $0.kind == .tree ? Tree($0.bytes, format: format) : nil }
    folders[folder] = tree?.byName ?? [:]
    return folders[folder] ?? [:]
  }
}
