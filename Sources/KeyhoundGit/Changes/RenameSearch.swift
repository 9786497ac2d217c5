import KeyhoundCore

/// Looks for the file that another one was before it got its name.
struct RenameSearch {
  let gone: GoneFiles
  let path: [UInt8]
  let reader: ObjectReader

  /// The lines that are new since the file had its old name; `nil` when nothing that has gone resembles it.
  func newLines(in bytes: UnsafeRawBufferPointer) -> ByteRanges? {
    var best: ByteRanges?
    var bestNew = bytes.count / 2
    for id in gone.candidates(for: path) {
      // One that cannot be read is none; then more lines are new, not fewer.
      guard let old = try? reader.read(id), old.bytes.count / 4 <= bytes.count, bytes.count / 4 <= old.bytes.count else {
        continue
      }
      let ranges = NewLines.ranges(in: bytes, since: [old.bytes])
      let new = ranges.ranges.reduce(0) { $0 + $1.count }
      if new <= bestNew { (best, bestNew) = (ranges, new) }
    }
    return best
  }
}
