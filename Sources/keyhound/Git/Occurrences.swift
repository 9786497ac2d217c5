import KeyhoundCore
import KeyhoundGit

/// Findings of one secret under one path, put together.
struct Occurrences {
  private(set) var findings: [Finding] = []
  /// Findings in repeated versions that were not reported, by the reason.
  private(set) var repeatedAllowances: [Allowance.Source: Int] = [:]
  private var indices: [Key: Int] = [:]
  /// What was found in each version, and in the version at hand.
  private var versions: [Int: [Sighting]] = [:]
  private var current: [Sighting] = []

  private struct Sighting {
    /// Which of `findings` it was, or was added to.
    var index: Int
    /// Why it is not reported.
    var allowance: Allowance.Source?
  }

  private struct Key: Hashable {
    var rule: String
    var secret: Secret
    var path: RawPath
    var rawPath: RawPath?
    var isAllowed: Bool

    init(_ finding: Finding) {
      (rule, secret, isAllowed) = (finding.rule.id, finding.secret, finding.allowance != nil)
      (path, rawPath) = (RawPath(finding.origin.path), finding.origin.rawPath)
    }
  }

  /// Adds a finding; the first of its kind stands for those that follow.
  mutating func add(_ finding: Finding) {
    let key = Key(finding)
    let index = indices[key] ?? findings.count
    current.append(Sighting(index: index, allowance: finding.allowance?.source))
    guard index < findings.count else {
      indices[key] = index
      return findings.append(finding)
    }
    findings[index].occurrences += 1
    if finding.origin.inHead == true { findings[index].origin.inHead = true }
  }

  /// Takes down that the findings since the last version are all of this one.
  mutating func end(_ version: SearchedVersion) {
    guard !current.isEmpty else { return }
    versions[version.number] = current
    current = []
  }

  /// Counts the findings of versions once more for each repetition.
  mutating func add(_ repeats: RepeatedVersions) {
    for (number, repetition) in repeats.all {
      for sighting in versions[number] ?? [] { add(repetition, of: sighting) }
    }
  }

  private mutating func add(_ repetition: RepeatedVersions.Repeat, of sighting: Sighting) {
    findings[sighting.index].occurrences += repetition.count
    if repetition.isInHead { findings[sighting.index].origin.inHead = true }
    if let allowance = sighting.allowance { repeatedAllowances[allowance, default: 0] += repetition.count }
  }
}
