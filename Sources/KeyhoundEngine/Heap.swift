#if canImport(Glibc)
  import CHeap
  import Glibc
#endif

/// How the process asks the system for memory.
package enum Heap {
  /// Blocks from this size on are memory of their own, given back when they are freed. The C library would raise the limit to the largest block
  /// freed so far, and keep what is below it.
  private static let largeBlock = 4 << 20
  /// Free bytes at the end of a heap that are not given back.
  private static let keptBytes = 8 << 20

  /// To be called once, before threads are started.
  package static func settle() {
    #if canImport(Glibc)
      mallopt(M_MMAP_THRESHOLD, Int32(largeBlock))
      mallopt(M_TRIM_THRESHOLD, Int32(keptBytes))
    #endif
  }

  /// Gives free memory back to the system that lies between what is in use. To be called where much has been let go and little will be asked for.
  package static func trim() {
    #if canImport(Glibc)
      malloc_trim(0)
    #endif
  }

  /// Has room for `bytes`, fewer than `largeBlock`, at hand for the calling thread.
  ///
  /// The heap of a thread grows by a page at a time, each with a call to the system and a fault when it is written to.
  static func prepare(_ bytes: Int) {
    #if canImport(Glibc)
      guard let block = malloc(bytes) else { return }
      let page = Int(getpagesize())
      let start = (Int(bitPattern: block) + page - 1) / page * page
      madvise(UnsafeMutableRawPointer(bitPattern: start), bytes - 2 * page, populateForWriting)
      free(block)
    #endif
  }

  /// `MADV_POPULATE_WRITE` of Linux 5.14; older ones refuse it, and nothing is lost.
  private static let populateForWriting: Int32 = 23
}
