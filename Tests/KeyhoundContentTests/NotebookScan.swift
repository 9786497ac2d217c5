import KeyhoundContent
import KeyhoundCore

/// Sends bytes through the notebook extractor and a detector with one rule, as the program does.
final class NotebookScan: ExtractionSink {
  private let detector = Detector(RuleSet([NotebookScan.rule]))
  private let scratch: DetectorScratch
  private(set) var findings: [Finding] = []
  private(set) var issues: [Issue] = []
  private(set) var chunkCount = 0
  /// Everything that reached the detector.
  private(set) var texts: [[UInt8]] = []
  /// Whether only texts are handed over in which something may be found.
  private let screens: Bool
  /// How many bytes were searched so.
  private(set) var screenedBytes = 0
  var extractorCompanion: AnyObject?
  /// Whether the extractor stood for the whole file.
  private(set) var isReplaced = false

  init(
    _ bytes: [UInt8], path: String = "a.ipynb", through first: (any Extractor)? = nil, screens: Bool = false,
    companion: AnyObject? = nil
  ) {
    self.screens = screens
    extractorCompanion = companion
    scratch = DetectorScratch(for: detector.rules)
    bytes.withUnsafeBytes { bytes in
      let chunk = Chunk(whole: bytes, origin: Origin(path: path))
      let isDecoded = first?.extract(from: chunk, into: Relay(self)) ?? false
      if !isDecoded { read(chunk) }
    }
    findings = FindingResolver.resolved(findings)
  }

  fileprivate func read(_ chunk: Chunk) {
    isReplaced = NotebookExtractor().extract(from: chunk, into: self)
    if !isReplaced { scan(chunk) }
  }

  func scan(_ chunk: Chunk) {
    chunkCount += 1
    texts.append(Array(chunk.bytes))
    let (found, issues) = detector.findings(in: chunk, scratch: scratch)
    findings += found
    self.issues += issues
  }

  func suspicions(in row: TextRow) -> [Bool] {
    screenedBytes += row.bytes.count
    return screens ? detector.suspicions(in: row, scratch: scratch) : row.texts.map { _ in true }
  }

  func report(_ issue: Issue) { issues.append(issue) }

  /// What notebooks are cleaned of.
  static let search = SecretSearch(Detector(RuleSet([rule], findsMarks: true)), EncodedSearch(TextDecoders(), depth: 2))

  /// Eight characters, a full stop, and thirty-two: found wherever it is not part of something longer.
  static var rule: Rule {
    var rule = Rule(id: "prefix-secret")
    rule.regex = "(?<![A-Za-z0-9_-])(?<secret>(?<id>[A-Za-z0-9]{8})\\.[A-Za-z0-9]{32})(?![A-Za-z0-9_-])"
    return rule
  }
}

/// Hands what an earlier extractor found to the notebook extractor.
private final class Relay: ExtractionSink {
  private let scan: NotebookScan

  init(_ scan: NotebookScan) {
    self.scan = scan
  }

  func scan(_ chunk: Chunk) { scan.read(chunk) }
  func report(_ issue: Issue) { scan.report(issue) }
}
