/// How far the trees of one commit are followed.
///
/// A few objects can hold more paths than anybody could list: a tree that holds another one ten times, which does the same, and so on.
struct TreeBudget {
  /// Folders nested deeper are not followed, and that is said. Git itself refuses to check out what is nested deeper on some systems.
  static let deepest = 512
  /// Few repositories have a tenth of so many folders that one commit changes.
  static let paths = 100_000

  private var left: Int

  /// - Parameter paths: how many trees there may be, and of what comes again also entries.
  init(paths: Int = Self.paths) {
    left = paths
  }

  var isSpent: Bool { left <= 0 }

  /// Takes `count` off what is left.
  /// - Returns: whether there was something.
  mutating func spend(_ count: Int = 1) -> Bool {
    guard left > 0 else { return false }
    left -= count
    return true
  }
}
