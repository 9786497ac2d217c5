/// The bytes that may stand right before and right behind a literal if some rule is to be tried there.
///
/// Where they tell that none is, which is so at most places, a literal is no mark: nothing has to be remembered of it, since it is found anew
/// when one of the two becomes another.
struct MarkNeighbours: Sendable, Equatable {
  var before: ByteSet
  /// If not all bytes, there must be one.
  var behind: ByteSet

  static let any = MarkNeighbours(before: .all, behind: .all)

  /// Whether some rule may be tried at `start ..< end`.
  @inline(__always)
  func allow(_ start: Int, _ end: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard start <= 0 || before.contains(bytes[start &- 1]) else { return false }
    return end < bytes.count ? behind.contains(bytes[end]) : behind == .all
  }

  mutating func formUnion(_ other: MarkNeighbours) {
    before = before.union(other.before)
    behind = behind.union(other.behind)
  }
}
