import KeyhoundCore
import KeyhoundEngine
import KeyhoundReports

/// What becomes of the events of a scan: its reports, the progress line, and how many findings there are.
struct RunOutput {
  private var writer: ReportWriter
  private(set) var findings = 0
  private var progress: Progress
  private let listsAllowed: Bool
  /// Remembers keys where one that an earlier commit brought in is reported there only.
  private var sightings: FirstSightings?

  init(_ writer: ReportWriter, showsProgress: Bool, listsAllowed: Bool, firstSightingsOnly: Bool) {
    self.writer = writer
    progress = Progress(isEnabled: showsProgress)
    self.listsAllowed = listsAllowed
    sightings = firstSightingsOnly ? FirstSightings() : nil
  }

  mutating func begin(_ run: RunDescription) { writer.begin(run) }

  mutating func take(_ event: Scanner.Event) {
    switch event {
    case .finding(let finding):
      if sightings?.isFirst(finding) == false { return }
      progress.clear()
      findings += 1
      writer.report(finding)
    case .issue(let issue):
      progress.clear()
      writer.report(issue)
    case .allowed(let finding):
      guard listsAllowed else { return }
      progress.clear()
      writer.reportAllowed(finding)
    case .progress(let coverage): progress.update(coverage)
    case .note: break
    }
  }

  /// Writes what there is so far, before something that takes long.
  mutating func flush() {
    progress.clear()
    writer.flush()
  }

  /// Completes all reports.
  /// - Throws: `CommandFailure` naming the first file that could not be written.
  mutating func finish(_ coverage: Coverage) throws(CommandFailure) {
    progress.clear()
    try writer.finish(coverage)
  }
}
