import KeyhoundCatalogue
import KeyhoundCore
import KeyhoundEngine
import KeyhoundRules

/// The rules in the program, and the set that is made of them.
enum BuiltInRules {
  /// Ready for scans that also decode.
  private static let set = Once { Catalogue.ruleSet() }

  static var loaded: LoadedRules { Catalogue.load() }

  /// Those of `rules` that a built-in rule of another expression makes way for.
  static func replacements(among rules: [Rule]) -> [Rule] {
    let builtIn = Dictionary(loaded.all.map { ($0.id, $0.regex) }) { first, _ in first }
    return rules.filter { rule in builtIn[rule.id].map { $0 != rule.regex } ?? false }
  }

  /// Begins to make them ready, while the command line is read.
  static func beginLoading() { set.begin(bytes: bytes) }

  /// Memory that all of them take, roughly.
  private static let bytes = 1 << 20

  /// The set of all that was loaded, also of what is not reported, which is there already where nothing was changed in the rules.
  static func ruleSet(of loaded: LoadedRules, findsMarks: Bool, findsPictures: Bool) -> RuleSet {
    guard loaded.isCatalogue && findsMarks && !findsPictures else {
      return RuleSet(loaded.all, allowlists: loaded.allowlists, findsMarks: findsMarks, findsPictures: findsPictures)
    }
    return set.value
  }
}
