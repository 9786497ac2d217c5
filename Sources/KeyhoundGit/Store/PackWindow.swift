#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// The bytes of a pack for one worker, read where they are asked for into memory that is used again.
///
/// What is made from each other lies far apart in many packs. Through a mapping every entry would cost the system a stretch of pages to bring
/// in and to take out again, during which the other workers wait, and all of them count as memory of the process.
final class PackWindow {
  let pack: Pack
  private let descriptor: Int32
  /// Bytes that are read at least.
  private let stretch: Int
  private let buffer: ReadBuffer
  private var range = 0..<0
  /// Large entries are read through the mapping, which is given back from time to time.
  private var pages = PageBudget(limit: 16 << 20)

  private static let largest = 1 << 20

  init(_ pack: Pack, stretch: Int) {
    self.pack = pack
    self.stretch = stretch
    buffer = ReadBuffer(capacity: max(stretch, 1 << 14))
    // A pack that was deleted meanwhile is still mapped.
    descriptor = open(pack.path, O_RDONLY | O_CLOEXEC)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The `count` bytes at `offset`, fewer at the end of the pack and none outside it. Valid until the next call.
  func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer {
    guard pack.holds(offset), count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let wanted = offset..<min(pack.end, offset + count)
    let isThere = range.lowerBound <= wanted.lowerBound && wanted.upperBound <= range.upperBound
    return isThere || fill(wanted) ? bytes(wanted) : mappedBytes(wanted)
  }

  private func bytes(_ wanted: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(buffer.bytes).view(wanted.lowerBound - range.lowerBound..<wanted.upperBound - range.lowerBound)
  }

  /// Reads `wanted` and what follows it.
  private func fill(_ wanted: Range<Int>) -> Bool {
    guard descriptor >= 0, wanted.count <= Self.largest else { return false }
    let count = min(pack.end - wanted.lowerBound, max(wanted.count, stretch))
    buffer.reserve(count)
    let found = pread(descriptor, buffer.bytes.baseAddress, count, off_t(wanted.lowerBound))
    range = wanted.lowerBound..<wanted.lowerBound + max(0, found)
    return found == count
  }

  private func mappedBytes(_ wanted: Range<Int>) -> UnsafeRawBufferPointer {
    pages.noteRead(wanted.count, at: wanted.lowerBound, of: pack)
    return pack.data(from: wanted.lowerBound).view(0..<wanted.count)
  }
}
