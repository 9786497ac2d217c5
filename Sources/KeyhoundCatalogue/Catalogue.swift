package import KeyhoundRules

/// The rules that are part of the program: `rules/`, put there by the build.
package enum Catalogue {
  /// The built-in rules and the allowlists that hold for them.
  package static func load() -> LoadedRules {
    let decoded = CatalogueData.text.withUTF8Buffer { CompactRules.decoded($0) }
    return LoadedRules(rules: decoded.rules, allowlists: decoded.allowlists, isCatalogue: true)
  }
}
