import KeyhoundCore

/// The short entries of one kind in a pack, copied side by side, those of a piece of work together.
///
/// What is made from each other lies anywhere in a pack. To read an entry of a hundred bytes where it lies costs a call to the system and a block
/// of four thousand; to go through the pack once from start to end, and copy what will be needed, costs less than half as much.
final class GatheredEntries: @unchecked Sendable {
  // Written only between passes, when nobody reads.
  private let families: PackFamilies
  private let memory: LargeMemory
  private var kind = PackFamilies.EntryKind.unknown

  /// Takes memory for one kind at a time; none, if nothing is to be gathered.
  init?(_ families: PackFamilies) {
    guard let count = families.gathering.sizes.max(), count > 0 else { return nil }
    self.families = families
    memory = LargeMemory(count + Inflater.sourceMargin)
  }

  /// Gathers the entries of a kind, in place of those that were there before.
  func gather(_ kind: PackFamilies.EntryKind, _ workers: any Workers) {
    self.kind = kind
    guard families.gathering.sizes[Int(kind.rawValue)] > 0 else { return }
    let (all, half) = (families.entries.count, families.entries.count / 2)
    _ = workers.both({ self.copy(0..<half) }, { self.copy(half..<all) })
  }

  private func copy(_ ranks: Range<Int>) {
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

  /// All of it, with some bytes behind the last entry; `nil` where another kind was gathered last.
  func bytes(of kind: PackFamilies.EntryKind) -> UnsafeRawBufferPointer? {
    kind == self.kind ? UnsafeRawBufferPointer(start: memory.start, count: memory.count) : nil
  }

  /// Gives the memory of a stretch back, which is not needed any more.
  func release(_ stretch: Range<Int>) { memory.release(stretch) }
}
