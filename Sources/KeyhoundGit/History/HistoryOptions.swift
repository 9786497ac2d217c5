package import KeyhoundCore

/// How a history is scanned.
package struct HistoryOptions: Sendable {
  /// Whether objects that no reference leads to are scanned too.
  package var includesUnreachable = false
  /// Whether the repository's own configuration is searched, which may hold addresses with passwords and headers with tokens.
  package var searchesConfiguration = true
  /// Whether every blob is searched whole, under each of its paths, without a screen before. For tests.
  package var searchesEverything = false
  /// Whether blobs are looked at at all, or only made. For measuring.
  package var screens = true
  /// How far the trees of one commit are followed; see `TreeBudget`. Less for tests.
  package var paths = TreeBudget.paths
  /// Findings below this are of no interest.
  package var minimumConfidence = Confidence.medium

  package init() {}
}
