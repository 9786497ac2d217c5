import KeyhoundCore

/// Stars out secrets in what reports say besides the line: paths, commits, messages. What a file's name or a commit message gives away
/// is found the same way as in a file.
struct Concealer {
  private let detector: Detector
  private let scratch: DetectorScratch
  /// What gives away the secrets found in the unit at hand, and what is shown instead, the longest first: they may be named where the
  /// rules alone would not know them.
  private let known: [(text: String, shown: String)]
  /// The same secrets as the file has them, the longest first.
  private let encoded: [String]

  private static let knownLimit = 64

  init(_ detector: Detector, _ scratch: DetectorScratch, knowing findings: [Finding] = []) {
    self.detector = detector
    self.scratch = scratch
    // Of so many that looking for each in the lines of all would take long, only those that the rules find are starred out.
    let few = findings.count <= Self.knownLimit ? findings : []
    let telling = few.map(\.secret.telling).filter { $0.text.utf8.count >= Secret.shortest }
    encoded = Set(few.compactMap(\.encoded)).map(\.revealed).filter { $0.utf8.count >= Secret.shortest }
      .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    // The longest first, so that one that contains another is starred out as a whole.
    known = Dictionary(telling.map { ($0.text, $0.shown) }) { first, _ in first }.map { (text: $0.key, shown: $0.value) }
      .sorted { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) }
  }

  func conceal(_ finding: inout Finding) {
    finding.origin.path = concealed(finding.origin.path)
    if let cell = finding.origin.cell {
      finding.origin.cell?.id = cell.id.map(concealed)
      finding.origin.cell?.mimeType = cell.mimeType.map(concealed)
    }
    finding.extract = withoutKnown(finding.extract)
    guard let commit = finding.origin.commit else { return }
    finding.origin.commit?.author = concealed(commit.author)
    finding.origin.commit?.email = concealed(commit.email)
    finding.origin.commit?.message = concealed(commit.message)
  }

  func concealed(_ issue: Issue) -> Issue {
    var issue = issue
    issue.path = issue.path.map(concealed)
    issue.message = concealed(issue.message)
    return issue
  }

  func concealed(_ text: String) -> String {
    guard text.utf8.count >= Secret.shortest else { return text }
    var text = withoutKnown(text)
    let found = text.withUTF8 { bytes in
      detector.findings(in: Chunk(whole: UnsafeRawBufferPointer(bytes), origin: Origin(path: "")), scratch: scratch).findings
    }
    return found.isEmpty ? text : starred(text, found)
  }

  private func starred(_ text: String, _ findings: [Finding]) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    for finding in findings where !finding.location.bytes.isEmpty && finding.location.bytes.upperBound > position {
      result += bytes[position..<max(position, finding.location.bytes.lowerBound)]
      result += Array(finding.secret.redacted.utf8)
      position = finding.location.bytes.upperBound
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }

  /// Stars out `secret`, and what is left of it at either end of a text that was cut off.
  private static func without(_ text: String, _ secret: String, shown: String = Secret.stars) -> String {
    var (text, secret) = (text.replacingBytes(of: secret, with: shown), secret)
    return text.withUTF8 { bytes in
      secret.withUTF8 { withoutEnds(UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer($0)) }
    } ?? text
  }

  /// Without the start of `secret` at the end of a text, and its end at the start; `nil` when neither is there. So few characters of it that
  /// it may be chance stay.
  private static func withoutEnds(_ text: UnsafeRawBufferPointer, _ secret: UnsafeRawBufferPointer) -> String? {
    let start = secret.overlap(withStartOf: text, least: Secret.shortest)
    let end = text.overlap(withStartOf: secret, least: Secret.shortest)
    guard start != nil || end != nil else { return nil }
    let kept = text.view((start ?? 0)..<max(start ?? 0, text.count - (end ?? 0)))
    return (start == nil ? "" : Secret.stars) + String(decoding: kept, as: UTF8.self) + (end == nil ? "" : Secret.stars)
  }

  private func withoutKnown(_ text: String) -> String {
    let text = known.reduce(text) { Self.without($0, $1.text, shown: $1.shown) }
    return encoded.reduce(text) { Self.without($0, $1) }
  }
}
