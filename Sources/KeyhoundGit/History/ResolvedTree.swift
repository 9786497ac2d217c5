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
    mutating func lead(to child: Int32, isSuspect: Bool) {
      self.child = child
      if !role.contains(.isFolder), isSuspect || role.contains(.isWanted) { role.insert(.isHit) }
    }
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

  /// Memory of its own: to look into an array costs a count of references, and this is looked into for every tree of a history.
  private var memory = UnsafeMutableBufferPointer<Entry>.allocate(capacity: 64)
  private(set) var count = 0
  /// Where its links stand in the notes.
  var links = TreeNotes.Links()

  deinit {
    memory.deallocate()
  }

  /// Valid until some are added.
  var entries: UnsafeMutableBufferPointer<Entry> { UnsafeMutableBufferPointer(start: memory.baseAddress, count: count) }

  func removeAll() { count = 0 }

  func append(_ entry: Entry) {
    makeRoom(for: 1)
    memory[count] = entry
    count += 1
  }

  func append(_ more: Slice<UnsafeMutableBufferPointer<Entry>>) {
    makeRoom(for: more.count)
    _ = memory[count...].update(fromContentsOf: more)
    count += more.count
  }

  private func makeRoom(for more: Int) {
    guard count + more > memory.count else { return }
    let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: max(count + more, 2 * memory.count))
    _ = larger.update(fromContentsOf: memory[..<count])
    memory.deallocate()
    memory = larger
  }
}
