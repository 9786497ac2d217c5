package import PCRE2

/// What one rule makes of one text: every match, and why it is or is not reported.
package struct RuleTrial {
  /// A match and what came of it.
  package struct Outcome {
    package var location: Location
    package var secret: Secret
    package var verdict: Verdict
  }

  package enum Verdict: Equatable {
    case reported(Confidence, evidence: [String], isExample: Bool)
    /// Why it is not a finding.
    case refused(String)
  }

  private let search: ChunkSearch
  private let rule: PreparedRule
  private let scratch: DetectorScratch

  /// Takes one rule of its own and the allowlists that hold for all.
  package init(_ rule: Rule, allowlists: [Allowlist], chunk: Chunk) {
    let rules = RuleSet([rule], allowlists: allowlists)
    scratch = DetectorScratch(for: rules)
    search = ChunkSearch(rules: rules, chunk: chunk, scratch: scratch)
    self.rule = rules.prepared[0]
  }

  /// Whether the rule is meant for a file of this name.
  package var applies: Bool { search.applies(rule) }

  /// The literals of which one must occur for the rule to be tried; empty when it is led to its places in another way.
  package var literals: [String] { rule.literals.map { String(decoding: $0, as: UTF8.self) } }

  package var hasLiteral: Bool {
    rule.literals.isEmpty || rule.literals.contains { search.bytes.contains(folded: $0, in: 0..<search.bytes.count) }
  }

  /// Every match in the order of the text.
  package func outcomes() throws(MatchError) -> [Outcome] {
    guard rule.definition.regex != nil else { return [] }
    let pattern = Pattern(rule.definition.regex ?? "")
    var outcomes: [Outcome] = []
    var start = 0
    while start <= search.bytes.count, try scratch.matcher.matches(pattern, in: search.bytes, from: start),
      let match = scratch.matcher.range(ofGroup: 0)
    {
      let secret = search.secretRange(rule, match)
      outcomes.append(
        Outcome(
          location: search.chunk.location(of: secret ?? match), secret: Secret(search.bytes.view(secret ?? match)),
          verdict: verdict(match, secret)))
      start = max(match.upperBound, match.lowerBound + 1)
    }
    return outcomes
  }

  private func verdict(_ match: Range<Int>, _ secret: Range<Int>?) -> Verdict {
    guard let secret, !secret.isEmpty else { return .refused("the group that is the secret took no part in the match") }
    let judge = Judge(rule, search)
    if let verdict = judge.verdict(secret: secret, match: match, allowlists: search.rules.allowlists) {
      return .reported(verdict.confidence, evidence: verdict.evidence, isExample: verdict.isExample)
    }
    return .refused(judge.objection(secret: secret, match: match, allowlists: search.rules.allowlists))
  }
}

extension Judge {
  /// Why `verdict` is that the match is no secret: the first reason in the order in which they are looked at.
  fileprivate func objection(secret: Range<Int>, match: Range<Int>, allowlists: [Allowlist]) -> String {
    let text = bytes.view(secret)
    if !rule.definition.requires.areMet(by: text) { return "it has too few digits, letters or signs (requires)" }
    if let checksum = rule.definition.checksum, !checksum.holds(for: text) {
      return "its checksum \(checksum.rawValue) does not hold"
    }
    if let entropy = rule.definition.entropy, TextStatistics(text).entropy <= entropy {
      return "its entropy, \(Self.rounded(TextStatistics(text).entropy)), is not above \(entropy)"
    }
    if !hasKeyword(near: match) {
      let keywords = rule.definition.keywords.joined(separator: ", ")
      return "none of its keywords stands within \(rule.definition.keywordDistance) bytes: \(keywords)"
    }
    if let list = (rule.definition.allowlists + allowlists).first(where: { allows($0, secret: secret, match: match) }) {
      return "an allowlist has it\(list.description.isEmpty ? "" : ": \(list.description)")"
    }
    var held: [EvidenceTest] = []
    var bits: UInt64 = 0
    for prepared in rule.evidence.tests where prepared.isDue(after: bits) && holds(prepared, secret: secret, match: match) {
      held.append(prepared.test)
      bits |= prepared.bit
    }
    if let test = held.first(where: { $0.effect == .reject }) { return "\(test.name) rejects it" }
    return "no evidence speaks for it\(held.isEmpty ? "" : ", but \(held.map(\.name).joined(separator: ", "))")"
  }

  private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
