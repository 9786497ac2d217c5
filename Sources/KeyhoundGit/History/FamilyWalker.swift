import KeyhoundCore

/// What is done with the objects of a family, one after the other, each after the one it is made from.
protocol FamilyVisitor: AnyObject {
  /// What the visitor remembers of an object while others are made from it.
  associatedtype State: AnyObject

  func makeState() -> State
  /// Looks at an object that was not made from another, or whose origin is of no interest.
  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, into state: State)
  /// Remembers an object from which others will be made, and which is visited elsewhere.
  func prepare(_ bytes: UnsafeRawBufferPointer, into state: State)
  /// Looks at an object that was made from one looked at before.
  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: State, into state: State)
  /// Takes notice that an object cannot be read.
  func fail(_ number: Int, _ error: GitError)
}

/// Makes the objects of families, depth first, so that every delta is inflated once and memory is used again.
///
/// Of the objects made from one, the one with most descendants comes last, when its base is no longer needed: no more objects are held at a
/// time than the binary logarithm of the family's size.
final class FamilyWalker<Visitor: FamilyVisitor> {
  private let inventory: ObjectInventory
  private let reader: ObjectReader
  private let visitor: Visitor
  private let inflater = Inflater()
  private let delta = ReadBuffer(capacity: 1 << 14)
  private var copies: [CopiedRange] = []
  private var spareLevels: [Level] = []
  private var window: PackWindow?

  /// An object in memory, and how far its descendants have been visited.
  private final class Level {
    var buffer = ReadBuffer(capacity: 1 << 14)
    var count = 0
    var rank = 0
    let state: Visitor.State
    /// Whether the object could be read.
    var isSound = false
    var nextChild: Int32 = -1
    var heaviest: Int32 = -1

    init(_ state: Visitor.State) {
      self.state = state
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer.bytes).view(0..<count) }
  }

  init(_ inventory: ObjectInventory, _ reader: ObjectReader, _ visitor: Visitor) {
    self.inventory = inventory
    self.reader = reader
    self.visitor = visitor
  }

  /// Visits the objects of one piece.
  func walk(_ piece: FamilyPlan.Piece, pack: Int) {
    let families = inventory.families[pack]
    families.entries.withUnsafeBufferPointer { entries in
      let window = window(on: families.pack)
      let walk = Walk(families: families, entries: entries, start: inventory.starts[pack], window: window)
      let parent = piece.parent < 0 ? nil : makeParent(Int(piece.parent), walk)
      for member in families.plan.members[piece.members] {
        let first = takeLevel()
        visit(Int(member), from: parent, into: first, walk)
        descend(from: first, walk)
      }
      parent.map(putBack)
    }
  }

  /// Memory for a result of this size is made whether its delta adds up or not.
  private static var unquestionedSize: Int { 1 << 20 }
  /// Larger memory is not kept for the next object.
  private static var keptCapacity: Int { 8 << 20 }

  private struct Walk {
    let families: PackFamilies
    let entries: UnsafeBufferPointer<FamilyEntry>
    let start: Int
    let window: PackWindow

    func number(_ rank: Int) -> Int { start + Int(entries[rank].position) }
  }

  private func window(on pack: Pack) -> PackWindow {
    if let window, window.pack === pack { return window }
    let window = PackWindow(pack, blockBits: 12, slots: 512)
    self.window = window
    return window
  }

  // MARK: The way through a family

  private func descend(from first: Level, _ walk: Walk) {
    var stack = [first]
    openChildren(first, walk)
    while let level = stack.last {
      if let child = nextChild(level, walk) {
        let next = takeLevel()
        visit(child, from: level, into: next, walk)
        openChildren(next, walk)
        if next.heaviest < 0 { putBack(next) } else { stack.append(next) }
      } else if level.heaviest >= 0 {
        let next = takeLevel()
        visit(Int(level.heaviest), from: level, into: next, walk)
        openChildren(next, walk)
        stack[stack.count - 1] = next
        putBack(level)
      } else {
        putBack(stack.removeLast())
      }
    }
  }

  private func openChildren(_ level: Level, _ walk: Walk) {
    let entry = walk.entries[level.rank]
    (level.nextChild, level.heaviest) = (entry.firstChild, entry.heaviestChild)
  }

  /// The next child but the heaviest.
  private func nextChild(_ level: Level, _ walk: Walk) -> Int? {
    while level.nextChild >= 0 {
      let child = level.nextChild
      level.nextChild = walk.entries[Int(child)].nextSibling
      if child != level.heaviest { return Int(child) }
    }
    return nil
  }

  private func takeLevel() -> Level { spareLevels.popLast() ?? Level(visitor.makeState()) }

  private func putBack(_ level: Level) {
    if level.buffer.capacity > Self.keptCapacity { level.buffer = ReadBuffer(capacity: 1 << 14) }
    spareLevels.append(level)
  }

  // MARK: Objects

  private func visit(_ rank: Int, from base: Level?, into level: Level, _ walk: Walk) {
    level.rank = rank
    level.isSound = true
    do throws(GitError) {
      try make(rank, from: base, into: level, walk)
      let number = walk.number(rank)
      if let base {
        visitor.visit(number, level.bytes, copies, of: base.state, into: level.state)
      } else {
        visitor.visit(number, level.bytes, into: level.state)
      }
    } catch {
      recover(rank, from: error, into: level, walk)
    }
  }

  /// Makes an object from its entry, and leaves in `copies` what a delta copied.
  private func make(_ rank: Int, from base: Level?, into level: Level, _ walk: Walk) throws(GitError) {
    let pack = walk.families.pack
    let offset = walk.entries[rank].offset
    let bytes = walk.window.bytes(at: offset, count: walk.families.packedSize(ofRank: rank))
    let entry = try pack.entry(at: offset, in: bytes)
    guard let base else {
      level.count = entry.size
      return try inflate(entry, of: pack, at: offset, bytes, into: level.buffer)
    }
    guard base.isSound else { throw pack.damaged(offset, "what it is made from cannot be read") }
    try inflate(entry, of: pack, at: offset, bytes, into: delta)
    guard let delta = Delta(UnsafeRawBufferPointer(delta.bytes).view(0..<entry.size)),
      delta.resultSize <= ObjectReader.maximumSize, delta.resultSize < Self.unquestionedSize || delta.addsUp
    else { throw pack.damaged(offset, "its delta makes no sense") }
    level.count = delta.resultSize
    level.buffer.reserve(delta.resultSize)
    let result = UnsafeMutableRawBufferPointer(rebasing: level.buffer.bytes[..<delta.resultSize])
    guard delta.apply(to: base.bytes, into: result, copies: &copies) else {
      throw pack.damaged(offset, "its delta does not fit what it is made from")
    }
  }

  private func inflate(
    _ entry: Pack.Entry, of pack: Pack, at offset: Int, _ bytes: UnsafeRawBufferPointer, into buffer: ReadBuffer
  ) throws(GitError) {
    guard entry.size <= ObjectReader.maximumSize else { throw pack.damaged(offset, "it is larger than 2 GiB") }
    buffer.reserve(entry.size)
    let target = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<entry.size])
    guard inflater.inflate(bytes.view(entry.dataStart - offset..<bytes.count), into: target) else {
      throw pack.damaged(offset, "it does not inflate")
    }
  }

  /// Looks for another copy of an object whose entry is damaged.
  private func recover(_ rank: Int, from error: GitError, into level: Level, _ walk: Walk) {
    level.isSound = false
    guard let (_, bytes) = try? reader.read(walk.families.id(ofRank: rank)) else { return visitor.fail(walk.number(rank), error) }
    level.isSound = true
    level.count = bytes.count
    level.buffer.reserve(bytes.count)
    level.buffer.bytes.copyMemory(from: bytes)
    visitor.visit(walk.number(rank), level.bytes, into: level.state)
  }

  /// Makes an object in the middle of a family, from the base of the family on. It is not visited: another piece does that.
  private func makeParent(_ rank: Int, _ walk: Walk) -> Level {
    let level = takeLevel()
    level.isSound = false
    level.rank = rank
    if let (_, bytes) = try? reader.read(walk.families.id(ofRank: rank)) {
      level.isSound = true
      level.count = bytes.count
      level.buffer.reserve(bytes.count)
      level.buffer.bytes.copyMemory(from: bytes)
      visitor.prepare(level.bytes, into: level.state)
    }
    return level
  }
}
