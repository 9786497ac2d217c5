import KeyhoundCore

/// Remembers where each key was seen first, so that later commits that merely touch its line are not reported again.
struct FirstSightings {
  private var commits: [Place: String?] = [:]

  private struct Place: Hashable {
    var fingerprint: String
    /// The path where it is no UTF-8, for which the fingerprint has the path as it is shown.
    var path: RawPath?
  }

  /// Whether `finding` belongs to the commit in which its key came up first. Findings come parents before children.
  mutating func isFirst(_ finding: Finding) -> Bool {
    let commit = finding.origin.commit?.id
    let place = Place(fingerprint: finding.fingerprint, path: finding.origin.rawPath)
    guard let first = commits[place] else {
      commits[place] = commit
      return true
    }
    return first == commit
  }
}
