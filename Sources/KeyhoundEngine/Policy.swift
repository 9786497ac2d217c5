package import KeyhoundCore

/// Which findings are reported, and which gaps count.
package struct Policy: Sendable {
  /// Findings below this level are dropped.
  package var minimumConfidence = Confidence.medium
  /// Whether keys that vendors print in their documentation are dropped.
  package var ignoresExamples = false
  /// Kinds of gaps that do not make the scan incomplete.
  package var allowedGaps: Set<Issue.Kind> = []

  package init() {}

  func reports(_ finding: Finding) -> Bool {
    finding.confidence >= minimumConfidence && !(ignoresExamples && finding.isExample)
  }

  func isGap(_ issue: Issue) -> Bool { issue.isGap && !allowedGaps.contains(issue.kind) }
}
