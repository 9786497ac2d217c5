import KeyhoundCore

/// Looks for the file that another one was before it got its name.
struct RenameSearch {
  let gone: GoneFiles
  let path: [UInt8]
  let reader: ObjectReader

  /// The file with fewest new lines since; `nil` when nothing that has gone resembles it.
  func bestMatch(for bytes: UnsafeRawBufferPointer) -> OlderVersion? {
    var best: OlderVersion?
    var bestNew = bytes.count / 2
    for id in gone.candidates(for: path) {
      // One that cannot be read is none; then more lines are new, not fewer.
      guard let old = try? reader.read(id), old.bytes.count / 4 <= bytes.count, bytes.count / 4 <= old.bytes.count else {
        continue
      }
      let ranges = NewLines.ranges(in: bytes, since: [old.bytes])
      let new = ranges.ranges.reduce(0) { $0 + $1.count }
      if new <= bestNew { (best, bestNew) = (OlderVersion(id: id, newLines: ranges), new) }
    }
    return best
  }
}
