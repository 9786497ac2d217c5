import KeyhoundCore

/// Findings of which only so many can be shown: keeps the worst of them, whatever the order they come in.
struct WorstFindings {
  private let limit: Int
  private var kept: [Entry] = []
  /// How many have come in all.
  private(set) var count = 0

  private struct Entry {
    var number: Int
    var finding: Finding
  }

  /// Keeps at most `limit` findings, and never more than twice as many in memory.
  init(limit: Int) {
    self.limit = limit
  }

  mutating func add(_ finding: Finding) {
    kept.append(Entry(number: count, finding: finding))
    count += 1
    if kept.count >= 2 * max(1, limit) { kept = ranking() }
  }

  /// How many are left out.
  var cut: Int { max(0, count - limit) }

  /// The worst first; of equals the one that came first.
  var ranked: [Finding] { ranking().map(\.finding) }

  /// The worst, in the order they came.
  var inOrder: [Finding] {
    ranking().sorted { $0.number < $1.number }.map(\.finding)
  }

  private func ranking() -> [Entry] {
    let sorted = kept.sorted { a, b in
      let (first, second) = (Self.rank(a.finding), Self.rank(b.finding))
      return first == second ? a.number < b.number : first > second
    }
    return Array(sorted.prefix(limit))
  }

  /// Keys that are surely examples last, and hardly believed ones behind all others; then by what a key can do, then by belief.
  private static func rank(_ finding: Finding) -> (Int, Int, Int, Int) {
    (
      finding.isExample ? 0 : 1, finding.confidence > .low ? 1 : 0, finding.rule.severity.rawValue, finding.confidence.rawValue
    )
  }
}
