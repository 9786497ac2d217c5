import ArgumentParser
import KeyhoundCatalogue
import KeyhoundCore
import KeyhoundRules

/// Options that say which rules are in force.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("Rules to use besides the built-in ones: a TOML file or a folder of them; repeatable.", valueName: "path"))
  var paths: [String] = []

  @Option(
    name: .customLong("enable-rule"),
    help: ArgumentHelp("Use only the rules named this way; repeatable.", valueName: "id"))
  var enabled: [String] = []

  @Option(name: .customLong("disable-rule"), help: ArgumentHelp("Leave a rule out; repeatable.", valueName: "id"))
  var disabled: [String] = []

  /// The rules in force, in no particular order, and the allowlists that hold for all of them.
  /// - Parameter read: reads the files that `--rules` names.
  func load(_ read: ([String]) throws -> LoadedRules = RuleFiles.load) throws -> LoadedRules {
    var loaded = Catalogue.load()
    if !paths.isEmpty { loaded = try loaded.adding(read(paths)) }
    return try select(from: loaded)
  }

  private func select(from loaded: LoadedRules) throws(CommandFailure) -> LoadedRules {
    let known = Set(loaded.rules.map(\.id))
    for id in enabled + disabled where !known.contains(id) {
      throw CommandFailure("there is no rule called \(id); `keyhound rules list` shows all of them")
    }
    var selected = loaded
    selected.rules.removeAll { disabled.contains($0.id) || (!enabled.isEmpty && !enabled.contains($0.id)) }
    guard !selected.rules.isEmpty else { throw CommandFailure("no rule is left; enable one, or disable fewer") }
    return selected
  }
}
