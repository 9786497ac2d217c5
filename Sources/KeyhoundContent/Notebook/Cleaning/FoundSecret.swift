import KeyhoundCore

/// A finding, with the raw bytes that its secret is made of.
struct FoundSecret {
  let finding: Finding
  /// The secret's part that may not be shown: its decoded bytes, each with the raw bytes it was made from.
  let bytes: [(value: UInt8, raw: Range<Int>)]
  /// The same without what lies between: pieces of strings, of list items, of words between tags.
  let pieces: [Range<Int>]

  /// Whether its raw bytes are base64, so that it cannot be cut out but only written over.
  var isInBase64: Bool {
    finding.origin.decodedFrom.contains(Base64Run.decoder) || finding.origin.decodedFrom.contains(ImageText.decoder)
  }
}

/// Finds the secrets of one notebook, and what they are made of.
final class SecretProbe: ExtractionSink {
  private let detector: Detector
  private let scratch: DetectorScratch
  private var found: [FoundSecret] = []
  private(set) var issues: [Issue] = []

  init(_ detector: Detector) {
    self.detector = detector
    scratch = DetectorScratch(for: detector.rules)
  }

  /// The secrets of `bytes`, each once, in the order of the file.
  func secrets(in bytes: UnsafeRawBufferPointer, path: String) -> [FoundSecret] {
    found = []
    issues = []
    let chunk = Chunk(whole: bytes, origin: Origin(path: path))
    if !NotebookExtractor().extract(from: chunk, into: self) { scan(chunk) }
    let indices = Dictionary(found.indices.map { (Key(found[$0].finding), $0) }, uniquingKeysWith: min)
    return FindingResolver.resolved(found.map(\.finding)).compactMap { indices[Key($0)].map { found[$0] } }
  }

  /// By what a finding is known again when it has been chosen from others.
  private struct Key: Hashable {
    let bytes: Range<Int>
    let rule: String
    let decoders: [String]

    init(_ finding: Finding) {
      (bytes, rule, decoders) = (finding.location.bytes, finding.rule.id, finding.origin.decodedFrom)
    }
  }

  func report(_ issue: Issue) { issues.append(issue) }

  func scan(_ chunk: Chunk) {
    let (findings, issues) = detector.findings(in: chunk, scratch: scratch)
    self.issues += issues
    guard !findings.isEmpty else { return }
    let map = chunk.map ?? Self.identity(chunk.bytes.count)
    var last = 0
    for finding in findings {
      let start = Self.start(of: finding, in: chunk.bytes, map, from: last)
      last = start ?? last
      found.append(Self.secret(finding, start, chunk.bytes, map))
    }
  }

  /// What the secret of a finding that begins at `start` is made of.
  private static func secret(_ finding: Finding, _ start: Int?, _ bytes: UnsafeRawBufferPointer, _ map: SourceMap) -> FoundSecret {
    guard let start else { return FoundSecret(finding: finding, bytes: [], pieces: []) }
    let publicCount = finding.secret.redacted.utf8.count - Secret.stars.utf8.count
    let hidden = start + publicCount..<start + finding.secret.revealed.utf8.count
    return FoundSecret(
      finding: finding, bytes: hidden.map { (bytes[$0], map.rawRange(of: $0..<$0 + 1)) }, pieces: map.rawPieces(of: hidden))
  }

  private static func identity(_ count: Int) -> SourceMap {
    var map = SourceMap()
    map.append(decodedCount: count, raw: 0..<count)
    return map
  }

  /// Where in `bytes` a finding is, looked for from where the one before it is, and anywhere if it is not there.
  private static func start(of finding: Finding, in bytes: UnsafeRawBufferPointer, _ map: SourceMap, from last: Int) -> Int? {
    let text = Array(finding.secret.revealed.utf8)
    return text.withUnsafeBytes { text in
      var from = last
      while let start = bytes.firstIndex(of: text, from: from) {
        if map.rawRange(of: start..<start + text.count) == finding.location.bytes { return start }
        from = start + 1
      }
      return nil
    } ?? (last > 0 ? start(of: finding, in: bytes, map, from: 0) : nil)
  }
}
