/// Counts what the system maps while the entries of a pack are read, and gives the pages back now and then.
///
/// Pages come back from the system's cache where they are still needed, so that giving back also what others read costs little.
struct PageBudget {
  /// Mapped bytes that the reader may have.
  private let limit: Int
  private var mapped = 0
  private var last = 0..<0

  init(limit: Int) {
    self.limit = limit
  }

  /// Notes that `count` bytes at `offset` of `pack` are about to be read.
  mutating func noteRead(_ count: Int, at offset: Int, of pack: Pack) {
    if !last.contains(offset) { mapped += Self.mappedAtOnce }
    mapped += count
    last = offset..<offset + max(count, Self.mappedAtOnce)
    guard mapped > limit else { return }
    pack.releasePages()
    mapped = 0
  }

  /// What Linux maps round a page that is asked for.
  private static let mappedAtOnce = 64 << 10
}
