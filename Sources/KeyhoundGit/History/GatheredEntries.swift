import KeyhoundCore

/// The short entries of one kind in a pack, copied side by side, those of a piece of work together.
///
/// What is made from each other lies anywhere in a pack. To read an entry of a hundred bytes where it lies costs a call to the system and a block
/// of four thousand; to go through the pack once from start to end, and copy what will be needed, costs less than half as much.
final class GatheredEntries: Sendable {
  private let memory: LargeMemory

  /// Gathers what the plan of `families` says, or nothing if that is nothing.
  init?(_ kind: PackFamilies.EntryKind, of families: PackFamilies, _ workers: any Workers) {
    let last = families.plan.pieces.lastIndex { $0.kind == kind }
    guard let count = last.map({ families.gathering.stretches[$0].upperBound }), count > 0 else { return nil }
    let memory = LargeMemory(count + Inflater.sourceMargin)
    self.memory = memory
    let (all, half) = (families.entries.count, families.entries.count / 2)
    _ = workers.both(
      { Self.copy(kind, of: families, 0..<half, to: memory) },
      { Self.copy(kind, of: families, half..<all, to: memory) })
  }

  /// All of it, with some bytes behind the last entry.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory.start, count: memory.count) }

  /// Says that a stretch of it is not needed any more.
  func release(_ stretch: Range<Int>) { memory.release(stretch) }

  private static func copy(
    _ kind: PackFamilies.EntryKind, of families: PackFamilies, _ ranks: Range<Int>, to memory: LargeMemory
  ) {
    var sweep = PackSweep(families.pack)
    for rank in ranks where families.kinds[rank] == kind {
      let entry = families.entries[rank]
      guard let place = entry.gatheredPlace else { continue }
      let bytes = sweep.bytes(at: entry.offset)
      guard let base = bytes.baseAddress else { continue }
      (memory.start + place).copyMemory(from: base, byteCount: min(Int(entry.packedSize), bytes.count))
    }
    sweep.finish()
  }
}
