package import KeyhoundCore

/// The report for people: where, what, why, and what to do next.
package struct TextReporter: Reporter {
  private let options: ReportOptions
  private let style: TextStyle
  private var summary = TextSummary()

  package init(_ options: ReportOptions) {
    self.options = options
    style = TextStyle(usesColor: options.usesColor)
  }

  package mutating func begin(_ run: RunDescription, into output: inout String) {}

  package mutating func report(_ finding: Finding, into output: inout String) {
    summary.findings += 1
    output += "\(place(finding)): \(title(finding))\n"
    let line = shownLine(finding)
    if !line.isEmpty { output += row("|", style.secret(in: TerminalText.safe(line), shown(finding))) }
    let reasons = FindingText(finding, options).reasons.map(TerminalText.safe)
    if !reasons.isEmpty { output += row("why", reasons.joined(separator: ", ")) }
    if let commit = finding.origin.commit { output += row("commit", TerminalText.safe(Self.describe(commit))) }
    output += row("next", next(finding)) + "\n"
  }

  package mutating func reportAllowed(_ finding: Finding, into output: inout String) {
    output += "\(style.dim("allowed")): \(place(finding)): \(title(finding))\n"
    if let allowance = finding.allowance { output += row("by", TerminalText.safe(allowance.words)) + "\n" }
  }

  package mutating func report(_ issue: Issue, into output: inout String) {
    summary.issues += 1
    let place = issue.path.map { TerminalText.safe($0) + ": " } ?? ""
    let mark = issue.isGap ? style.warning("not scanned") : style.dim("note")
    output += "\(mark): \(style.bold(place))\(TerminalText.safe(issue.message))\n"
  }

  package mutating func finish(_ coverage: Coverage, into output: inout String) {
    if !coverage.isComplete { output += style.warning("INCOMPLETE: ") + summary.incompleteness + "\n" }
    if !options.isQuiet { output += summary.text(coverage) + "\n" }
  }

  // MARK: One finding

  private func place(_ finding: Finding) -> String {
    let start = finding.location.start
    let path = TerminalText.safe(finding.origin.path)
    let inside = FindingText(finding, options).inside.map { ": \(TerminalText.safe($0))" } ?? ""
    if finding.isInPictureFile { return style.bold(path + inside) }
    guard finding.origin.cell != nil else { return style.bold("\(path):\(start.line):\(start.column)\(inside)") }
    return style.bold(path + inside) + style.dim(" (\(start.line):\(start.column))")
  }

  private func title(_ finding: Finding) -> String {
    let id = style.dim("[\(TerminalText.safe(finding.rule.id))]")
    let level = style.level("\(finding.confidence.name) confidence", finding.confidence)
    return [TerminalText.safe(finding.description), id, level].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func shown(_ finding: Finding) -> String {
    TerminalText.safe(options.reveals ? finding.secret.revealed : finding.secret.redacted)
  }

  private func shownLine(_ finding: Finding) -> String {
    options.reveals ? finding.revealedExtract : finding.extract
  }

  private func next(_ finding: Finding) -> String {
    if finding.isExample { return "nothing to revoke; --ignore-examples leaves such keys out" }
    let place = finding.rule.revoke.map { " at \(TerminalText.safe($0))" } ?? ""
    if finding.picture != nil { return "look at the picture; revoke the key it shows\(place); what was shared stays leaked" }
    return "revoke it\(place), then take it out of the file; what was shared stays leaked"
  }

  private static func describe(_ commit: Commit) -> String {
    let subject = commit.message.split(separator: "\n").first.map { " \($0)" } ?? ""
    return "\(commit.id.prefix(12)) \(commit.date) \(commit.author)\(subject)"
  }

  /// A label and its text. On a terminal long words of ours are broken between words; a line of a file stays in one piece.
  private func row(_ label: String, _ text: String) -> String {
    let indent = String(repeating: " ", count: Self.labelWidth + 2)
    let room = options.width.map { max(20, $0 - indent.count) } ?? .max
    let lines = label == "|" || text.count <= room ? [text] : WrappedText.lines(text, width: room)
    let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
    return "  " + style.dim(label + padding) + lines.joined(separator: "\n" + indent) + "\n"
  }

  private static let labelWidth = 7
}

/// Text broken between words.
enum WrappedText {
  /// Lines of at most `width` characters, except for words that are longer.
  static func lines(_ text: String, width: Int) -> [String] {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }
}

/// A place in a notebook, in words.
package enum CellText {
  /// `cell 7 (In [12]), output 1 text/html, line 3`
  package static func describe(_ cell: Cell, withLine showsLine: Bool = true) -> String {
    let number = cell.index > 0 ? "cell \(cell.index)" : "notebook"
    let count = cell.executionCount.map { " (In [\($0)])" } ?? ""
    let output = cell.outputIndex.map { ", output \($0)" } ?? (cell.part == "source" ? "" : ", \(cell.part)")
    let type = cell.mimeType.map { " \($0)" } ?? ""
    return TerminalText.safe("\(number)\(count)\(output)\(type)" + (showsLine ? ", line \(cell.line)" : ""))
  }
}
