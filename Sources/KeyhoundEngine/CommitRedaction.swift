import KeyhoundCore

/// Keeps secrets out of what reports say of commits: a message may hold the very key that is found in it.
struct CommitRedaction {
  private var redacted: [String: Commit] = [:]

  /// Commits remembered at a time; more are simply examined again.
  private static let limit = 256

  /// The commit with every secret in its texts starred out.
  mutating func redacted(_ commit: Commit, _ detector: Detector, _ scratch: DetectorScratch) -> Commit {
    if let known = redacted[commit.id] { return known }
    if redacted.count >= Self.limit { redacted = [:] }
    var safe = commit
    for text in [\Commit.message, \Commit.author, \Commit.email] {
      safe[keyPath: text] = Self.redacted(commit[keyPath: text], detector, scratch)
    }
    redacted[commit.id] = safe
    return safe
  }

  private static func redacted(_ text: String, _ detector: Detector, _ scratch: DetectorScratch) -> String {
    let bytes = Array(text.utf8)
    let findings = bytes.withUnsafeBytes { raw in
      detector.findings(in: Chunk(whole: raw, origin: Origin(path: "<commit message>")), scratch: scratch).findings
    }
    guard !findings.isEmpty else { return text }
    var result: [UInt8] = []
    var end = 0
    for finding in findings where finding.location.bytes.lowerBound >= end {
      result += bytes[end..<finding.location.bytes.lowerBound] + Array(finding.secret.redacted.utf8)
      end = finding.location.bytes.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }
}
