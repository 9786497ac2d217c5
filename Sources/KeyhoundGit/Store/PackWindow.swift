#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// The bytes of a pack for one worker, read in blocks of which some are kept.
///
/// For what is not gathered: long entries, and what is read one by one. What is made from each other lies far apart in many packs, but much of it
/// beside what was read shortly before, so that a few blocks save half of the calls to the system. Through a mapping every entry would cost
/// the system a stretch of pages to bring in, which all count as memory of the process.
final class PackWindow {
  let pack: Pack
  private let descriptor: Int32
  private let blockBits: Int
  /// The number of the block in each slot. Where a block goes is told by its number, so that neighbours lie side by side.
  private var blocks: [Int]
  private let memory: ReadBuffer
  /// Bytes that no slots are for.
  private let buffer = ReadBuffer(capacity: 1 << 14)
  /// Large entries are read through the mapping, which is given back from time to time.
  private var pages = PageBudget(limit: 16 << 20)

  /// More is read through the mapping.
  private static let largest = 1 << 20
  /// What is longer would take the place of too much else.
  private static let keptLength = 1 << 16

  /// Keeps `slots` blocks, a power of two, of two to the power of `blockBits` bytes.
  init(_ pack: Pack, blockBits: Int, slots: Int) {
    self.pack = pack
    self.blockBits = blockBits
    blocks = Array(repeating: -1, count: slots)
    memory = ReadBuffer(capacity: slots << blockBits)
    // A pack that was deleted meanwhile is still mapped.
    descriptor = open(pack.path, O_RDONLY | O_CLOEXEC)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The `count` bytes at `offset`, fewer at the end of the pack and none outside it. Valid until the next call.
  func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    guard pack.holds(offset), count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let wanted = offset..<offset + min(count, pack.end - offset)
    guard descriptor >= 0, wanted.count <= Self.largest else { return mappedBytes(wanted) }
    let first = wanted.lowerBound >> blockBits
    let last = (wanted.upperBound - 1) >> blockBits
    let slot = first & (blocks.count - 1)
    guard wanted.count <= Self.keptLength, slot + last - first < blocks.count else { return read(wanted) }
    for number in first...last where blocks[slot + number - first] != number {
      guard fill(first...last, slot) else { return read(wanted) }
      break
    }
    let start = slot << blockBits + (wanted.lowerBound - first << blockBits)
    return UnsafeRawBufferPointer(memory.bytes).view(start..<start + wanted.count)
  }

  /// Reads blocks into the slots from `slot` on.
  /// - Returns: whether all of them that belongs to the pack is there.
  private func fill(_ numbers: ClosedRange<Int>, _ slot: Int) -> Bool {
    let start = numbers.lowerBound << blockBits
    let target = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[slot << blockBits..<(slot + numbers.count) << blockBits])
    let isThere = read(target, at: start) >= min(target.count, pack.end - start)
    for number in numbers { blocks[slot + number - numbers.lowerBound] = isThere ? number : -1 }
    return isThere
  }

  /// Reads bytes that have no slots. What cannot be read is not there: the file was cut short meanwhile.
  private func read(_ wanted: Range<Int>) -> UnsafeRawBufferPointer {
    buffer.reserve(wanted.count)
    let count = read(UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<wanted.count]), at: wanted.lowerBound)
    return UnsafeRawBufferPointer(buffer.bytes).view(0..<count)
  }

  /// Fills `target` with what lies at `offset`, as far as there is something.
  private func read(_ target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    max(0, pread(descriptor, target.baseAddress, target.count, off_t(offset)))
  }

  private func mappedBytes(_ wanted: Range<Int>) -> UnsafeRawBufferPointer {
    pages.noteRead(wanted.count, at: wanted.lowerBound, of: pack)
    return pack.data(from: wanted.lowerBound).view(0..<wanted.count)
  }
}
