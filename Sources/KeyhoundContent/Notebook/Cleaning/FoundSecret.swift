package import KeyhoundCore

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

/// What is looked for in notebooks that are cleaned, and how.
package struct SecretSearch {
  let detector: Detector
  /// How encoded texts are searched; `nil` when they are not.
  let encoded: EncodedSearch?
  /// The rules whose findings count, each as if there were no others; `nil` for all. What the others find is starred out where it is shown.
  let reported: Set<String>?

  package init(_ detector: Detector, _ encoded: EncodedSearch?, reported: Set<String>? = nil) {
    self.detector = detector
    self.encoded = encoded
    self.reported = reported
  }

  func counts(_ finding: Finding) -> Bool { reported?.contains(finding.rule.id) ?? true }
}

/// Finds the secrets of one notebook, and what they are made of.
final class SecretProbe: ExtractionSink {
  private let search: SecretSearch
  private let scratch: DetectorScratch
  private var found: [FoundSecret] = []
  private(set) var issues: [Issue] = []

  init(_ search: SecretSearch) {
    self.search = search
    scratch = DetectorScratch(for: search.detector.rules)
  }

  /// Where that lies which rules found last that do not count.
  var otherPieces: [Range<Int>] { found.filter { !search.counts($0.finding) }.flatMap(\.pieces) }

  /// The secrets of `bytes`, each once, in the order of the file.
  func secrets(in bytes: UnsafeRawBufferPointer, path: String) -> [FoundSecret] {
    found = []
    issues = []
    let chunk = Chunk(whole: bytes, origin: Origin(path: path))
    if !NotebookExtractor(isCertain: true).extract(from: chunk, into: self) { scan(chunk) }
    let counted = found.filter { search.counts($0.finding) }
    let indices = Dictionary(counted.indices.map { (Key(counted[$0].finding), $0) }, uniquingKeysWith: min)
    return FindingResolver.resolved(counted.map(\.finding)).compactMap { indices[Key($0)].map { counted[$0] } }
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
    let (findings, issues) = search.detector.findings(in: chunk, scratch: scratch)
    take(findings, issues, of: chunk)
    let (marks, places) = (scratch.takeMarks(), [0..<chunk.bytes.count])
    search.encoded?.search(chunk, marks: marks, near: places, search.detector, scratch) { take($1, $2, of: $0) }
  }

  private func take(_ findings: [Finding], _ issues: [Issue], of chunk: Chunk) {
    self.issues += issues
    guard !findings.isEmpty else { return }
    let map = chunk.map ?? Self.identity(chunk.bytes.count)
    var last = 0
    for finding in findings {
      let start = Self.start(of: finding, in: chunk, from: last)
      last = start ?? last
      found.append(Self.secret(finding, start, chunk, map))
    }
  }

  /// What the secret of a finding that begins at `start` is made of.
  private static func secret(_ finding: Finding, _ start: Int?, _ chunk: Chunk, _ map: SourceMap) -> FoundSecret {
    guard let start else { return FoundSecret(finding: finding, bytes: [], pieces: []) }
    let publicCount = finding.secret.redacted.utf8.count - Secret.stars.utf8.count
    let hidden = start + publicCount..<start + finding.secret.revealed.utf8.count
    // Byte by byte through each encoding: a map of several together knows them only in proportion.
    let bytes = hidden.map { (value: chunk.bytes[$0], raw: chunk.rawRange(of: $0..<$0 + 1)) }
    return FoundSecret(finding: finding, bytes: bytes, pieces: map.rawPieces(of: hidden))
  }

  private static func identity(_ count: Int) -> SourceMap {
    var map = SourceMap()
    map.append(decodedCount: count, raw: 0..<count)
    return map
  }

  /// Where in a chunk a finding is, looked for from where the one before it is, and anywhere if it is not there.
  private static func start(of finding: Finding, in chunk: Chunk, from last: Int) -> Int? {
    let text = Array(finding.secret.revealed.utf8)
    let place = finding.location.bytes
    return text.withUnsafeBytes { text in
      var from = last
      while let start = chunk.bytes.firstIndex(of: text, from: from) {
        if chunk.rawRange(of: start..<start + text.count) == place { return start }
        from = start + 1
      }
      return nil
    } ?? (last > 0 ? start(of: finding, in: chunk, from: 0) : nil)
  }
}
