import KeyhoundCore
import KeyhoundEngine
import KeyhoundGit

/// A scan of a history as the program runs it, told in lines that can be compared.
struct HistoryRun {
  var findings: [String] = []
  var issues: [String] = []
  var coverage = Coverage()

  /// Scans with two workers.
  init(_ repository: Repository, rules: [Rule], _ options: HistoryOptions = HistoryOptions()) throws {
    let scanner = Scanner(detector: Detector(RuleSet(rules)), extractors: [], policy: Policy(), jobs: 2)
    let history = History(repository, detector: scanner.detector, extractors: [], options: options)
    var notes = HistoryNotes(history)
    pass(ContentScreening(history), scanner, &notes)
    pass(TreeReading(history, notes), scanner, &notes)
    let introductions = try Introductions(history, notes)
    _ = scanner.scan(OccurrenceSource(history, introductions)) { event in
      switch event {
      case .finding(let finding): findings.append(Self.line(finding))
      case .issue(let issue): issues.append(issue.message)
      case .note, .progress, .allowed: break
      }
    }
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
