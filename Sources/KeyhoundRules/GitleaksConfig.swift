package import KeyhoundCore

/// A gitleaks configuration as written: its own rules, and what it builds on.
package struct GitleaksConfig: Sendable {
  package var rules: [Rule] = []
  package var allowlists: [Allowlist] = []
  /// Another configuration to build on; the path is seen from the current folder.
  package var basePath: String?
  /// Whether the built-in rules are the base.
  package var usesDefault = false
  /// Rules of the base that are left out.
  package var disabledRules: [String] = []
  private let file: String

  /// Reads the configuration in `file`.
  package init(_ file: RuleFile) throws(RuleFileError) {
    self.file = file.name
    let loaded = try RuleLoader.table(file, .gitleaks)
    if let extend = try loaded.inner("extend") {
      basePath = try extend.string("path").flatMap { $0.isEmpty ? nil : $0 }
      usesDefault = try extend.flag("useDefault") ?? false
      disabledRules = try extend.strings("disabledRules")
      guard basePath == nil || !usesDefault else {
        throw extend.error(at: "path", "extend has both path and useDefault; choose one")
      }
    }
    // Of several rules with the same id the last one stays.
    var byID: [String: Rule] = [:]
    for table in try loaded.tables("rules") {
      let rule = try RuleReader(table, .gitleaks, SharedEvidence()).rule()
      byID[rule.id] = rule
    }
    rules = byID.values.sorted { $0.id < $1.id }
    allowlists = try AllowlistReader.lists(in: loaded, .gitleaks)
    try checkRequirements(loaded)
  }

  private func checkRequirements(_ table: TableReader) throws(RuleFileError) {
    let known = Set(rules.map(\.id))
    for rule in rules {
      for requirement in rule.required where !known.contains(requirement.id) {
        throw table.error(at: "rules", "\(rule.id) requires \(requirement.id), which is not defined here")
      }
    }
  }

  /// The rules that come of it, built on `base`.
  /// - Throws: when a rule has no expression, or an allowlist is meant for a rule that is not there.
  package func applied(to base: LoadedRules) throws(RuleFileError) -> LoadedRules {
    let own = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) })
    let kept = base.rules.filter { !disabledRules.contains($0.id) }
    let baseIDs = Set(kept.map(\.id))
    var result = kept.map { rule in own[rule.id].map { Self.merged($0, over: rule) } ?? rule }
    result += rules.filter { !baseIDs.contains($0.id) }
    for rule in result where rule.regex == nil && rule.path == nil {
      throw failure(rule.id, "has neither regex nor path; add one of them")
    }
    return try attachingAllowlists(LoadedRules(rules: result, allowlists: base.allowlists))
  }

  /// The rules that come of it where it was written for other built-in rules than `base`: what it says of rules that are not there is passed over,
  /// except for the generic one, which has others in its place.
  package func added(to base: LoadedRules) -> LoadedRules {
    let own = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) })
    let kept = base.rules.filter { !disabledRules.contains($0.id) }
    let baseIDs = Set(kept.map(\.id))
    var result = LoadedRules(
      rules: kept.map { rule in own[rule.id].map { Self.merged($0, over: rule) } ?? rule }, allowlists: base.allowlists)
    result.rules += rules.filter { !baseIDs.contains($0.id) && ($0.regex != nil || $0.path != nil) }
    result.settings = base.settings
    result.baselines = base.baselines
    result.add(allowlists.filter(\.targetRules.isEmpty))
    for list in allowlists { list.targetRules.forEach { result.attach([list], to: $0) } }
    for rule in rules where rule.regex == nil && rule.path == nil && !baseIDs.contains(rule.id) {
      result.attach(rule.allowlists, to: rule.id)
    }
    return result
  }

  private func attachingAllowlists(_ loaded: LoadedRules) throws(RuleFileError) -> LoadedRules {
    var loaded = loaded
    for list in allowlists {
      if list.targetRules.isEmpty { loaded.add([list]) }
      for id in list.targetRules {
        guard let index = loaded.rules.firstIndex(where: { $0.id == id }) else {
          throw failure(id, "an allowlist is meant for this rule, which is not there")
        }
        loaded.rules[index].allowlists.append(list)
      }
    }
    return loaded
  }

  private func failure(_ rule: String, _ message: String) -> RuleFileError {
    RuleFileError(file: file, line: 1, rule: rule, message: message)
  }

  /// A rule of the base with what the extending rule says of it.
  private static func merged(_ own: Rule, over base: Rule) -> Rule {
    var rule = base
    if !own.description.isEmpty { rule.description = own.description }
    if let entropy = own.entropy, entropy != 0 { rule.entropy = entropy }
    if let group = own.secretGroup, group != 0 { rule.secretGroup = group }
    if let path = own.path { rule.path = path }
    if let regex = own.regex {
      rule.regex = regex
      rule.shape = nil
    }
    rule.tags += own.tags
    rule.keywords += own.keywords
    rule.allowlists += own.allowlists
    return rule
  }
}

extension LoadedRules {
  private static let genericRule = "generic-api-key"

  /// Adds allowlists to a rule, or to those that look for what gitleaks' generic rule does.
  fileprivate mutating func attach(_ lists: [Allowlist], to id: String) {
    let isKnown = rules.contains { $0.id == id }
    for index in rules.indices {
      let isMeant = isKnown ? rules[index].id == id : id == Self.genericRule && rules[index].specificity <= 10
      if isMeant { rules[index].allowlists += lists }
    }
  }
}
