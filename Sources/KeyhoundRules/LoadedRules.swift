package import KeyhoundCore

/// Rules and the allowlists that hold for all of them.
package struct LoadedRules: Sendable {
  /// The rules whose findings are reported.
  package var rules: [Rule] {
    get { reported.map { ids in all.filter { ids.contains($0.id) } } ?? all }
    set {
      changed = newValue
      catalogue = nil
      reported = nil
    }
  }
  /// These rules and those that nobody wants reports of: what they find is starred out all the same.
  package var all: [Rule] { catalogue?.all ?? changed }
  /// The ids of the rules whose findings are reported; `nil` for all.
  package var reported: Set<String>?
  package private(set) var allowlists: [Allowlist]
  /// The rules in the program, as long as nothing is added, changed or left out: they are read when somebody asks.
  private var catalogue: CompactRules?
  private var changed: [Rule] = []
  /// The settings of a configuration file that was named; `nil` where folders speak for themselves.
  package var settings: Settings?
  /// Paths of baselines that configuration files name.
  package var baselines: [String] = []
  /// How many encodings may lie one inside another, where a configuration file says so.
  package var decodeDepth: Int?
  /// Whether the configuration wants the text of pictures to be read; `nil` where it does not say.
  package var images: Bool?

  package init(rules: [Rule], allowlists: [Allowlist] = []) {
    changed = rules
    self.allowlists = allowlists
  }

  /// The rules in the program.
  package init(catalogue: CompactRules) {
    self.catalogue = catalogue
    allowlists = catalogue.allowlists
  }

  /// Whether `all` are the rules in the program with nothing added, changed or left out.
  package var isCatalogue: Bool { catalogue != nil }
  package var isEmpty: Bool { count == 0 }
  package var count: Int { reported?.count ?? catalogue?.count ?? changed.count }

  /// These rules and `others`; of two with the same id, the other one stays.
  package func adding(_ others: LoadedRules) -> LoadedRules {
    guard !others.rules.isEmpty || !others.allowlists.isEmpty else { return self }
    let replaced = Set(others.rules.map(\.id))
    var sum = self
    sum.rules = rules.filter { !replaced.contains($0.id) } + others.rules
    sum.allowlists += others.allowlists
    return sum
  }

  /// Adds allowlists that hold for all rules, which are then no longer those in the program.
  mutating func add(_ lists: [Allowlist]) {
    guard !lists.isEmpty else { return }
    // Reads the rules in the program, which hold with their own allowlists.
    rules = rules
    allowlists += lists
  }
}
