import KeyhoundContent
import KeyhoundCore
import KeyhoundEngine
import KeyhoundReports
import KeyhoundRules

/// One scan from plan to exit status, whatever the source.
struct ScanRun {
  let rules: LoadedRules
  let policyOptions: PolicyOptions
  let outputOptions: OutputOptions
  /// Whether a key that an earlier commit brought in is reported there only.
  var reportsFirstSightingsOnly = false

  /// Scans `sources` and writes the reports.
  /// - Returns: how the run ended.
  func run(_ sources: [any Source]) throws(CommandFailure) -> ExitStatus {
    var writer = try outputOptions.makeWriter()
    var progress = Progress(isEnabled: !outputOptions.quiet)
    var findings = 0
    var sightings = FirstSightings()
    writer.begin(
      RunDescription(
        version: Version.current, ruleCount: rules.rules.count, minimumConfidence: policyOptions.minimumConfidence,
        startedAt: Terminal.secondsSince1970))
    let coverage = scanner.scan(SourceList(sources: sources)) { event in
      switch event {
      case .finding(let finding):
        if reportsFirstSightingsOnly, !sightings.isFirst(finding) { return }
        progress.clear()
        findings += 1
        writer.report(finding)
      case .issue(let issue):
        progress.clear()
        writer.report(issue)
      case .progress(let coverage): progress.update(coverage)
      }
    }
    progress.clear()
    try writer.finish(coverage)
    return ExitStatus(findings: findings, isComplete: coverage.isComplete, foundCode: Int32(outputOptions.foundCode))
  }

  private var scanner: Scanner {
    Scanner(
      detector: Detector(RuleSet(rules.rules, allowlists: rules.allowlists)), extractors: Extractors.all,
      policy: policyOptions.policy, jobs: policyOptions.jobs ?? Terminal.processorCount)
  }
}

/// What raw bytes are sent through before they are searched, in this order.
enum Extractors {
  static let all: [any Extractor] = [ArchiveExtractor(), UTF16Extractor(), NotebookExtractor()]
}

/// Several sources, one after the other.
private struct SourceList: Source {
  let sources: [any Source]

  func forEachUnit(_ body: (any Unit) -> Void) {
    for source in sources { source.forEachUnit(body) }
  }
}
