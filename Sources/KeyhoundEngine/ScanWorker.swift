import KeyhoundCore

/// One worker: reads units, sends their bytes through the extractors into the detector, and collects what is found.
final class ScanWorker {
  /// Larger than nearly all files: memory that is not written to is none yet, while to grow means to copy, and to take new memory.
  let buffer = ReadBuffer(capacity: 16 << 20)
  var companion: AnyObject?
  var extractorCompanion: AnyObject?
  private let detector: Detector
  private let extractors: [any Extractor]
  private let encoded: EncodedSearch?
  private let policy: Policy
  private let spool: PictureSpool?
  private let scratch: DetectorScratch
  private let exceptions: ExceptionLookup
  /// The extractor whose chunks are being handed over; inner chunks go on to the ones behind it.
  private var stage = 0
  /// How many archives lie round the chunk in hand.
  private var depth = 0
  /// Bytes that may still be unpacked from the unit in hand.
  private var unpackable = 0
  private var findings: [Finding] = []
  /// What was found outside the stretches that count, where versions are compared.
  private var others: [Finding] = []
  /// Whether older versions of the text in hand are known.
  private var hasOlder = false
  /// Whether the text in hand is one that another is compared with.
  private var isComparing = false
  private var issues: [Issue] = []
  /// The line hashes of the unit at hand, once a finding has needed them.
  private var lineHashes: LineHashes?
  /// Where pictures were met in the unit at hand: several views of a text may show the same one.
  private var spots: Set<PictureSpot> = []
  private var result = ScanResult()

  init(for scanner: Scanner) {
    detector = scanner.detector
    extractors = scanner.extractors
    encoded = scanner.encoded
    policy = scanner.policy
    spool = scanner.pictures?.spool
    scratch = DetectorScratch(for: detector.rules)
    exceptions = ExceptionLookup(policy, isRule: detector.rules.isRule)
  }

  /// Reads and searches `units` one after the other.
  func process(_ units: [any Unit]) -> ScanResult {
    result = ScanResult()
    for unit in units {
      findings.removeAll(keepingCapacity: true)
      others.removeAll(keepingCapacity: true)
      issues.removeAll(keepingCapacity: true)
      unpackable = NestingLimits.unpackedSize
      lineHashes = nil
      spots.removeAll()
      unit.read(into: self)
      finishUnit()
    }
    result.coverage.metEntries = exceptions.takeMetEntries()
    return result
  }

  /// One finding for each secret in `found`. Those by the rules that are reported count as if there were no others.
  private func reported(_ found: [Finding]) -> [Finding] {
    FindingResolver.resolved(policy.reportedRules.map { rules in found.filter { rules.contains($0.rule.id) } } ?? found)
  }

  /// Decides about the unit's findings and makes what is said of them fit to be shown.
  private func finishUnit() {
    guard !findings.isEmpty || !issues.isEmpty else { return }
    let resolved = FindingResolver.resolved(findings)
    let concealer = Concealer(detector, scratch, knowing: resolved)
    for var finding in policy.reportedRules == nil ? resolved : reported(findings) {
      switch exceptions.verdict(on: finding) {
      case .drop: continue
      case .report:
        finding.allowance = nil
        reportDoubt(about: finding)
      case .allow(let allowance):
        finding.allowance = allowance
        result.coverage.allowed[allowance.source, default: 0] += 1
      }
      exceptions.issues(concerning: finding.origin.path).forEach(report)
      if policy.concealsTexts { concealer.conceal(&finding) }
      result.findings.append(finding)
    }
    result.issues += policy.concealsTexts ? issues.map(concealer.concealed) : issues
  }
}

extension ScanWorker {
  /// Says of a marker that was meant for a finding why it has no say.
  private func reportDoubt(about finding: Finding) {
    guard let doubt = finding.markerDoubt, policy.honoursExceptions, policy.honoursMarkers else { return }
    let line = finding.location.start.line
    report(Issue(.malformed, path: finding.origin.path, message: "line \(line): \(doubt); it excepts nothing"))
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
    collect(found, issues, of: chunk)
    let marks = scratch.takeMarks()
    encoded?.search(chunk, marks: marks, near: [0..<chunk.bytes.count], detector, scratch) { _, found, issues in
      collect(found.filter { isOwned($0, by: chunk) }, issues, of: chunk)
    }
  }

  func scan(_ chunk: Chunk, at places: MatchPlaces) {
    let (found, issues) = detector.findings(in: chunk, at: places, scratch: scratch)
    collect(found, issues, of: chunk)
  }

  func suspicions(in row: TextRow) -> [Bool] {
    var suspicions = detector.suspicions(in: row, scratch: scratch)
    guard let encoded else { return suspicions }
    for (number, text) in row.texts.enumerated() where !suspicions[number] {
      suspicions[number] = encoded.mayFind(in: row.bytes.view(text))
    }
    return suspicions
  }

  private func collect(_ found: [Finding], _ issues: [Issue], of chunk: Chunk) {
    guard !found.isEmpty || !issues.isEmpty else { return }
    let found = policy.hashesLines ? hashed(found, in: chunk) : found
    findings += found.filter { counts($0, in: chunk) }
    others += found.filter { !counts($0, in: chunk) }
    issues.forEach(report)
  }

  /// Whether a finding is new for where it stands. What changes in one file of an archive changes any byte of it, so that nothing in it is.
  private func counts(_ finding: Finding, in chunk: Chunk) -> Bool {
    hasOlder && depth > 0 ? false : chunk.counts(finding.location)
  }

  func scan(_ chunk: Chunk, newerThan older: ((Chunk) -> Void) -> Void) {
    hasOlder = chunk.counted != nil
    defer { hasOlder = false }
    scan(chunk)
    guard !others.isEmpty else { return }
    let candidates = reported(others)
    var known: Set<String> = []
    older { known.formUnion(reportedSecrets(of: $0)) }
    findings += candidates.filter { !known.contains($0.secret.revealed) }
  }

  /// What a scan of `chunk` alone would report; nothing else is left of it.
  private func reportedSecrets(of chunk: Chunk) -> [String] {
    let kept = (findings, others, issues, lineHashes, result, unpackable, hasOlder)
    defer {
      (findings, others, issues, lineHashes, result, unpackable, hasOlder) = kept
      isComparing = false
    }
    isComparing = true
    (findings, others, issues, lineHashes, unpackable, hasOlder) = ([], [], [], nil, NestingLimits.unpackedSize, false)
    scan(chunk)
    return reported(findings).filter { if case .report = exceptions.verdict(on: $0) { true } else { false } }
      .map(\.secret.revealed)
  }

  /// Whether a decoded secret begins in the part of the file that the window in hand owns.
  private func isOwned(_ finding: Finding, by window: Chunk) -> Bool {
    window.isWhole || window.isDecoded || window.owned.contains(finding.location.bytes.lowerBound - window.raw.startByte)
  }

  func scanMember(_ chunk: Chunk) {
    guard depth < NestingLimits.depth else {
      return report(
        Issue(
          .tooLarge, path: chunk.origin.path,
          message: "more than \(NestingLimits.depth) archives inside one another; unpack it by hand"))
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

  /// The findings with the hashes of their lines, where the whole file is at hand.
  private func hashed(_ found: [Finding], in chunk: Chunk) -> [Finding] {
    guard !found.isEmpty, depth == 0, chunk.isWhole, chunk.raw.bytes.count <= LineHashes.sizeLimit else { return found }
    let hashes = lineHashes ?? LineHashes(chunk.raw.bytes)
    lineHashes = hashes
    return found.map { finding in
      var finding = finding
      finding.lineHash = hashes.hash(ofLine: finding.location.start.line)
      return finding
    }
  }

  var holdsPictures: Bool { spool != nil && !isComparing }

  func hold(_ picture: FoundPicture) {
    guard holdsPictures, let spool, picture.isCounted, spots.insert(PictureSpot(of: picture)).inserted else { return }
    do throws(PictureSpool.Failure) {
      let number = try spool.add(picture.bytes)
      result.pictures.append(HeldPicture(number: number, origin: picture.origin, location: picture.location))
    } catch {
      result.lostPictures[error.description, default: 0] += 1
    }
  }

  func skip(_ reason: SkipReason) {
    result.coverage.skipped[reason, default: 0] += 1
  }

  func report(_ issue: Issue) {
    issues.append(issue)
    if policy.isGap(issue) { result.coverage.isComplete = false }
  }

  func count(_ coverage: Coverage) {
    result.coverage.add(coverage)
  }

  func note(_ value: any Sendable) {
    result.notes.append(value)
  }
}

/// What came of a batch of units.
struct ScanResult: Sendable {
  var findings: [Finding] = []
  var issues: [Issue] = []
  var notes: [any Sendable] = []
  var pictures: [HeldPicture] = []
  /// How many pictures could not be kept, by the reason.
  var lostPictures: [String: Int] = [:]
  var coverage = Coverage()

  func hand(to shelf: PictureShelf) {
    pictures.forEach(shelf.add)
    for (reason, count) in lostPictures { shelf.lose(count, because: reason) }
  }
}
