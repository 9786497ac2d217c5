import KeyhoundCore

/// Which objects are what, as their own headers say.
struct ObjectKinds: Sendable {
  private var trees: BitSet
  /// Commits and tags.
  private var texts: BitSet

  /// Knows nothing of no objects.
  init() {
    (trees, texts) = (BitSet(capacity: 0), BitSet(capacity: 0))
  }

  /// Knows what is in packs.
  init(_ inventory: ObjectInventory) {
    trees = BitSet(capacity: inventory.count)
    texts = BitSet(capacity: inventory.count)
    for (families, start) in zip(inventory.families, inventory.starts) {
      for (kind, entry) in zip(families.kinds, families.entries) {
        switch kind {
        case .tree: trees.insert(start + Int(entry.position))
        case .commit, .tag: texts.insert(start + Int(entry.position))
        case .blob, .unknown: break
        }
      }
    }
  }

  /// Adds what was found of objects that are read one by one.
  mutating func add(_ single: SingleKinds) {
    for number in single.trees { trees.insert(number) }
    for number in single.texts { texts.insert(number) }
  }

  func isTree(_ number: Int) -> Bool { trees.contains(number) }

  /// Whether an object is what an entry of a tree says. What nobody could read may be a file.
  func suit(_ number: Int, isFolder: Bool) -> Bool {
    isFolder ? trees.contains(number) : !trees.contains(number) && !texts.contains(number)
  }
}

/// What a unit of `ContentScreening` notes of objects outside packs that are no blobs.
struct SingleKinds: Sendable {
  var trees: [Int] = []
  var texts: [Int] = []
}
