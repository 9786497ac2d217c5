package import KeyhoundCore

/// Which findings are reported, and which gaps count.
package struct Policy: Sendable {
  /// The ids of the rules whose findings are reported; `nil` for all. The others' secrets are starred out all the same.
  package var reportedRules: Set<String>?
  /// Findings below this level are dropped, unless a configuration file sets another one.
  package var minimumConfidence = Confidence.medium
  /// Whether configuration files have no say in the level, because a person chose it.
  package var isConfidenceChosen = false
  /// Whether keys that vendors print in their documentation are dropped.
  package var ignoresExamples = false
  /// Kinds of gaps that do not make the scan incomplete.
  package var allowedGaps: Set<Issue.Kind> = []
  /// Whether markers in the text, cell tags, ignore files and configuration files may take findings out of the report.
  package var honoursExceptions = true
  /// Whether markers in the text and cell tags have a say too; a change must not be the judge of itself.
  package var honoursMarkers = true
  /// Findings that are known.
  package var baseline = Baseline()
  /// Where ignore files and configuration files come from.
  package var exceptions: (any ExceptionSource)?
  /// The day on which entries that expire are judged, as `YYYY-MM-DD`.
  package var today = ""
  /// Whether secrets are starred out where findings and issues speak of paths, commits and messages.
  package var concealsTexts = true
  /// Whether findings carry the hash of their line (`LineHashes`).
  package var hashesLines = false

  package init() {}

  package func isGap(_ issue: Issue) -> Bool { issue.isGap && !allowedGaps.contains(issue.kind) }
}
