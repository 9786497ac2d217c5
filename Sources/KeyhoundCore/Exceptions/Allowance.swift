/// Why a finding is not reported: somebody said that it is known, or no leak.
package struct Allowance: Hashable, Sendable {
  /// What says so. The raw values are part of the JSON report.
  package enum Source: String, CaseIterable, Sendable {
    case baseline
    case ignoreFile = "ignore-file"
    case marker
    case cellTag = "cell-tag"
    case configuration
  }

  package var source: Source
  /// Where it is said, such as `.keyhoundignore:3`, or the marker as it is written.
  package var place: String
  package var reason: String?
  /// The baseline's or ignore file's name for the finding, by which unused entries are told.
  package var entry: String?

  package init(_ source: Source, place: String, reason: String? = nil, entry: String? = nil) {
    self.source = source
    self.place = place
    self.reason = reason.flatMap { $0.isEmpty ? nil : $0 }
    self.entry = entry
  }

  /// `.keyhoundignore:3: a test account`
  package var words: String { place + (reason.map { ": \($0)" } ?? "") }
}
