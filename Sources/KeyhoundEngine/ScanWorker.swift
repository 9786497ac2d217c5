import KeyhoundCore

/// One worker: reads units, sends their bytes through the extractors into the detector, and collects what is found.
final class ScanWorker {
  let buffer = ReadBuffer(capacity: 1 << 20)
  var companion: AnyObject?
  private let detector: Detector
  private let extractors: [any Extractor]
  private let policy: Policy
  private let scratch: DetectorScratch
  /// The extractor whose chunks are being handed over; inner chunks go on to the ones behind it.
  private var stage = 0
  /// How many archives lie round the chunk in hand.
  private var depth = 0
  /// Bytes that may still be unpacked from the unit in hand.
  private var unpackable = 0
  private var findings: [Finding] = []
  private var commits = CommitRedaction()
  private var result = ScanResult()

  init(detector: Detector, extractors: [any Extractor], policy: Policy) {
    self.detector = detector
    self.extractors = extractors
    self.policy = policy
    scratch = DetectorScratch(for: detector.rules)
  }

  private static let depthLimit = 8
  private static let unpackLimit = 1 << 30

  /// Reads and searches `units` one after the other.
  func process(_ units: [any Unit]) -> ScanResult {
    result = ScanResult()
    for unit in units {
      findings.removeAll(keepingCapacity: true)
      unpackable = Self.unpackLimit
      unit.read(into: self)
      result.findings += FindingResolver.resolved(findings).filter(policy.reports).map(withSafeCommit)
    }
    return result
  }

  private func withSafeCommit(_ finding: Finding) -> Finding {
    guard let commit = finding.origin.commit else { return finding }
    var finding = finding
    finding.origin.commit = commits.redacted(commit, detector, scratch)
    return finding
  }
}

extension ScanWorker: UnitSink, ExtractionSink {
  func scan(_ chunk: Chunk) {
    let outer = stage
    defer { stage = outer }
    for index in outer..<extractors.count {
      stage = index + 1
      if extractors[index].extract(from: chunk, into: self) { return }
    }
    let (found, issues) = detector.findings(in: chunk, scratch: scratch)
    findings += found.filter { chunk.counts($0.location) }
    issues.forEach(report)
  }

  func scanMember(_ chunk: Chunk) {
    guard depth < Self.depthLimit else {
      return report(
        Issue(
          .tooLarge, path: chunk.origin.path,
          message: "more than \(Self.depthLimit) archives inside one another; unpack it by hand"))
    }
    let outer = stage
    defer { stage = outer }
    stage = 0
    depth += 1
    defer { depth -= 1 }
    scan(chunk)
  }

  func claim(_ bytes: Int) -> Bool {
    unpackable -= bytes
    return unpackable >= 0
  }

  func skip(_ reason: SkipReason) {
    result.coverage.skipped[reason, default: 0] += 1
  }

  func report(_ issue: Issue) {
    result.issues.append(issue)
    if policy.isGap(issue) { result.coverage.isComplete = false }
  }

  func count(_ coverage: Coverage) {
    result.coverage.add(coverage)
  }
}

/// What came of a batch of units.
struct ScanResult: Sendable {
  var findings: [Finding] = []
  var issues: [Issue] = []
  var coverage = Coverage()
}
