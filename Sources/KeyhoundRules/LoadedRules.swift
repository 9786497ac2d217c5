package import KeyhoundCore

/// Rules and the allowlists that hold for all of them.
package struct LoadedRules: Sendable {
  package var rules: [Rule]
  package var allowlists: [Allowlist]
  /// The settings of a configuration file that was named; `nil` where folders speak for themselves.
  package var settings: Settings?
  /// Paths of baselines that configuration files name.
  package var baselines: [String] = []

  package init(rules: [Rule], allowlists: [Allowlist] = []) {
    self.rules = rules
    self.allowlists = allowlists
  }

  /// These rules and `others`; of two with the same id, the other one stays.
  package func adding(_ others: LoadedRules) -> LoadedRules {
    let replaced = Set(others.rules.map(\.id))
    var sum = self
    sum.rules = rules.filter { !replaced.contains($0.id) } + others.rules
    sum.allowlists += others.allowlists
    return sum
  }
}
