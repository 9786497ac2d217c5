import KeyhoundCore

/// A rule in words, for a person.
struct RuleDescription {
  private let rule: Rule
  private let isReplacing: Bool

  /// - Parameter isReplacing: whether a built-in rule of this name makes way for it.
  init(_ rule: Rule, isReplacing: Bool) {
    self.rule = rule
    self.isReplacing = isReplacing
  }

  /// Several lines, a label and its value in each.
  var text: String {
    let start = rule.confidence == .none ? "none (evidence decides)" : rule.confidence.name
    var lines = ["\(rule.id): \(rule.description)", row("severity", rule.severity.name), row("confidence", start)]
    if isReplacing { lines.append(row("defined at", "\(rule.definedAt), in place of the built-in rule of this name")) }
    lines += [("regex", rule.regex), ("path", rule.path)].compactMap { label, value in value.map { row(label, $0) } }
    if !rule.keywords.isEmpty {
      lines.append(row("keywords", rule.keywords.joined(separator: ", ") + " within \(rule.keywordDistance) bytes"))
    }
    if let entropy = rule.entropy { lines.append(row("entropy", "above \(entropy) bits per byte")) }
    if let checksum = rule.checksum { lines.append(row("checksum", checksum.rawValue)) }
    lines += rule.evidence.map { row("evidence", "\($0.name) (\($0.place.rawValue)): \($0.consequence)") }
    if !rule.tags.isEmpty { lines.append(row("tags", rule.tags.joined(separator: ", "))) }
    lines += [("revoke at", rule.revoke), ("source", rule.source)].compactMap { label, value in value.map { row(label, $0) } }
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ label: String, _ value: String) -> String {
    "  " + label + String(repeating: " ", count: max(1, 12 - label.count)) + value
  }
}
