import KeyhoundCore

/// Stars out secrets in what reports say besides the line: paths, commits, messages. What a file's name or a commit message gives away
/// is found the same way as in a file.
struct Concealer {
  private let detector: Detector
  private let scratch: DetectorScratch
  /// What gives away the secrets found in the unit at hand: they may be named where the rules alone would not know them.
  private let known: KnownSecrets
  /// The same secrets as the file has them.
  private let encoded: KnownSecrets

  init(_ detector: Detector, _ scratch: DetectorScratch, knowing findings: [Finding] = []) {
    self.detector = detector
    self.scratch = scratch
    known = KnownSecrets(findings.map(\.secret.telling))
    encoded = KnownSecrets(findings.compactMap(\.encoded).map { ($0.revealed, Secret.stars) })
  }

  func conceal(_ finding: inout Finding) {
    finding.origin.path = concealed(finding.origin.path)
    if let cell = finding.origin.cell {
      finding.origin.cell?.id = cell.id.map(concealed)
      finding.origin.cell?.mimeType = cell.mimeType.map(concealed)
    }
    finding.extract = withoutKnown(finding.extract)
    let reason = finding.allowance?.reason.map(concealed)
    finding.allowance?.reason = reason
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

  private func withoutKnown(_ text: String) -> String { encoded.concealed(known.concealed(text)) }
}
