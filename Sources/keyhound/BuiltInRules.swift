import KeyhoundCatalogue
import KeyhoundEngine
import KeyhoundRules

/// The rules in the program.
enum BuiltInRules {
  private static let rules = Once { Catalogue.load() }

  static var loaded: LoadedRules { rules.value }

  /// Begins to decode them, while the command line is read.
  static func beginLoading() { rules.begin() }
}
