#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file mapped into memory for reading.
///
/// Git never changes packs and indexes in place, and a file that is deleted meanwhile stays readable through its mapping.
final class MappedFile: @unchecked Sendable {
  // Immutable after `init`; the memory is mapped read-only.
  let bytes: UnsafeRawBufferPointer
  let path: String

  /// Maps the whole file.
  init(path: String) throws(GitError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      throw Self.failure(path)
    }
    bytes = UnsafeRawBufferPointer(start: memory, count: size)
  }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }

  /// Takes the pages out of this process's memory; they come back from the system's cache when they are read again.
  func release() { advise(0..<bytes.count, MADV_DONTNEED) }

  /// The same for the pages that `range` begins in or covers.
  func release(_ range: Range<Int>) { advise(range, MADV_DONTNEED) }

  /// Brings the pages of `range` in all at once, which takes a small part of the time that they take one after the other.
  func prepare(_ range: Range<Int>) { advise(range, Self.populateForReading) }

  /// `MADV_POPULATE_READ` of Linux 5.14; other systems refuse it, and the pages come when they are read.
  private static let populateForReading: Int32 = 22

  private func advise(_ range: Range<Int>, _ advice: Int32) {
    guard let base = bytes.baseAddress else { return }
    let page = Int(getpagesize())
    let (start, end) = (range.lowerBound / page * page, min(range.upperBound, bytes.count))
    if start < end { madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, advice) }
  }

  private static func failure(_ path: String) -> GitError {
    .cannotRead(path: path, reason: String(cString: strerror(errno)))
  }
}
