/// Compares a tree with those before it, object by object: no configuration and no attribute has a say.
struct TreeDiff {
  /// Folders that could not be read, which hide what is in them.
  private(set) var problems: [Problem] = []
  private let reader: ObjectReader
  private let format: ObjectFormat
  private var changes: [Change] = []
  /// For each parent, what it has and the tree has not; folders not yet looked into.
  private var gone: [[(path: [UInt8], entry: TreeEntry)]] = []
  /// How deep the tree in hand is nested.
  private var depth = 0
  /// The trees that were compared: one that comes again costs as much as is in it.
  private var seen: Set<ObjectID> = []
  private let paths: Int
  private var budget: TreeBudget
  /// Why some trees were not followed, as far as that has been said.
  private var reasons: Set<String> = []

  struct Problem {
    var path: [UInt8]
    var error: GitError
  }

  /// - Parameter paths: how far one comparison goes; see `TreeBudget`.
  init(reader: ObjectReader, format: ObjectFormat, paths: Int = TreeBudget.paths) {
    self.reader = reader
    self.format = format
    self.paths = paths
    budget = TreeBudget(paths: paths)
  }

  /// What `tree` holds that none of `parents` holds at the same path, in the order of the tree. Without parents that is everything.
  mutating func changes(in tree: ObjectID, since parents: [ObjectID]) -> [Change] {
    changes = []
    problems = []
    seen = []
    budget = TreeBudget(paths: paths)
    reasons = []
    gone = parents.map { _ in [] }
    compare(tree, parents, path: [])
    addGoneFiles()
    return changes
  }

  private mutating func compare(_ tree: ObjectID, _ parents: [ObjectID?], path: [UInt8]) {
    guard isFollowed(tree, path), let new = read(tree, path) else { return }
    depth += 1
    defer { depth -= 1 }
    let old = parents.map { id in id.flatMap { read($0, path) } ?? Tree() }
    if !seen.insert(tree).inserted { _ = budget.spend(old.reduce(new.entries.count) { $0 + $1.entries.count }) }
    let oldByName = old.map(\.byName)
    for (name, entry) in zip(new.names, new.entries) {
      compare(entry, oldByName.map { $0[name] }, path: path + name)
    }
    let names = Set(new.names)
    for index in old.indices {
      for (name, entry) in zip(old[index].names, old[index].entries) where !names.contains(name) {
        gone[index].append((path + name, entry))
      }
    }
  }

  /// Whether a tree is looked into. If not, that is a problem, which is told of the first such tree.
  private mutating func isFollowed(_ tree: ObjectID, _ path: [UInt8]) -> Bool {
    let isDeep = depth >= TreeBudget.deepest
    if !isDeep, budget.spend() { return true }
    let reason = isDeep ? "folders are nested more than \(TreeBudget.deepest) deep" : "there are more paths than are followed"
    if reasons.insert(reason).inserted {
      problems.append(Problem(path: path, error: .unfollowed(place: "tree \(tree)", reason: reason)))
    }
    return false
  }

  private mutating func compare(_ entry: TreeEntry, _ older: [TreeEntry?], path: [UInt8]) {
    guard !older.contains(where: { $0?.holdsSame(as: entry) ?? false }) else { return }
    if entry.mode.isTree {
      return compare(entry.id, older.map { $0?.mode.isTree == true ? $0?.id : nil }, path: path + [Self.slash])
    }
    changes.append(Change(path: path, entry: entry, older: older.map(Self.older)))
  }

  private static func older(_ entry: TreeEntry?) -> Change.Older {
    guard let entry, entry.mode.isBlob else { return .absent(GoneFiles()) }
    return .blob(entry.id)
  }

  /// Tells the new paths what has gone, which is looked up only when there are any.
  private mutating func addGoneFiles() {
    for parent in gone.indices {
      let added = changes.indices.filter { index in
        if case .absent = changes[index].older[parent] { true } else { false }
      }
      guard !added.isEmpty else { continue }
      let files = goneFiles(of: parent)
      for index in added { changes[index].older[parent] = .absent(files) }
    }
  }

  private mutating func goneFiles(of parent: Int) -> GoneFiles {
    var files = GoneFiles()
    var waiting = Array(gone[parent].reversed())
    // Folders without files could go on for ever.
    var budget = TreeBudget(paths: paths)
    while let (path, entry) = waiting.popLast(), files.count < GoneFiles.limit, budget.spend() {
      if entry.mode.isTree, let tree = read(entry.id, path) {
        waiting += zip(tree.names, tree.entries).reversed().map { (path + [Self.slash] + $0, $1) }
      } else if entry.mode.isBlob {
        files.append(path, entry.id)
      }
    }
    return files
  }

  private mutating func read(_ id: ObjectID, _ path: [UInt8]) -> Tree? {
    do throws(GitError) {
      let (kind, bytes) = try reader.read(id)
      guard kind == .tree, let tree = Tree(bytes, format: format) else {
        throw .damaged(place: "tree \(id)", reason: "its entries make no sense")
      }
      return tree
    } catch {
      problems.append(Problem(path: path, error: error))
      return nil
    }
  }

  private static let slash = UInt8(ascii: "/")
}
