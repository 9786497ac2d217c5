import CPrefetch
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
  /// The objects on the way from the first one of a family to that in hand, and behind them memory for more. Not counted references: every object
  /// of a history comes by here.
  private var levels: [Unmanaged<Level>] = []
  private var windows = PackWindows(slots: 512, most: 1)

  /// An object in memory.
  private final class Level {
    let buffer = ReadBuffer(capacity: capacity)
    /// Its bytes, which lie in the buffer.
    private(set) var bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    let state: Visitor.State
    /// Whether the object could be read.
    var isSound = false

    private static var capacity: Int { 1 << 14 }

    init(_ state: Visitor.State) {
      self.state = state
    }

    /// Makes room for an object of `count` bytes, which are still to be written.
    func makeRoom(_ count: Int) {
      buffer.reserve(count)
      bytes = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<count])
    }

    /// Gives memory back that is larger than `limit`.
    func shrink(above limit: Int) {
      if buffer.shrink(above: limit, to: Self.capacity) { bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0) }
    }
  }

  init(_ inventory: ObjectInventory, _ reader: ObjectReader, _ visitor: Visitor) {
    self.inventory = inventory
    self.reader = reader
    self.visitor = visitor
  }

  deinit {
    levels.forEach { $0.release() }
  }

  /// Visits the objects of one piece.
  func walk(_ work: HistoryPiece) {
    let (piece, families) = (work.piece, inventory.families[work.pack])
    families.entries.withUnsafeBufferPointer { entries in
      let window = windows.window(on: families.pack)
      let walk = Walk(
        families: families, pack: families.pack, entries: entries, start: inventory.starts[work.pack], window: window,
        gathered: work.gathered?.bytes(of: piece.kind))
      var copies: [CopiedRange] = []
      if piece.parent >= 0 { makeParent(Int(piece.parent), walk) }
      for member in families.plan.members[piece.members] {
        visit(Int(member), at: 1, isBase: piece.parent < 0, walk, &copies)
        descend(from: Int(member), at: 1, walk, &copies)
      }
      if piece.parent >= 0 { shrink(0) }
    }
  }

  /// Memory for a result of this size is made whether its delta adds up or not.
  private static var unquestionedSize: Int { 1 << 20 }
  /// Larger memory is not kept for the next object.
  private static var keptCapacity: Int { 8 << 20 }

  private struct Walk {
    let families: PackFamilies
    let pack: Pack
    let entries: UnsafeBufferPointer<FamilyEntry>
    let start: Int
    let window: PackWindow
    /// Short entries, if they were gathered.
    let gathered: UnsafeRawBufferPointer?

    func number(_ rank: Int) -> Int { start + Int(entries[rank].position) }

    /// The entry at `rank`. Those that the way goes on to are brought near meanwhile: they lie anywhere in the list.
    func entry(_ rank: Int) -> FamilyEntry {
      let entry = entries[rank]
      bringNear(entry.firstChild)
      bringNear(entry.heaviestChild)
      bringNear(entry.nextSibling)
      return entry
    }

    private func bringNear(_ rank: Int32) {
      if rank >= 0, let start = entries.baseAddress { prefetch(start + Int(rank)) }
    }

    /// An entry, and what is behind it if there is something. Valid until the next call.
    func bytes(of entry: FamilyEntry) -> UnsafeRawBufferPointer {
      let count = Int(entry.packedSize) + Inflater.sourceMargin
      if let gathered, let place = entry.gatheredPlace { return gathered.view(place..<place + count) }
      return window.bytes(at: entry.offset, count: count)
    }
  }

  // MARK: The way through a family

  /// Visits what is made from the object at `depth`. Only what is lighter than the rest goes through a call of its own.
  private func descend(from first: Int, at depth: Int, _ walk: Walk, _ copies: inout [CopiedRange]) {
    var rank = first
    while true {
      let entry = walk.entries[rank]
      var child = entry.firstChild
      while child >= 0 {
        if child != entry.heaviestChild {
          visit(Int(child), at: depth + 1, walk, &copies)
          descend(from: Int(child), at: depth + 1, walk, &copies)
        }
        child = walk.entries[Int(child)].nextSibling
      }
      guard entry.heaviestChild >= 0 else { return shrink(depth) }
      rank = Int(entry.heaviestChild)
      visit(rank, at: depth + 1, walk, &copies)
      shrink(depth)
      levels.swapAt(depth, depth + 1)
    }
  }

  /// The memory for an object at `depth`.
  private func level(_ depth: Int) -> Unmanaged<Level> {
    while levels.count <= depth { levels.append(.passRetained(Level(visitor.makeState()))) }
    return levels[depth]
  }

  private func shrink(_ depth: Int) {
    level(depth)._withUnsafeGuaranteedRef { $0.shrink(above: Self.keptCapacity) }
  }

  // MARK: Objects

  /// Visits an object that is made from the one above `depth`, unless it is a base.
  private func visit(_ rank: Int, at depth: Int, isBase: Bool = false, _ walk: Walk, _ copies: inout [CopiedRange]) {
    level(depth)._withUnsafeGuaranteedRef { level in
      guard !isBase else { return visit(rank, into: level, walk) }
      levels[depth - 1]._withUnsafeGuaranteedRef { visit(rank, from: $0, into: level, walk, &copies) }
    }
  }

  private func visit(_ rank: Int, into level: Level, _ walk: Walk) {
    level.isSound = true
    do throws(GitError) {
      try make(rank, into: level, walk)
      visitor.visit(walk.number(rank), UnsafeRawBufferPointer(level.bytes), into: level.state)
    } catch {
      recover(rank, from: error, into: level, walk)
    }
  }

  // What a function is given need not be counted, as what it takes from elsewhere must be; so this stays one.
  @inline(never)
  private func visit(_ rank: Int, from base: Level, into level: Level, _ walk: Walk, _ copies: inout [CopiedRange]) {
    level.isSound = true
    do throws(GitError) {
      try make(rank, from: base, into: level, walk, &copies)
      visitor.visit(walk.number(rank), UnsafeRawBufferPointer(level.bytes), copies, of: base.state, into: level.state)
    } catch {
      recover(rank, from: error, into: level, walk)
    }
  }

  /// Makes an object that is made from no other.
  private func make(_ rank: Int, into level: Level, _ walk: Walk) throws(GitError) {
    let size = try inflate(rank, into: level.buffer, walk)
    level.makeRoom(size)
  }

  /// Makes an object from its delta, and leaves in `copies` what was copied.
  private func make(
    _ rank: Int, from base: Level, into level: Level, _ walk: Walk, _ copies: inout [CopiedRange]
  ) throws(GitError) {
    let offset = walk.entries[rank].offset
    guard base.isSound else { throw walk.pack.damaged(offset, "what it is made from cannot be read") }
    let size = try inflate(rank, into: delta, walk)
    guard let delta = Delta(UnsafeRawBufferPointer(delta.bytes).view(0..<size)),
      delta.resultSize <= ObjectReader.maximumSize, delta.resultSize < Self.unquestionedSize || delta.addsUp
    else { throw walk.pack.damaged(offset, "its delta makes no sense") }
    level.makeRoom(delta.resultSize)
    guard delta.apply(to: UnsafeRawBufferPointer(base.bytes), into: level.bytes, copies: &copies) else {
      throw walk.pack.damaged(offset, "its delta does not fit what it is made from")
    }
  }

  /// Inflates an entry.
  /// - Returns: how many bytes it has then.
  @inline(never)
  private func inflate(_ rank: Int, into buffer: ReadBuffer, _ walk: Walk) throws(GitError) -> Int {
    let listed = walk.entry(rank)
    let (offset, bytes) = (listed.offset, walk.bytes(of: listed))
    let entry = try walk.pack.entry(at: offset, in: bytes)
    guard entry.size <= ObjectReader.maximumSize else { throw walk.pack.damaged(offset, "it is larger than 2 GiB") }
    guard inflater.inflate(bytes.view(entry.dataStart - offset..<bytes.count), into: buffer, count: entry.size) else {
      throw walk.pack.damaged(offset, "it does not inflate")
    }
    return entry.size
  }

  /// Looks for another copy of an object whose entry is damaged.
  private func recover(_ rank: Int, from error: GitError, into level: Level, _ walk: Walk) {
    level.isSound = false
    guard let (_, bytes) = try? reader.read(walk.families.id(ofRank: rank)) else { return visitor.fail(walk.number(rank), error) }
    level.isSound = true
    level.makeRoom(bytes.count)
    level.bytes.copyMemory(from: bytes)
    visitor.visit(walk.number(rank), UnsafeRawBufferPointer(level.bytes), into: level.state)
  }

  /// Makes an object in the middle of a family, from the base of the family on. It is not visited: another piece does that.
  private func makeParent(_ rank: Int, _ walk: Walk) {
    level(0)._withUnsafeGuaranteedRef { level in
      level.isSound = false
      guard let (_, bytes) = try? reader.read(walk.families.id(ofRank: rank)) else { return }
      level.isSound = true
      level.makeRoom(bytes.count)
      level.bytes.copyMemory(from: bytes)
      visitor.prepare(UnsafeRawBufferPointer(level.bytes), into: level.state)
    }
  }
}
