package import KeyhoundCore

/// Rules and the allowlists that hold for all of them.
package struct LoadedRules: Sendable {
  package var rules: [Rule]
  package var allowlists: [Allowlist]

  package init(rules: [Rule], allowlists: [Allowlist] = []) {
    self.rules = rules
    self.allowlists = allowlists
  }

  /// These rules and `others`; of two with the same id, the other one stays.
  package func adding(_ others: LoadedRules) -> LoadedRules {
    let replaced = Set(others.rules.map(\.id))
    return LoadedRules(
      rules: rules.filter { !replaced.contains($0.id) } + others.rules, allowlists: allowlists + others.allowlists)
  }
}
