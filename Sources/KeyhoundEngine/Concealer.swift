import KeyhoundCore

/// Stars out secrets in what reports say besides the line: paths, commits, messages. What a file's name or a commit message gives away
/// is found the same way as in a file.
struct Concealer {
  private let detector: Detector
  private let scratch: DetectorScratch
  /// Secrets found in the unit at hand: they may be named where the rules alone would not know them.
  private let known: [Secret]
  /// The same secrets as the file has them, the longest first.
  private let encoded: [String]

  private static let knownLimit = 64
  private static let shortestSecret = 8

  init(_ detector: Detector, _ scratch: DetectorScratch, knowing findings: [Finding] = []) {
    self.detector = detector
    self.scratch = scratch
    var secrets = Set<Secret>()
    // Of so many that looking for each in the lines of all would take long, only those that the rules find are starred out.
    let few = findings.count <= Self.knownLimit ? findings : []
    for finding in few where finding.secret.revealed.utf8.count >= Self.shortestSecret {
      secrets.insert(finding.secret)
    }
    encoded = Set(few.compactMap(\.encoded)).map(\.revealed).filter { $0.utf8.count >= Self.shortestSecret }
      .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    // The longest first, so that one that contains another is starred out as a whole.
    known = secrets.sorted { ($1.revealed.utf8.count, $0.revealed) < ($0.revealed.utf8.count, $1.revealed) }
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
    guard text.utf8.count >= Self.shortestSecret else { return text }
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
  private static func without(_ text: String, _ secret: String) -> String {
    var text = text.replacingBytes(of: secret, with: Secret.stars)
    if let cut = overlap(ofEnd: text, withStart: secret) { text = text.dropLast(cut) + Secret.stars }
    if let cut = overlap(ofEnd: secret, withStart: text) { text = Secret.stars + text.dropFirst(cut) }
    return text
  }

  /// How many characters at the end of one text are those at the start of the other; `nil` for so few that it may be chance.
  private static func overlap(ofEnd first: String, withStart second: String) -> Int? {
    let longest = min(first.count, second.count)
    guard longest >= shortestSecret else { return nil }
    return (shortestSecret...longest).reversed().first { first.suffix($0) == second.prefix($0) }
  }

  private func withoutKnown(_ text: String) -> String {
    let text = known.reduce(text) { text, secret in text.replacingBytes(of: secret.revealed, with: secret.redacted) }
    return encoded.reduce(text, Self.without)
  }
}
