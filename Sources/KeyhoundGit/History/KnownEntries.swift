import KeyhoundCore

/// The entries of the tree that another one is made from, by the places where they went.
struct KnownEntries {
  private let entries: UnsafeMutableBufferPointer<ResolvedTree.Entry>
  private let copies: UnsafeBufferPointer<CopiedRange>
  private let idCount: Int
  /// The copy in hand, and the entry that is most likely asked for next.
  private var copy = 0
  private var next = 0

  /// Takes a tree, if there is one, whose entries stay where they are, and what was copied from it.
  init(_ tree: ResolvedTree?, _ copies: UnsafeBufferPointer<CopiedRange>, idCount: Int) {
    entries = tree?.entries ?? UnsafeMutableBufferPointer(start: nil, count: 0)
    self.copies = copies
    self.idCount = idCount
  }

  subscript(index: Int) -> ResolvedTree.Entry { entries[index] }

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
  mutating func carry(from first: Int, to position: Int, into new: ResolvedTree) -> Int {
    let sourceEnd = copies[copy].sourceEnd
    next = Int(entries[entries.count - 1].end) <= sourceEnd ? entries.count : first
    while next < entries.count, Int(entries[next].end) <= sourceEnd { next += 1 }
    guard next > first else { return position }
    let (start, shift) = (new.count, Int32(copies[copy].target - copies[copy].source))
    new.append(first..<next, of: entries)
    if shift != 0 { for place in start..<new.count { new.entries[place].end += shift } }
    return Int(new.entries[new.count - 1].end)
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
