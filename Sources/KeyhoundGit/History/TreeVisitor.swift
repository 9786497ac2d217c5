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

      /// Enters what the entry names.
      fileprivate mutating func lead(to child: Int32, isSuspect: Bool) {
        self.child = child
        if !role.contains(.isFolder), isSuspect || role.contains(.isWanted) { role.insert(.isHit) }
      }
    }

    fileprivate(set) var entries: [Entry] = []
    /// Where its links stand in the notes.
    fileprivate var links = Links()
  }

  fileprivate struct Links {
    var folders = TreeNotes.Stretch()
    var hits = TreeNotes.Stretch()
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
  private let inventory: ObjectInventory
  private let format: ObjectFormat
  private let names = NameTable()
  private var recent = RecentNumbers()
  private let screen: Screen
  private let scratch: ScreenScratch
  private let screenedName = ScreenedText()
  private var suspects = BitSet(capacity: 0)
  private var notes = TreeNotes()
  private var issues: [Issue] = []
  /// The tree whose ids are being brought near, and which of its entries wait for what.
  private var unsettled: Unsettled?
  private var lookups: [Lookup] = []

  /// A tree whose new ids are still to be looked up.
  private struct Unsettled {
    var number: Int
    var state: ResolvedTree
    /// Where the links of the tree it was made from stand.
    var base: Links
  }

  /// An entry whose child is not known, or has just become known.
  private struct Lookup {
    var entry: Int
    var id: ObjectID
    var number: Int32?
  }

  init(_ history: History) {
    self.history = history
    inventory = history.inventory
    format = inventory.repository.format
    screen = history.screen.forOneWorker()
    scratch = screen.makeScratch()
  }

  /// Begins a unit; blobs in `suspects` are hits.
  func begin(_ suspects: BitSet) {
    self.suspects = suspects
    notes = TreeNotes()
    issues = []
  }

  /// Tells `sink` what was visited since `begin`.
  func finish(into sink: any UnitSink) {
    settle()
    issues.forEach(sink.report)
    notes.trim()
    sink.note(notes)
    notes = TreeNotes()
  }

  func makeState() -> ResolvedTree { ResolvedTree() }

  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, into state: ResolvedTree) {
    read(number, bytes, [], of: nil, into: state)
  }

  func prepare(_ bytes: UnsafeRawBufferPointer, into state: ResolvedTree) {
    read(-1, bytes, [], of: nil, into: state)
  }

  func visit(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: ResolvedTree, into state: ResolvedTree
  ) {
    read(number, bytes, copies, of: base, into: state)
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "tree \(inventory.id(of: number)) cannot be read: \(error)"))
  }

  /// Reads a tree, for which the one before has to be finished. Its ids are looked up when the next one comes: until then the table has
  /// time to come near.
  private func read(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: ResolvedTree?, into state: ResolvedTree
  ) {
    settle()
    resolve(number, bytes, copies, base?.entries ?? [], into: state)
    unsettled = Unsettled(number: number, state: state, base: base?.links ?? Links())
  }

  /// Finishes the tree in hand.
  private func settle() {
    guard let tree = unsettled else { return }
    unsettled = nil
    if !lookups.isEmpty { lookUp(tree) }
    tree.state.links = Links()
    if tree.number >= 0 { record(tree) }
  }

  /// Takes down where a tree leads.
  private func record(_ tree: Unsettled) {
    let state = tree.state
    let (folders, hits) = (notes.folders.count, notes.hits.count)
    for entry in state.entries where !entry.role.isDisjoint(with: [.isFolder, .isHit, .isSuspiciousName]) {
      if entry.role.contains(.isFolder) && entry.child >= 0 { notes.folders.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isHit) && entry.child >= 0 { notes.hits.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isSuspiciousName) { notes.hits.append(.init(child: -1, name: entry.name)) }
    }
    let links = notes.endRow(tree.number, from: folders, hits, sharing: (tree.base.folders, tree.base.hits))
    state.links = Links(folders: links.folders, hits: links.hits)
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
            enter(id, named: base[first].name, base[first].role, end: end, in: &entries)
            position = end
            continue
          }
        }
        var reader = TreeEntries(bytes.view(position..<bytes.count), format: format)
        guard let entry = reader.next() else { break }
        position += reader.offset
        enter(entry, end: position, in: &entries)
      }
      if position < bytes.count, number >= 0 { notes.damaged.append(Int32(number)) }
    }
    swap(&entries, &state.entries)
  }

  private func enter(_ entry: TreeEntries.Entry, end: Int, in entries: inout [ResolvedTree.Entry]) {
    let name = NameTable.hash(of: entry.name)
    let traits = names.traits(of: name) ?? names.note(examine(entry.name, name), of: name)
    var role = Role()
    if entry.mode.isTree { role.insert(.isFolder) }
    if entry.mode.isGitlink { role.insert(.isGitlink) }
    if traits.contains(.isSuspicious) { role.insert(.isSuspiciousName) }
    if traits.contains(.isWanted), entry.mode.isBlob { role.insert(.isWanted) }
    enter(entry.id, named: name, role, end: end, in: &entries)
  }

  /// Adds an entry whose id is to be looked up. All that the name and the mode of the entry tell is in `role`.
  private func enter(
    _ id: ObjectID, named name: NameTable.Hash, _ role: Role, end: Int, in entries: inout [ResolvedTree.Entry]
  ) {
    if !role.contains(.isGitlink) {
      let number = recent.number(of: id)
      if number == nil { inventory.bringNear(id) }
      lookups.append(Lookup(entry: entries.count, id: id, number: number))
    }
    entries.append(.init(end: Int32(end), child: -1, name: name, role: role.subtracting(.isHit)))
  }

  /// Looks the new ids of a tree up.
  private func lookUp(_ tree: Unsettled) {
    for lookup in lookups {
      guard let child = number(of: lookup) else {
        let name = tree.state.entries[lookup.entry].name
        if tree.number >= 0 { notes.gaps.append(.init(tree: Int32(tree.number), id: lookup.id, name: name)) }
        continue
      }
      tree.state.entries[lookup.entry].lead(to: child, isSuspect: suspects.contains(Int(child)))
    }
    lookups.removeAll(keepingCapacity: true)
  }

  private func number(of lookup: Lookup) -> Int32? {
    if let number = lookup.number { return number }
    guard let number = inventory.number(of: lookup.id).map(Int32.init) else { return nil }
    // The leading word tells ids apart unless there are some that begin alike.
    if !inventory.hasTwins { recent.note(number, of: lookup.id) }
    return number
  }

  /// Looks at a name that is met for the first time.
  private func examine(_ name: UnsafeRawBufferPointer, _ hash: NameTable.Hash) -> NameTable.Traits {
    notes.names.append((hash, Array(name)))
    var traits = NameTable.Traits()
    screen.screen(name, into: screenedName, scratch)
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
    if next >= entries.count || start(of: next) != source {
      let isFollowing = next < entries.count && Int(entries[next].end) == source
      next = isFollowing ? next + 1 : firstIndex(endingBehind: source)
    }
    return next < entries.count && start(of: next) == source ? next : nil
  }

  /// Appends the entries from `first` on, which goes to `position`, as far as they were copied whole.
  /// - Returns: where the last one ends.
  mutating func carry(from first: Int, to position: Int, into new: inout [TreeVisitor.ResolvedTree.Entry]) -> Int {
    let sourceEnd = copies[copy].sourceEnd
    next = Int(entries[entries.count - 1].end) <= sourceEnd ? entries.count : first
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
