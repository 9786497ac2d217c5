import KeyhoundCore

/// Reads trees, each from how it differs from the one it is made from: only entries that changed are looked up.
final class TreeVisitor: FamilyVisitor {
  private let history: History
  private let inventory: ObjectInventory
  private let format: ObjectFormat
  private let names = NameTable()
  private var recent = RecentNumbers()
  private let screen: Screen
  private let scratch: ScreenScratch
  private let screenedName = ScreenedText()
  private var suspects = BitSet(capacity: 0)
  private var kinds: ObjectKinds
  private var notes = TreeNotes()
  private var issues: [Issue] = []
  /// The tree whose ids are being brought near, and which of its entries wait for what.
  private var unsettled: Unsettled?
  private var lookups: [Lookup] = []

  /// A tree whose new ids are still to be looked up.
  private struct Unsettled {
    var number: Int
    var state: ResolvedTree
    /// The tree it was made from.
    var base: ResolvedTree?
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
    kinds = ObjectKinds()
    screen = history.screen.forOneWorker()
    scratch = screen.makeScratch()
  }

  /// Begins a unit; blobs in `suspects` are hits.
  func begin(_ suspects: BitSet, _ kinds: ObjectKinds) {
    self.suspects = suspects
    self.kinds = kinds
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
    resolve(number, bytes, copies, base, into: state)
    unsettled = Unsettled(number: number, state: state, base: base)
  }

  /// Finishes the tree in hand.
  private func settle() {
    guard let tree = unsettled.take() else { return }
    if !lookups.isEmpty { lookUp(tree) }
    if tree.number >= 0 { record(tree) }
  }

  /// Takes down where a tree leads.
  private func record(_ tree: Unsettled) {
    let state = tree.state
    let hits = notes.hits.count
    for entry in state.entries where !entry.role.isDisjoint(with: [.isFolder, .isHit, .isSuspiciousName]) {
      if entry.role.contains(.isFolder) && entry.child >= 0 { state.append(folder: .init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isHit) && entry.child >= 0 { notes.hits.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isSuspiciousName) { notes.hits.append(.init(child: -1, name: entry.name)) }
    }
    notes.endRow(tree.number, state, from: hits, madeFrom: tree.base)
  }

  // MARK: Entries

  private func resolve(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], _ base: ResolvedTree?, into state: ResolvedTree
  ) {
    state.removeAll()
    copies.withUnsafeBufferPointer { copies in
      var known = KnownEntries(base, copies, idCount: format.byteCount)
      var position = 0
      while position < bytes.count, let end = enter(at: position, bytes, &known, state) { position = end }
      if position < bytes.count, number >= 0 { notes.damaged.append(Int32(number)) }
    }
  }

  /// Adds the entries at `position` that are the same in the base, or the one that stands there.
  /// - Returns: where they end; `nil` where the bytes make no sense.
  private func enter(
    at position: Int, _ bytes: UnsafeRawBufferPointer, _ known: inout KnownEntries, _ state: ResolvedTree
  ) -> Int? {
    if let first = known.entry(at: position) {
      let end = known.carry(from: first, to: position, into: state)
      if end > position { return end }
      if known.isNameCopied(of: first) { return enter(first, of: known, at: position, bytes, state) }
    }
    var reader = TreeEntries(bytes.view(position..<bytes.count), format: format)
    guard let entry = reader.next() else { return nil }
    enter(entry, end: position + reader.offset, in: state)
    return position + reader.offset
  }

  /// Adds the entry at `position` that has the mode and the name of a known one, but another id.
  private func enter(
    _ index: Int, of known: KnownEntries, at position: Int, _ bytes: UnsafeRawBufferPointer, _ state: ResolvedTree
  ) -> Int? {
    let end = position + known.length(of: index)
    guard end <= bytes.count, let address = bytes.baseAddress else { return nil }
    let id = ObjectID(format, at: address + end - format.byteCount)
    enter(id, named: known[index].name, known[index].role, end: end, in: state)
    return end
  }

  private func enter(_ entry: TreeEntries.Entry, end: Int, in state: ResolvedTree) {
    let name = NameTable.hash(of: entry.name)
    let traits = names.traits(of: name) ?? names.note(examine(entry.name, name), of: name)
    var role = ResolvedTree.Role()
    if entry.mode.isTree { role.insert(.isFolder) }
    if entry.mode.isGitlink { role.insert(.isGitlink) }
    if traits.contains(.isSuspicious) { role.insert(.isSuspiciousName) }
    if traits.contains(.isWanted), entry.mode.isBlob { role.insert(.isWanted) }
    enter(entry.id, named: name, role, end: end, in: state)
  }

  /// Adds an entry whose id is to be looked up. All that the name and the mode of the entry tell is in `role`.
  private func enter(
    _ id: ObjectID, named name: NameTable.Hash, _ role: ResolvedTree.Role, end: Int, in state: ResolvedTree
  ) {
    if !role.contains(.isGitlink) {
      let number = recent.number(of: id)
      if number == nil { inventory.bringNear(id) }
      lookups.append(Lookup(entry: state.count, id: id, number: number))
    }
    state.append(.init(end: Int32(end), child: -1, name: name, role: role.subtracting(.isHit)))
  }

  /// Looks the new ids of a tree up.
  private func lookUp(_ tree: Unsettled) {
    for index in lookups.indices {
      let lookup = lookups[index]
      let entry = tree.state.entries[lookup.entry]
      guard let child = number(of: lookup) else {
        if tree.number >= 0 { notes.gaps.append(.init(tree: Int32(tree.number), id: lookup.id, name: entry.name)) }
        continue
      }
      let isFolder = entry.role.contains(.isFolder)
      if !kinds.suit(Int(child), isFolder: isFolder), tree.number >= 0 {
        notes.misfits.append(.init(tree: Int32(tree.number), id: lookup.id, name: entry.name, isFolder: isFolder))
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
    let isWanted = screen.looksAtPaths || history.extractors.contains { $0.isConcerned(withFileNamed: name) }
    if isWanted { traits.insert(.isWanted) }
    return traits
  }
}
