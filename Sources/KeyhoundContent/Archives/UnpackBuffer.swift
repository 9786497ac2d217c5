import CCompression
import KeyhoundCore

/// Memory that decompressed bytes are collected in, up to a limit.
///
/// It grows where it is, as the system lets large memory do, so that there are never two copies of what was unpacked.
final class UnpackBuffer {
  private var memory: UnsafeMutableRawBufferPointer
  let limit: Int
  private(set) var count = 0

  init(limit: Int) {
    self.limit = limit
    memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }

  deinit { free(memory.baseAddress) }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory).view(0..<count) }

  func removeAll() { count = 0 }

  func removeLast(_ number: Int) { count -= number }

  private static let leastCapacity = 1 << 16

  /// Free memory of at least one byte, which `advance` makes part of the text.
  func room() throws(ArchiveError) -> UnsafeMutableRawBufferPointer {
    guard count < limit else { throw .tooLarge("it unpacks to more than \(limit >> 20) MiB") }
    if count == memory.count { try grow(to: min(limit, max(Self.leastCapacity, count * 2))) }
    return UnsafeMutableRawBufferPointer(rebasing: memory[count..<min(limit, memory.count)])
  }

  /// Makes sure that `size` bytes fit, all told.
  func reserve(_ size: Int) throws(ArchiveError) {
    guard size <= limit else { throw .tooLarge("it unpacks to more than \(limit >> 20) MiB") }
    if size > memory.count { try grow(to: max(Self.leastCapacity, size)) }
  }

  private func grow(to capacity: Int) throws(ArchiveError) {
    guard let start = realloc(memory.baseAddress, capacity) else { throw .tooLarge("out of memory") }
    memory = UnsafeMutableRawBufferPointer(start: start, count: capacity)
  }

  /// Appends `bytes`.
  func copy(_ bytes: some Collection<UInt8>) throws(ArchiveError) {
    guard !bytes.isEmpty else { return }
    try reserve(count + bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyBytes(from: bytes)
    count += bytes.count
  }

  func advance(by written: Int) { count += written }
}
