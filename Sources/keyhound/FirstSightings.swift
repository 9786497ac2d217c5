import KeyhoundCore

/// Remembers where each key was seen first, so that later commits that merely touch its line are not reported again.
struct FirstSightings {
  private var commits: [String: String?] = [:]

  /// Whether `finding` belongs to the commit in which its key came up first. Findings come parents before children.
  mutating func isFirst(_ finding: Finding) -> Bool {
    let commit = finding.origin.commit?.id
    guard let first = commits[finding.fingerprint] else {
      commits[finding.fingerprint] = commit
      return true
    }
    return first == commit
  }
}
