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
    return FindingResolver.resolved(found.map(\.finding)).compactMap { finding in
      found.first { Self.isSame($0.finding, finding) }
    }
  }

  private static func isSame(_ a: Finding, _ b: Finding) -> Bool {
    a.location.bytes == b.location.bytes && a.rule.id == b.rule.id && a.origin.decodedFrom == b.origin.decodedFrom
  }

  func report(_ issue: Issue) { issues.append(issue) }

  func scan(_ chunk: Chunk) {
    let (findings, issues) = detector.findings(in: chunk, scratch: scratch)
    self.issues += issues
    for finding in findings { found.append(secret(finding, in: chunk)) }
  }

  /// Looks up where in the chunk the finding is, and from there what the raw bytes are.
  private func secret(_ finding: Finding, in chunk: Chunk) -> FoundSecret {
    let text = Array(finding.secret.revealed.utf8)
    let map = chunk.map ?? Self.identity(chunk.bytes.count)
    guard
      let start = Self.places(of: text, in: chunk.bytes).first(where: { start in
        map.rawRange(of: start..<start + text.count) == finding.location.bytes
      })
    else { return FoundSecret(finding: finding, bytes: [], pieces: []) }
    let publicCount = finding.secret.redacted.utf8.count - Secret.stars.utf8.count
    let hidden = start + publicCount..<start + text.count
    return FoundSecret(
      finding: finding, bytes: hidden.map { (chunk.bytes[$0], map.rawRange(of: $0..<$0 + 1)) }, pieces: map.rawPieces(of: hidden))
  }

  private static func identity(_ count: Int) -> SourceMap {
    var map = SourceMap()
    map.append(decodedCount: count, raw: 0..<count)
    return map
  }

  /// Where `text` occurs.
  private static func places(of text: [UInt8], in bytes: UnsafeRawBufferPointer) -> [Int] {
    guard let first = text.first else { return [] }
    var places: [Int] = []
    var from = 0
    while let start = bytes.firstIndex(of: first, from: from), start + text.count <= bytes.count {
      if bytes.view(start..<start + text.count).elementsEqual(text) { places.append(start) }
      from = start + 1
    }
    return places
  }
}
