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
  }

  struct Role: OptionSet {
    let rawValue: UInt8
    static let isFolder = Role(rawValue: 1)
    /// The blob, or a file of that name, has to be searched.
    static let isHit = Role(rawValue: 2)
    /// The name may hold a key.
    static let isSuspiciousName = Role(rawValue: 4)
  }

  private let history: History
  private let names = NameTable()
  private var recent = RecentNumbers()
  private let scratch: ScreenScratch
  private let screenedName = ScreenedText()
  private var suspects = BitSet(capacity: 0)
  private var notes = TreeNotes()
  private var issues: [Issue] = []

  init(_ history: History) {
    self.history = history
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
    record(number, state)
  }

  func prepare(_ bytes: UnsafeRawBufferPointer, into state: ResolvedTree) {
    resolve(-1, bytes, [], [], into: state)
  }

  func visit(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: ResolvedTree, into state: ResolvedTree
  ) {
    resolve(number, bytes, copies, base.entries, into: state)
    record(number, state)
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "tree \(history.inventory.id(of: number)) cannot be read: \(error)"))
  }

  private func record(_ number: Int, _ state: ResolvedTree) {
    for entry in state.entries {
      if entry.role.contains(.isFolder) && entry.child >= 0 { notes.folders.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isHit) && entry.child >= 0 { notes.hits.append(.init(child: entry.child, name: entry.name)) }
      if entry.role.contains(.isSuspiciousName) { notes.hits.append(.init(child: -1, name: entry.name)) }
    }
    notes.endRow(number)
  }

  // MARK: Entries

  private func resolve(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], _ base: [ResolvedTree.Entry],
    into state: ResolvedTree
  ) {
    var entries: [ResolvedTree.Entry] = []
    swap(&entries, &state.entries)
    entries.removeAll(keepingCapacity: true)
    var position = 0
    var rest = copies[...]
    while position < bytes.count {
      while let copy = rest.first, copy.targetEnd <= position { rest.removeFirst() }
      if let copy = rest.first, copy.target <= position, carry(copy, base, from: position, into: &entries) {
        position = Int(entries[entries.count - 1].end)
        continue
      }
      var reader = TreeEntries(bytes.view(position..<bytes.count), format: history.inventory.repository.format)
      guard let entry = reader.next() else {
        if number >= 0 { notes.damaged.append(Int32(number)) }
        break
      }
      position += reader.offset
      entries.append(resolve(number, entry, end: position))
    }
    swap(&entries, &state.entries)
  }

  /// Appends the entries of the base that were copied whole, from the one at `position` of the new tree on.
  /// - Returns: whether there was one.
  private func carry(
    _ copy: CopiedRange, _ base: [ResolvedTree.Entry], from position: Int, into entries: inout [ResolvedTree.Entry]
  ) -> Bool {
    let source = position - copy.target + copy.source
    var index = Self.firstIndex(in: base, endingBehind: source)
    guard index < base.count, (index == 0 ? 0 : Int(base[index - 1].end)) == source, Int(base[index].end) <= copy.sourceEnd
    else { return false }
    let (first, start) = (index, entries.count)
    while index < base.count, Int(base[index].end) <= copy.sourceEnd { index += 1 }
    entries += base[first..<index]
    let shift = Int32(copy.target - copy.source)
    if shift != 0 { for place in start..<entries.count { entries[place].end += shift } }
    return true
  }

  private static func firstIndex(in entries: [ResolvedTree.Entry], endingBehind offset: Int) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if Int(entries[middle].end) <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func resolve(_ tree: Int, _ entry: TreeEntries.Entry, end: Int) -> ResolvedTree.Entry {
    let name = NameTable.hash(of: entry.name)
    let traits = names.traits(of: name) ?? names.note(examine(entry.name, name), of: name)
    var result = ResolvedTree.Entry(end: Int32(end), child: -1, name: name, role: [])
    if entry.mode.isTree { result.role.insert(.isFolder) }
    if traits.contains(.isSuspicious) { result.role.insert(.isSuspiciousName) }
    guard !entry.mode.isGitlink else { return result }
    guard let child = recent.number(of: entry.id, in: history.inventory) else {
      if tree >= 0 { notes.gaps.append(.init(tree: Int32(tree), id: entry.id, name: name)) }
      return result
    }
    result.child = Int32(child)
    if entry.mode.isBlob, traits.contains(.isWanted) || suspects.contains(child) { result.role.insert(.isHit) }
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
