import KeyhoundCore

/// Reads trees, each from how it differs from the one it is made from: only entries that changed are looked up.
final class TreeVisitor: FamilyVisitor {
  /// A tree with its entries looked up.
  final class ResolvedTree {
    struct Entry {
      /// Where the entry ends in the bytes of the tree; it begins where the one before ends.
      var end: Int32
      /// The number of the object; -1 when there is none here.
      var child: Int32
      var name: NameTable.Hash
      var role: Role
    }

    fileprivate(set) var entries: [Entry] = []
    /// Where its links stand in the notes.
    fileprivate var links = (folders: TreeNotes.Stretch(), hits: TreeNotes.Stretch())
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

  private let history: History
  private let format: ObjectFormat
  private let names = NameTable()
  private var recent = RecentNumbers()
  private let scratch: ScreenScratch
  private let screenedName = ScreenedText()
  private var suspects = BitSet(capacity: 0)
  private var notes = TreeNotes()
  private var issues: [Issue] = []

  init(_ history: History) {
    self.history = history
    format = history.inventory.repository.format
    scratch = history.screen.makeScratch()
  }

  /// Begins a unit; blobs in `suspects` are hits.
  func begin(_ suspects: BitSet) {
    self.suspects = suspects
    notes = TreeNotes()
    issues = []
  }

  /// Tells `sink` what was visited since `begin`.
  func finish(into sink: any UnitSink) {
    issues.forEach(sink.report)
    notes.trim()
    sink.note(notes)
    notes = TreeNotes()
  }

  func makeState() -> ResolvedTree { ResolvedTree() }

  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, into state: ResolvedTree) {
    resolve(number, bytes, [], [], into: state)
    record(number, state, sharing: (TreeNotes.Stretch(), TreeNotes.Stretch()))
  }

  func prepare(_ bytes: UnsafeRawBufferPointer, into state: ResolvedTree) {
    resolve(-1, bytes, [], [], into: state)
    state.links = (TreeNotes.Stretch(), TreeNotes.Stretch())
  }

  func visit(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: ResolvedTree, into state: ResolvedTree
  ) {
    resolve(number, bytes, copies, base.entries, into: state)
    record(number, state, sharing: base.links)
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "tree \(history.inventory.id(of: number)) cannot be read: \(error)"))
  }

  /// Takes down where a tree leads; `base` are the stretches of the tree it was made from.
  private func record(_ number: Int, _ state: ResolvedTree, sharing base: (folders: TreeNotes.Stretch, hits: TreeNotes.Stretch)) {
    let (folders, hits) = (notes.folders.count, notes.hits.count)
    for entry in state.entries {
      if entry.role.contains(.isFolder) && entry.child >= 0 { notes.folders.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isHit) && entry.child >= 0 { notes.hits.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isSuspiciousName) { notes.hits.append(.init(child: -1, name: entry.name)) }
    }
    state.links = notes.endRow(number, from: folders, hits, sharing: base)
  }

  // MARK: Entries

  private func resolve(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], _ base: [ResolvedTree.Entry],
    into state: ResolvedTree
  ) {
    var entries: [ResolvedTree.Entry] = []
    swap(&entries, &state.entries)
    entries.removeAll(keepingCapacity: true)
    base.withUnsafeBufferPointer { base in
      var known = KnownEntries(base, copies, idCount: format.byteCount)
      var position = 0
      while position < bytes.count {
        if let first = known.entry(at: position) {
          let end = known.carry(from: first, to: position, into: &entries)
          if end > position {
            position = end
            continue
          }
          if known.isNameCopied(of: first) {
            let end = position + known.length(of: first)
            guard end <= bytes.count, let address = bytes.baseAddress else { break }
            let id = ObjectID(format, at: address + end - format.byteCount)
            entries.append(resolve(number, id, named: base[first].name, base[first].role, end: end))
            position = end
            continue
          }
        }
        var reader = TreeEntries(bytes.view(position..<bytes.count), format: format)
        guard let entry = reader.next() else { break }
        position += reader.offset
        entries.append(resolve(number, entry, end: position))
      }
      if position < bytes.count, number >= 0 { notes.damaged.append(Int32(number)) }
    }
    swap(&entries, &state.entries)
  }

  private func resolve(_ tree: Int, _ entry: TreeEntries.Entry, end: Int) -> ResolvedTree.Entry {
    let name = NameTable.hash(of: entry.name)
    let traits = names.traits(of: name) ?? names.note(examine(entry.name, name), of: name)
    var role = Role()
    if entry.mode.isTree { role.insert(.isFolder) }
    if entry.mode.isGitlink { role.insert(.isGitlink) }
    if traits.contains(.isSuspicious) { role.insert(.isSuspiciousName) }
    if traits.contains(.isWanted), entry.mode.isBlob { role.insert(.isWanted) }
    return resolve(tree, entry.id, named: name, role, end: end)
  }

  /// Looks an id up. All that the name and the mode of the entry tell is in `role`.
  private func resolve(_ tree: Int, _ id: ObjectID, named name: NameTable.Hash, _ role: Role, end: Int) -> ResolvedTree.Entry {
    var result = ResolvedTree.Entry(end: Int32(end), child: -1, name: name, role: role.subtracting(.isHit))
    guard !role.contains(.isGitlink) else { return result }
    guard let child = recent.number(of: id, in: history.inventory) else {
      if tree >= 0 { notes.gaps.append(.init(tree: Int32(tree), id: id, name: name)) }
      return result
    }
    result.child = Int32(child)
    if !role.contains(.isFolder), role.contains(.isWanted) || suspects.contains(child) { result.role.insert(.isHit) }
    return result
  }

  /// Looks at a name that is met for the first time.
  private func examine(_ name: UnsafeRawBufferPointer, _ hash: NameTable.Hash) -> NameTable.Traits {
    notes.names.append((hash, Array(name)))
    var traits = NameTable.Traits()
    history.screen.screen(name, into: screenedName, scratch)
    if screenedName.isSuspicious { traits.insert(.isSuspicious) }
    if history.extractors.contains(where: { $0.isConcerned(withFileNamed: name) }) { traits.insert(.isWanted) }
    return traits
  }
}

/// The entries of the tree that another one is made from, by the places where they went.
private struct KnownEntries {
  private let entries: UnsafeBufferPointer<TreeVisitor.ResolvedTree.Entry>
  private let copies: [CopiedRange]
  private let idCount: Int
  /// The copy in hand, and the entry that is most likely asked for next.
  private var copy = 0
  private var next = 0

  init(_ entries: UnsafeBufferPointer<TreeVisitor.ResolvedTree.Entry>, _ copies: [CopiedRange], idCount: Int) {
    self.entries = entries
    self.copies = copies
    self.idCount = idCount
  }

  private func start(of index: Int) -> Int { index == 0 ? 0 : Int(entries[index - 1].end) }

  /// Bytes of an entry.
  func length(of index: Int) -> Int { Int(entries[index].end) - start(of: index) }

  /// The entry that begins where `position` of the new tree was copied from; positions rise from call to call.
  mutating func entry(at position: Int) -> Int? {
    while copy < copies.count, copies[copy].targetEnd <= position { copy += 1 }
    guard copy < copies.count, copies[copy].target <= position else { return nil }
    let source = position - copies[copy].target + copies[copy].source
    if next >= entries.count || start(of: next) != source { next = firstIndex(endingBehind: source) }
    return next < entries.count && start(of: next) == source ? next : nil
  }

  /// Appends the entries from `first` on, which goes to `position`, as far as they were copied whole.
  /// - Returns: where the last one ends.
  mutating func carry(from first: Int, to position: Int, into new: inout [TreeVisitor.ResolvedTree.Entry]) -> Int {
    let sourceEnd = copies[copy].sourceEnd
    next = first
    while next < entries.count, Int(entries[next].end) <= sourceEnd { next += 1 }
    guard next > first else { return position }
    let (start, shift) = (new.count, Int32(copies[copy].target - copies[copy].source))
    new.append(contentsOf: UnsafeBufferPointer(rebasing: entries[first..<next]))
    if shift != 0 { for place in start..<new.count { new[place].end += shift } }
    return Int(new[new.count - 1].end)
  }

  /// Whether everything of the entry but its id was copied, where `entry(at:)` found it.
  func isNameCopied(of index: Int) -> Bool { Int(entries[index].end) - idCount <= copies[copy].sourceEnd }

  private func firstIndex(endingBehind offset: Int) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if Int(entries[middle].end) <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
