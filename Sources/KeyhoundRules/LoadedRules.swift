package import KeyhoundCore

/// Rules and the allowlists that hold for all of them.
package struct LoadedRules: Sendable {
  package var rules: [Rule] { didSet { isCatalogue = false } }
  package var allowlists: [Allowlist] { didSet { isCatalogue = false } }
  /// Whether these are the rules in the program with nothing added, changed or left out.
  package private(set) var isCatalogue: Bool
  /// The settings of a configuration file that was named; `nil` where folders speak for themselves.
  package var settings: Settings?
  /// Paths of baselines that configuration files name.
  package var baselines: [String] = []
  /// How many encodings may lie one inside another, where a configuration file says so.
  package var decodeDepth: Int?
  /// Whether the configuration wants the text of pictures to be read; `nil` where it does not say.
  package var images: Bool?

  package init(rules: [Rule], allowlists: [Allowlist] = [], isCatalogue: Bool = false) {
    self.rules = rules
    self.allowlists = allowlists
    self.isCatalogue = isCatalogue
  }

  /// These rules and `others`; of two with the same id, the other one stays.
  package func adding(_ others: LoadedRules) -> LoadedRules {
    guard !others.rules.isEmpty || !others.allowlists.isEmpty else { return self }
    let replaced = Set(others.rules.map(\.id))
    var sum = self
    sum.rules = rules.filter { !replaced.contains($0.id) } + others.rules
    sum.allowlists += others.allowlists
    return sum
  }
}
