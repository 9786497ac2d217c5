import KeyhoundContent
import KeyhoundCore
import KeyhoundEngine
import KeyhoundReports
import KeyhoundRules

/// One scan from plan to exit status, whatever the source.
struct ScanRun {
  let rules: LoadedRules
  let policyOptions: PolicyOptions
  let pictureOptions: PictureOptions
  let outputOptions: OutputOptions
  /// Whether a key that an earlier commit brought in is reported there only.
  var reportsFirstSightingsOnly = false
  /// Whether markers in the scanned texts themselves are honoured.
  var honoursMarkers = true
  /// Of which entries of a baseline the scan can say that nothing stands behind them.
  var baselineScope = BaselineScope.nothing
  /// What is scanned, where paths in a baseline may be written as they are seen from another folder.
  var scanned = ScannedPaths()
  /// Where baselines, ignore files and configuration files come from.
  var texts: any PolicyTexts = FilesOnDisk()

  /// Scans `sources` and writes the reports.
  /// - Returns: how the run ended.
  func run(_ sources: [any Source]) throws -> ExitStatus {
    try run { scanner, consume in scanner.scan(SourceList(sources: sources), consume) }
  }

  /// Writes the reports of what `scan` tells its second argument.
  /// - Returns: how the run ended.
  func run(_ scan: (Scanner, (Scanner.Event) -> Void) throws -> Coverage) throws -> ExitStatus {
    let scanner = try makeScanner()
    Kept.untilExit(scanner)
    var output = RunOutput(
      try outputOptions.makeWriter(), showsProgress: !outputOptions.quiet, listsAllowed: policyOptions.listAllowed,
      firstSightingsOnly: reportsFirstSightingsOnly)
    output.begin(
      RunDescription(
        version: Version.current, ruleCount: rules.count, minimumConfidence: policyOptions.minimumConfidence,
        startedAt: Terminal.secondsSince1970))
    doubts(scanner.policy).forEach { output.take(.issue($0)) }
    var coverage = try scan(scanner) { output.take($0) }
    if scanner.pictures != nil {
      output.flush()
      coverage = scanner.readPictures(after: coverage) { output.take($0) }
    }
    coverage.baselineUse = baselineUse(scanner, coverage)
    try output.finish(coverage)
    if !outputOptions.quiet, let use = coverage.baselineUse { StandardStream.error.write(BaselineNote(use, baselines).text) }
    return ExitStatus(findings: output.findings, isComplete: coverage.isComplete, foundCode: Int32(outputOptions.foundCode))
  }

  /// What is doubtful in the configuration that holds for everything.
  private func doubts(_ policy: Policy) -> [Issue] {
    guard policy.honoursExceptions, let folders = policy.exceptions as? ExceptionFolders else { return [] }
    return folders.issuesForAll
  }

  private var baselines: [String] { rules.baselines + policyOptions.baseline }

  private func baselineUse(_ scanner: Scanner, _ coverage: Coverage) -> BaselineUse? {
    let policy = scanner.policy
    guard !policy.baseline.entries.isEmpty else { return nil }
    let isWide = coverage.isComplete && !coverage.hasOmissions && !policyOptions.decodesLess(than: rules)
    let scope = isWide ? baselineScope : .nothing
    let known = Set(rules.rules.map(\.id))
    return BaselineUse(of: policy.baseline, met: coverage.metEntries, on: policy.today) { entry in
      known.contains(entry.rule) && scope.covers(entry, policy.baseline.places, readsPictures: scanner.pictures != nil)
    }
  }

  private func makeScanner() throws -> Scanner {
    var policy = try policyOptions.policy(rules, from: texts, scanning: scanned)
    policy.honoursMarkers = honoursMarkers
    policy.concealsTexts = !outputOptions.reveal
    policy.hashesLines = outputOptions.asks(for: .sarif)
    return Self.scanner(rules, policy, policyOptions, pictures: try pictureOptions.shelf(for: rules))
  }

  /// A scanner for `loaded`, as every command uses it.
  /// - Parameter pictures: where pictures are kept to be read; `nil` when they are not to be.
  static func scanner(
    _ loaded: LoadedRules, _ policy: Policy, _ options: PolicyOptions, pictures: PictureShelf?
  ) -> Scanner {
    let encoded = EncodedSearch(TextDecoders(), depth: options.decodeDepth(loaded))
    let (findsMarks, findsPictures) = (encoded != nil, pictures != nil)
    var scanner = Scanner(
      detector: Detector(BuiltInRules.ruleSet(of: loaded, findsMarks: findsMarks, findsPictures: findsPictures)),
      extractors: Extractors.all, policy: policy, jobs: options.jobs ?? Terminal.processorCount)
    scanner.encoded = encoded
    scanner.pictures = pictures
    return scanner
  }
}

/// What raw bytes are sent through before they are searched, in this order.
enum Extractors {
  static let all: [any Extractor] = [
    ArchiveExtractor(), UTF32Extractor(), UTF16Extractor(), PictureFileExtractor(), PDFExtractor(), SQLiteExtractor(),
    TableExtractor(), SecretFileExtractor(), OfficeTextExtractor(), NotebookExtractor(), EncodedPictureExtractor(),
  ]
}

/// Several sources, one after the other.
struct SourceList: Source {
  let sources: [any Source]

  func forEachUnit(_ body: (any Unit) -> Void) {
    for source in sources { source.forEachUnit(body) }
  }
}
