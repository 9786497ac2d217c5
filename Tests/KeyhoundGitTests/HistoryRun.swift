import KeyhoundCore
import KeyhoundEngine
import KeyhoundGit

/// A scan of a history as the program runs it, told in lines that can be compared.
struct HistoryRun {
  var findings: [String] = []
  var issues: [String] = []
  var coverage = Coverage()
  /// How often a secret was found under a path, counting versions that were not searched for themselves.
  var counts: [String: Int] = [:]
  /// Secrets and paths that HEAD has.
  var inHead: Set<String> = []

  /// Scans with two workers.
  /// - Parameter meanwhile: what is done when objects have been listed.
  init(
    _ repository: Repository, rules: [Rule], _ options: HistoryOptions = HistoryOptions(), joinsVersions: Bool = false,
    meanwhile: () throws -> Void = {}
  ) throws {
    let scanner = Scanner(detector: Detector(RuleSet(rules)), extractors: [], policy: Policy(), jobs: 2)
    let history = History(repository, detector: scanner.detector, extractors: [], options: options)
    try meanwhile()
    var notes = HistoryNotes(history)
    pass(ContentScreening(history), scanner, &notes)
    pass(TreeReading(history, notes), scanner, &notes)
    let introductions = Introductions(history, &notes)
    var (version, versions) = ([Finding](), [Int: [Finding]]())
    _ = scanner.scan(OccurrenceSource(history, introductions, joiningVersionsWhere: { { _ in joinsVersions } })) { event in
      switch event {
      case .finding(let finding):
        findings.append(Self.line(finding))
        version.append(finding)
      case .issue(let issue): issues.append(issue.message)
      case .note(let note as SearchedVersion):
        for finding in version { count(finding, 1, finding.origin.inHead == true) }
        (versions[note.number], version) = (version, [])
      case .note(let repeats as RepeatedVersions):
        for (number, repetition) in repeats.all {
          for finding in versions[number] ?? [] { count(finding, repetition.count, repetition.isInHead) }
        }
      case .note, .progress, .allowed: break
      }
    }
  }

  private mutating func count(_ finding: Finding, _ times: Int, _ isInHead: Bool) {
    let name = "\(finding.rule.id) \(finding.secret.revealed) \(finding.origin.path) \(finding.allowance == nil)"
    counts[name, default: 0] += times
    if isInHead { inHead.insert(name) }
  }

  private mutating func pass(_ source: any Source, _ scanner: Scanner, _ notes: inout HistoryNotes) {
    coverage.add(
      scanner.scan(source) { event in
        switch event {
        case .note(let note): notes.add(note)
        case .issue(let issue): issues.append(issue.message)
        case .finding, .progress, .allowed: break
        }
      })
  }

  /// Rule, secret, path, place and commit of a finding.
  static func line(_ finding: Finding) -> String {
    let place = "\(finding.location.start.line):\(finding.location.start.column)"
    let commit = finding.origin.commit.map { String($0.id.prefix(10)) } ?? "-"
    let head = finding.origin.inHead.map { $0 ? "in HEAD" : "gone" } ?? "-"
    return "\(finding.rule.id) \(finding.secret.revealed.hashValue) \(finding.origin.path):\(place) \(commit) \(head)"
  }
}
