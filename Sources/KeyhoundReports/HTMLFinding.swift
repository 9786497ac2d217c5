import KeyhoundCore

/// One finding on the page: an article with the line (or the notebook cell), the reasons and the steps to take.
struct HTMLFinding {
  private let finding: Finding
  private let text: FindingText
  private let number: Int

  init(_ finding: Finding, number: Int, _ options: ReportOptions) {
    self.finding = finding
    self.number = number
    text = FindingText(finding, options)
  }

  var html: String {
    let attributes = XMLText.attributes([
      "class": "finding \(level)", "aria-labelledby": "t\(number)", "tabindex": "-1", "data-rule": finding.rule.id,
      "data-confidence": level, "data-path": finding.origin.path, "data-commit": finding.origin.commit?.id ?? "",
      "data-id": finding.fingerprint,
    ])
    return "<li><article\(attributes)>\n\(head)\(excerpt)\(facts)\(steps)</article></li>\n"
  }

  private var level: String { finding.isExample ? "example" : finding.confidence.name }

  private var head: String {
    let badge = finding.isExample ? "example key" : "\(finding.confidence.name) confidence"
    let cell = text.inside.map { " \(XMLText.escaped($0))" } ?? ""
    return """
      <h2 id="t\(number)">\(XMLText.escaped(text.title)) <span class="badge">\(badge)</span></h2>
      <p class="place"><code>\(XMLText.escaped(text.place))</code>\(cell)</p>

      """
  }

  // MARK: The line

  /// In a notebook the line stands where the notebook would show it: behind `In [12]:`, or among the outputs.
  private var excerpt: String {
    guard let cell = finding.origin.cell else { return "<pre class=\"line\"><code>\(markedLine)</code></pre>\n" }
    let isOutput = cell.outputIndex != nil
    return """
      <div class="cell\(isOutput ? " output" : "")"><span class="prompt">\(XMLText.escaped(Self.prompt(cell)))</span>\
      <div><p class="kind">\(XMLText.escaped(kind(cell)))</p><pre><code>\(markedLine)</code></pre></div></div>

      """
  }

  private static func prompt(_ cell: Cell) -> String {
    guard let count = cell.executionCount else { return cell.type == "code" ? "In [ ]:" : "" }
    return cell.outputIndex == nil ? "In [\(count)]:" : "Out [\(count)]:"
  }

  private func kind(_ cell: Cell) -> String {
    let place = cell.index > 0 ? (cell.type.map { "\($0) " } ?? "") + "cell \(cell.index)" : "notebook"
    let part = cell.outputIndex.map { "output \($0)" } ?? cell.part
    let line = finding.picture == nil ? "line \(cell.line)" : nil
    return [place, part, cell.mimeType, line, cell.id.map { "id \($0)" }].compactMap { $0 }.joined(separator: ", ")
  }

  /// The line with the secret marked, so that a reader need not search for the stars.
  private var markedLine: String {
    let line = XMLText.escaped(text.line)
    let secret = XMLText.escaped(text.secret)
    guard !secret.isEmpty, let range = line.firstRange(of: secret) else { return line }
    return "\(line[..<range.lowerBound])<mark>\(secret)</mark>\(line[range.upperBound...])"
  }

  // MARK: Facts and steps

  private var facts: String {
    var rows = [("Rule", "<code>\(XMLText.escaped(finding.rule.id))</code>, severity \(finding.rule.severity.name)")]
    let reasons = text.reasons.map(XMLText.escaped).joined(separator: ", ")
    if !reasons.isEmpty { rows.append(("Why", reasons)) }
    if let commit = finding.origin.commit { rows.append(("Commit", Self.commit(commit, inHead: finding.origin.inHead))) }
    rows.append(("Fingerprint", "<code>\(XMLText.escaped(finding.fingerprint))</code>"))
    return "<dl>\n\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }.joined())</dl>\n"
  }

  private static func commit(_ commit: Commit, inHead: Bool?) -> String {
    let subject = commit.message.split(separator: "\n").first.map(String.init) ?? ""
    let text = [commit.date, commit.author, subject].filter { !$0.isEmpty }.map(XMLText.escaped).joined(separator: ", ")
    let presence = inHead.map { $0 ? " (still there in HEAD)" : " (no longer in HEAD; history keeps it)" } ?? ""
    return "<code>\(XMLText.escaped(String(commit.id.prefix(12))))</code> \(text)\(presence)"
  }

  private var steps: String {
    let items = text.steps.map { "<li>\(linked(XMLText.escaped($0)))</li>\n" }.joined()
    let label = XMLText.escaped("\(text.title) in \(text.place)")
    return """
      <details><summary>What to do</summary><ol class="steps">
      \(items)</ol></details>
      <p class="actions"><button type="button" data-copy="steps" aria-label="Copy the steps: \(label)">Copy the steps</button> \
      <button type="button" data-copy="exception" aria-label="Copy an exception: \(label)">Copy an exception</button> \
      <label><input type="checkbox" class="done"> Done<span class="hidden">: \(label)</span></label></p>

      """
  }

  /// The address of the revocation page as a link, if it is one of the web.
  private func linked(_ step: String) -> String {
    guard let address = finding.rule.revoke, address.hasPrefix("https://") || address.hasPrefix("http://") else { return step }
    let text = XMLText.escaped(address)
    guard let range = step.firstRange(of: text) else { return step }
    return "\(step[..<range.lowerBound])<a href=\"\(text)\" rel=\"noreferrer noopener\">\(text)</a>\(step[range.upperBound...])"
  }
}
