/// One output format. A reporter turns events into text; it opens nothing and writes nowhere itself.
///
/// The calls come in this order: `begin`, any number of findings and issues, `finish`. Text is appended to `output` as early as the format allows.
package protocol Reporter {
  mutating func begin(_ run: RunDescription, into output: inout String)
  mutating func report(_ finding: Finding, into output: inout String)
  /// Tells of a finding that is left out; its `allowance` says why. Comes only where somebody asked for them.
  mutating func reportAllowed(_ finding: Finding, into output: inout String)
  mutating func report(_ issue: Issue, into output: inout String)
  mutating func finish(_ coverage: Coverage, into output: inout String)
}

extension Reporter {
  /// Most formats have no place for what is no problem.
  package mutating func reportAllowed(_ finding: Finding, into output: inout String) {}
}

/// What a report says of the program and the run.
package struct RunDescription: Sendable {
  /// The program's version, such as `0.1.0`.
  package var version: String
  /// How many rules are in force.
  package var ruleCount: Int
  /// The least confidence that is reported.
  package var minimumConfidence: Confidence
  /// When the run began, in seconds since 1970 (UTC).
  package var startedAt: Int

  package init(version: String, ruleCount: Int, minimumConfidence: Confidence, startedAt: Int = 0) {
    self.startedAt = startedAt
    self.version = version
    self.ruleCount = ruleCount
    self.minimumConfidence = minimumConfidence
  }
}
