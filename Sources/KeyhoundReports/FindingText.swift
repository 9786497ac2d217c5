import KeyhoundCore

/// What every format says of a finding in words. The text is not yet made safe for the place it goes to.
struct FindingText {
  let finding: Finding
  let reveals: Bool

  init(_ finding: Finding, _ options: ReportOptions) {
    self.finding = finding
    reveals = options.reveals
  }

  /// What kind of key it is.
  var title: String { finding.description.isEmpty ? finding.rule.id : finding.description }

  /// The secret as it may be shown.
  var secret: String { reveals ? finding.secret.revealed : finding.secret.redacted }

  /// The line round the secret as it may be shown.
  var line: String {
    let line = reveals ? finding.revealedExtract : finding.extract
    return line.isEmpty ? secret : line
  }

  /// The notebook cell and the place in a picture, in words.
  var inside: String? {
    let parts = [cell, finding.picture.map { "picture, at \(PictureText.describe($0))" }].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var cell: String? { finding.origin.cell.map { CellText.describe($0, withLine: finding.picture == nil) } }

  /// One sentence, such as `Sample API key in cell 7, line 3: abcd1234.********, high confidence.`
  var message: String {
    let cell = (cell.map { " in \($0)" } ?? "") + (finding.picture.map { ", at \(PictureText.describe($0))" } ?? "")
    let example = finding.isExample ? " (an example key from the vendor's documentation)" : ""
    return "\(title)\(cell): \(TerminalText.safe(secret))\(example), \(finding.confidence.name) confidence."
  }

  /// `path:line:column`
  var place: String {
    if finding.isInPictureFile { return finding.origin.path }
    return "\(finding.origin.path):\(finding.location.start.line):\(finding.location.start.column)"
  }

  /// The evidence in words: `carrier:authorization-header` is "carrier authorization-header".
  var reasons: [String] {
    var reasons = finding.evidence.map { $0.split(separator: ":", maxSplits: 1).joined(separator: " ") }
    if finding.isExample { reasons.append("an example key from the vendor's documentation") }
    if finding.picture != nil { reasons.append("read off a picture, so not exact") }
    if !finding.origin.decodedFrom.isEmpty {
      reasons.append("decoded from " + finding.origin.decodedFrom.joined(separator: " in "))
    }
    return reasons
  }

  /// What a person does about it, step by step.
  var steps: [String] {
    if finding.isExample { return ["Nothing to revoke: the vendor prints this key. --ignore-examples leaves such keys out."] }
    let place = finding.rule.revoke.map { " at \($0)" } ?? " where it was issued"
    let history = finding.origin.commit == nil ? "" : " and, if need be, of the history"
    let isPicture = finding.picture != nil
    let key = isPicture ? "the key that the picture shows (\(finding.secret.redacted) is not exact)" : finding.secret.redacted
    return [
      "Revoke \(key)\(place). What was shared stays leaked, whatever is deleted afterwards.",
      "Issue a new key and keep it in the environment or a secret store.",
      "Take \(isPicture ? "the picture" : "it") out of the file\(history), then scan again.",
    ]
  }
}
