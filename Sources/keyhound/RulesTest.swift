import ArgumentParser
import KeyhoundCore
import KeyhoundReports
import KeyhoundRules

extension RulesCommand {
  /// `keyhound rules test`
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what one rule makes of a file, match by match, and why each is or is not reported.",
      discussion: """
        The file is taken as it stands: not unpacked, not decoded. What another rule reports in this one's place is said too. Exit status: 0 nothing \
        is reported, 1 something is.
        """)
    @Argument(help: "The id of the rule.") var id: String
    @Argument(help: "A file; - is standard input.", completion: .file()) var file: String
    @Option(help: ArgumentHelp("The path under which the file is judged (default: its own).", valueName: "name")) var path:
      String?
    @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
    @OptionGroup(title: "What counts") var policyOptions: PolicyOptions

    func run() throws {
      let loaded = try ruleOptions.load()
      guard let rule = loaded.rules.first(where: { $0.id == id }) else {
        throw CommandFailure("there is no rule called \(id); `keyhound rules list` shows all of them")
      }
      var text = try TextFile.read(file)
      let report = try text.withUTF8 { bytes in
        let chunk = Chunk(whole: UnsafeRawBufferPointer(bytes), origin: Origin(path: path ?? file))
        return try TrialReport(rule, loaded, chunk, minimum: policyOptions.minimumConfidence)
      }
      try StandardStream.output.print(report.text)
      if report.reportsSomething { throw ExitStatus.found(code: ExitStatus.defaultFoundCode) }
    }
  }
}

/// What came of trying one rule, in words.
private struct TrialReport {
  private(set) var text: String
  private(set) var reportsSomething = false
  private let minimum: Confidence
  private let winners: [Finding]

  init(_ rule: Rule, _ loaded: LoadedRules, _ chunk: Chunk, minimum: Confidence) throws {
    self.minimum = minimum
    let trial = RuleTrial(rule, allowlists: loaded.allowlists, chunk: chunk)
    let outcomes = try trial.outcomes()
    let detector = Detector(RuleSet(loaded.rules, allowlists: loaded.allowlists))
    winners = FindingResolver.resolved(detector.findings(in: chunk, scratch: DetectorScratch(for: detector.rules)).findings)
    text = outcomes.isEmpty ? "\(rule.id) matches nothing here.\n" : ""
    for outcome in outcomes { append(outcome, by: rule, path: chunk.origin.path) }
    if !trial.applies { append("The rule is not meant for files of this name: \(rule.path ?? "")") }
    if !trial.hasLiteral {
      append("None of its literals occurs, so that it is not even tried: \(trial.literals.joined(separator: ", "))")
    }
    if !trial.applies || !trial.hasLiteral { reportsSomething = false }
  }

  private mutating func append(_ line: String) { text += TerminalText.safe(line) + "\n" }

  private mutating func append(_ outcome: RuleTrial.Outcome, by rule: Rule, path: String) {
    let start = outcome.location.start
    append("\(path):\(start.line):\(start.column): \(said(of: outcome, by: rule))")
  }

  private mutating func said(of outcome: RuleTrial.Outcome, by rule: Rule) -> String {
    let size = "\(outcome.secret.revealed.utf8.count) bytes"
    switch outcome.verdict {
    case .refused(let reason): return "matched \(size), not reported: \(reason)"
    case .reported(let confidence, let evidence, let isExample):
      let reasons = (isExample ? ["a published example"] : []) + (evidence.isEmpty ? ["its form alone"] : evidence)
      let belief = "matched \(size), believed at \(confidence.name) confidence: \(reasons.joined(separator: ", "))"
      guard confidence >= minimum else { return "\(belief); not reported below \(minimum.name)" }
      let winner = winners.first { $0.location.bytes.overlaps(outcome.location.bytes) }
      if let winner, winner.rule.id != rule.id { return "\(belief); reported by \(winner.rule.id) instead" }
      if let allowance = winner?.allowance { return "\(belief); not reported: \(allowance.place) in the text" }
      reportsSomething = true
      return "\(belief); reported"
    }
  }
}
