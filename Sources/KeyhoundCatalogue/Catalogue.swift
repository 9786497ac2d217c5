package import KeyhoundCore
package import KeyhoundRules

/// The rules that are part of the program: `rules/`, put there by the build.
package enum Catalogue {
  /// The built-in rules and the allowlists that hold for them.
  package static func load() -> LoadedRules { LoadedRules(catalogue: opened.rules) }

  /// The set that `RuleSet` makes of `load()` for scans that also decode, nearly all of which the build has worked out.
  package static func ruleSet() -> RuleSet {
    let rules = opened.rules
    var lists = opened.lists
    return RuleSet(from: &lists, ruleCount: rules.count, allowlists: rules.allowlists) { rules.rule($0) }
  }

  /// The rules, and a reader at the lists of the set. Neither is ever given back.
  private static let opened: (rules: CompactRules, lists: ListReader) = {
    let packed = UnsafeRawBufferPointer(start: CatalogueData.lists.utf8Start, count: CatalogueData.lists.utf8CodeUnitCount)
    var lists = ListReader(SevenBits.bytes(of: packed))
    let text = UnsafeBufferPointer(start: CatalogueData.text.utf8Start, count: CatalogueData.text.utf8CodeUnitCount)
    return (CompactRules(text, lists: &lists), lists)
  }()
}
