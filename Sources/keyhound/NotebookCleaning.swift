import KeyhoundContent
import KeyhoundCore
import KeyhoundEngine
import KeyhoundReports

/// One run of `keyhound notebook clean`.
struct NotebookCleaning {
  let cleaner: NotebookCleaner
  /// What says that a key is to stay.
  let exceptions: ExceptionLookup
  /// Whether files stay as they are, and changes are shown instead.
  let isDry: Bool

  /// Cleans each of `files` by itself; one that cannot be cleaned does not keep the others from it.
  func clean(_ files: [String]) -> ExitStatus {
    var hasFailed = false
    var hasKeys = false
    for name in files {
      do {
        let file = try NotebookFile(name)
        let cleaned = try file.bytes.withUnsafeBytes { bytes in try clean(bytes, name) }
        if isDry { try show(cleaned, of: file) } else if cleaned.isChanged { try file.replace(with: cleaned.bytes) }
        try report(cleaned, name, to: .output)
        hasKeys = hasKeys || !cleaned.findings.isEmpty
      } catch {
        hasFailed = true
        StandardStream.error.write("\(error)\n")
      }
    }
    return hasFailed ? .failed : isDry && hasKeys ? .found(code: ExitStatus.defaultFoundCode) : .clean
  }

  /// Cleans standard input to standard output. Nothing is written when that cannot be done.
  func filter(name: String) -> ExitStatus {
    do {
      let bytes = try NotebookFile.standardInput()
      let cleaned = try bytes.withUnsafeBytes { try clean($0, name) }
      if !cleaned.findings.isEmpty { try report(cleaned, name, to: .error) }
      guard StandardStream.output.write(cleaned.bytes) == 0 else {
        throw CommandFailure("cannot write the cleaned notebook to standard output")
      }
      return .clean
    } catch {
      StandardStream.error.write("\(error)\n")
      return .failed
    }
  }

  private func clean(_ bytes: UnsafeRawBufferPointer, _ name: String) throws(CommandFailure) -> CleanedNotebook {
    do {
      return try cleaner.clean(bytes, path: Self.plain(name))
    } catch {
      throw CommandFailure("\(TerminalText.safe(name)): not changed: \(TerminalText.safe(error.description))")
    }
  }

  /// The path as scans have it, so that exceptions hold alike.
  private static func plain(_ name: String) -> String {
    var path = name[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return String(path)
  }

  // MARK: What is said

  private func show(_ cleaned: CleanedNotebook, of file: NotebookFile) throws(CommandFailure) {
    guard cleaned.isChanged else { return }
    let name = TerminalText.safe(file.name)
    let lines = file.bytes.withUnsafeBytes { NotebookDiff(cleaned, from: $0).lines() }
    try StandardStream.output.print("--- \(name)\n+++ \(name)\n" + lines.map { TerminalText.safe($0) + "\n" }.joined())
  }

  private func report(_ cleaned: CleanedNotebook, _ name: String, to stream: StandardStream) throws(CommandFailure) {
    let path = TerminalText.safe(name)
    var text = "\(path): \(summary(cleaned))\n"
    for finding in cleaned.findings { text += "  \(line(finding))\n" }
    for (finding, allowance) in excepted(cleaned) {
      text += "  stays: \(line(finding)), by \(TerminalText.safe(allowance.place))\n"
    }
    if cleaned.isChanged, let irregularity = cleaned.irregularity {
      text += "  no valid notebook, as before: \(TerminalText.safe(irregularity)); saving it in Jupyter mends that\n"
    }
    if cleaned.isChanged, let oddity = cleaned.oddity {
      text += "  Jupyter does not open it, as before: \(TerminalText.safe(oddity))\n"
    }
    for issue in exceptions.issues(concerning: Self.plain(name)) {
      let place = issue.path.map { "\($0): " } ?? ""
      text += "  \(TerminalText.safe(place + issue.message))\n"
    }
    for key in Self.keysToRevoke(cleaned) { text += "  revoke \(key); what was shared stays leaked\n" }
    try stream.print(text)
  }

  private func line(_ finding: Finding) -> String {
    let isShown = finding.picture != nil
    let cell = finding.origin.cell.map { CellText.describe($0, withLine: !isShown) } ?? "line \(finding.location.start.line)"
    let place = cell + (finding.picture.map { "; picture, at \(PictureText.describe($0))" } ?? "")
    return TerminalText.safe("\(place): \(finding.secret.redacted) [\(finding.rule.id)]")
  }

  /// The keys that stay because somebody said so.
  private func excepted(_ cleaned: CleanedNotebook) -> [(Finding, Allowance)] {
    cleaned.left.compactMap { finding in
      if case .allow(let allowance) = exceptions.verdict(on: finding) { (finding, allowance) } else { nil }
    }
  }

  private func summary(_ cleaned: CleanedNotebook) -> String {
    guard cleaned.isChanged else { return excepted(cleaned).isEmpty ? "clean already" : "clean apart from what is excepted" }
    let keys = cleaned.findings.count == 1 ? "1 key" : "\(cleaned.findings.count) keys"
    let outputs = cleaned.removals == 0 ? "" : ", \(cleaned.removals) outputs, counts or states"
    return isDry ? "would take out \(keys)\(outputs)" : "took out \(keys)\(outputs)"
  }

  /// Each key by its public prefix, once, with the place where it is revoked.
  private static func keysToRevoke(_ cleaned: CleanedNotebook) -> [String] {
    var seen: Set<Secret> = []
    return cleaned.findings.filter { !$0.isExample && seen.insert($0.secret).inserted }.map { finding in
      let place = finding.rule.revoke.map { " at \(TerminalText.safe($0))" } ?? ""
      return "\(TerminalText.safe(finding.secret.redacted))\(place)"
    }
  }
}
