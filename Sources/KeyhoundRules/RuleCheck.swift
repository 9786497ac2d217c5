package import KeyhoundCore

/// Holds rules to their own examples: expands the templates, searches the texts, and says what is missed and what is wrongly found.
package struct RuleCheck {
  /// One text that a rule did not treat as its author promised.
  package struct Failure: Sendable {
    package let rule: Rule
    package let message: String
  }

  /// How often every template is expanded, each time with other random characters.
  private let expansions: UInt64

  private let rules: [Rule]
  private let detector: Detector
  private let scratch: DetectorScratch

  package init(_ loaded: LoadedRules, expansions: UInt64 = 8) {
    self.expansions = expansions
    rules = loaded.rules
    detector = Detector(RuleSet(loaded.rules, allowlists: loaded.allowlists))
    scratch = DetectorScratch(for: detector.rules)
  }

  /// Everything that is wrong, in the order of the rules.
  package func failures() -> [Failure] { rules.flatMap(failures) }

  /// Everything that is wrong with one of the rules.
  package func failures(of rule: Rule) -> [Failure] {
    guard rule.isReported else { return [] }
    var failures: [Failure] = []
    if rule.examples.isEmpty { failures.append(Failure(rule: rule, message: "has no example; add one to `examples`")) }
    if rule.counterexamples.isEmpty {
      failures.append(Failure(rule: rule, message: "has no counterexample; add a near miss to `counterexamples`"))
    }
    failures += rule.examples.compactMap { check($0, of: rule, mustMatch: true) }
    failures += rule.counterexamples.compactMap { check($0, of: rule, mustMatch: false) }
    return failures
  }

  private func check(_ example: RuleExample, of rule: Rule, mustMatch: Bool) -> Failure? {
    let template: Template
    do { template = try Template(example.text) } catch { return Failure(rule: rule, message: error.description) }
    for seed in 0..<expansions {
      let found = isFound(template.expanded(seed: seed), path: example.path ?? RuleExample.defaultPath, by: rule)
      if found != mustMatch {
        let kind = mustMatch ? "example is not found" : "counterexample is found"
        return Failure(rule: rule, message: "\(kind) (expansion \(seed)): \(example.text.debugDescription)")
      }
    }
    return nil
  }

  private func isFound(_ text: String, path: String, by rule: Rule) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let chunk = Chunk(whole: UnsafeRawBufferPointer(bytes), origin: Origin(path: path))
      return detector.findings(in: chunk, scratch: scratch).findings.contains {
        $0.rule.id == rule.id && $0.confidence >= .medium
      }
    }
  }
}
