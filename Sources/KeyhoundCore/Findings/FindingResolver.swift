/// Chooses between findings that concern the same secret.
package enum FindingResolver {
  /// One finding for each stretch of raw bytes that several rules, or several views of the same bytes, found a secret in.
  ///
  /// The more specific rule wins, then the surer one, then the one that shows more of the place (a notebook cell), then the longer secret.
  /// The winner is believed as much as the surest of them. The result is in the order of the raw file.
  ///
  /// Files inside one archive, and other texts at one place, are judged each for itself, in the order they came. Where several say the same at the
  /// same place, the first stands for all.
  package static func resolved(_ findings: [Finding]) -> [Finding] {
    guard let first = findings.first.map(Text.init), findings.count > 1 else { return findings }
    if findings.allSatisfy({ Text($0) == first }) { return resolvedInOneText(findings) }
    let byText = Dictionary(grouping: findings, by: Text.init)
    var seen: Set<Text> = []
    let texts = findings.map(Text.init).filter { seen.insert($0).inserted }
    var told: Set<Statement> = []
    return texts.flatMap { resolvedInOneText(byText[$0] ?? []) }.filter { told.insert(Statement($0)).inserted }
  }

  /// What tells a text from others.
  private struct Text: Hashable {
    private let path: String
    private let rawPath: RawPath?
    private let numbers: [Int]

    init(_ finding: Finding) {
      (path, rawPath, numbers) = (finding.origin.path, finding.origin.rawPath, finding.origin.textNumbers)
    }
  }

  /// What a reader learns of a finding.
  private struct Statement: Hashable {
    private let fingerprint: String
    private let rawPath: RawPath?
    private let bytes: Range<Int>

    init(_ finding: Finding) {
      (fingerprint, rawPath, bytes) = (finding.fingerprint, finding.origin.rawPath, finding.location.bytes)
    }
  }

  private static func resolvedInOneText(_ findings: [Finding]) -> [Finding] {
    let starts = findings.map(\.location.bytes.lowerBound)
    // As they come from one text they are in order.
    let isSorted = zip(starts, starts.dropFirst()).allSatisfy(<=)
    let sorted = isSorted ? findings : starts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }.map { findings[$0] }
    var result: [Finding] = []
    var group: [Finding] = []
    var groupEnd = 0
    for finding in sorted {
      let bytes = finding.location.bytes
      if !group.isEmpty && bytes.lowerBound >= groupEnd {
        result += winners(of: group)
        group = []
      }
      group.append(finding)
      groupEnd = max(bytes.upperBound, group.count == 1 ? 0 : groupEnd)
    }
    return result + winners(of: group)
  }

  /// The best finding of a group, and those of the rest that do not overlap one chosen already.
  private static func winners(of group: [Finding]) -> [Finding] {
    guard group.count > 1 else { return group }
    var chosen: [Finding] = []
    for finding in group.sorted(by: isBetter) {
      if let index = chosen.firstIndex(where: { $0.location.bytes.overlaps(finding.location.bytes) }) {
        raise(&chosen[index], by: finding)
      } else {
        chosen.append(finding)
      }
    }
    return chosen.sorted { $0.location.bytes.lowerBound < $1.location.bytes.lowerBound }
  }

  private static func isBetter(_ a: Finding, _ b: Finding) -> Bool {
    if a.rule.specificity != b.rule.specificity { return a.rule.specificity > b.rule.specificity }
    if a.confidence != b.confidence { return a.confidence > b.confidence }
    if (a.origin.cell == nil) != (b.origin.cell == nil) { return a.origin.cell != nil }
    if a.origin.decodedFrom.count != b.origin.decodedFrom.count {
      return a.origin.decodedFrom.count < b.origin.decodedFrom.count
    }
    if a.location.bytes.count != b.location.bytes.count { return a.location.bytes.count > b.location.bytes.count }
    return (a.rule.id, a.location.bytes.lowerBound) < (b.rule.id, b.location.bytes.lowerBound)
  }

  private static func raise(_ winner: inout Finding, by other: Finding) {
    if !winner.isExample && !other.isExample { winner.confidence = max(winner.confidence, other.confidence) }
  }
}
