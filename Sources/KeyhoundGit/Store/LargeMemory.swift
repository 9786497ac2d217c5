#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory in large pages, if the system has such: where places are asked for at random, to find a small page takes as long as to read it.
final class LargeMemory: @unchecked Sendable {
  // Whoever shares it sees to it that nobody writes what others read.
  let start: UnsafeMutableRawPointer
  let count: Int

  private static let largePage = 2 << 20

  /// Allocates `count` bytes, which hold anything.
  init(_ count: Int) {
    let isLarge = count >= Self.largePage
    self.count = count
    start = .allocate(byteCount: count, alignment: isLarge ? Self.largePage : 64)
    #if os(Linux)
      if isLarge { madvise(start, count, MADV_HUGEPAGE) }
    #endif
  }

  deinit {
    start.deallocate()
  }

  /// Gives the whole pages of `range` back to the system; what they hold is lost.
  func release(_ range: Range<Int>) {
    let page = Int(getpagesize())
    let (first, end) = ((range.lowerBound + page - 1) / page * page, range.upperBound / page * page)
    if count >= Self.largePage, first < end { madvise(start + first, end - first, MADV_DONTNEED) }
  }
}
