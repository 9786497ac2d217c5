import ArgumentParser
import KeyhoundCore
import KeyhoundRules

/// Options that say which rules are in force.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "Rules to use besides the built-in ones: a file in TOML or in the YAML of kingfisher and Nosey Parker, or a folder; repeatable.",
      valueName: "path"))
  var paths: [String] = []

  @Option(
    name: .customLong("enable-rule"),
    help: ArgumentHelp("Use only the rules named this way; repeatable.", valueName: "id"))
  var enabled: [String] = []

  @Option(name: .customLong("disable-rule"), help: ArgumentHelp("Leave a rule out; repeatable.", valueName: "id"))
  var disabled: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Use this configuration instead of the .keyhound.toml and .gitleaks.toml of each folder; a gitleaks configuration will do.",
      valueName: "file"), completion: .file())
  var config: String?

  /// The rules in force, in no particular order, the allowlists that hold for all of them, and what configuration files say besides.
  /// - Parameters:
  ///   - configuration: reads the file that `--config` names, and those it builds on.
  ///   - roots: what is scanned, besides the current folder: places where gitleaks looks for its configuration.
  ///   - read: reads the files that `--rules` names.
  func load(
    from texts: any PolicyTexts = FilesOnDisk(), configuration: (String) throws -> String = TextFile.read, roots: [String] = [],
    _ read: ([String]) throws -> LoadedRules = RuleFiles.load
  ) throws -> LoadedRules {
    var loaded = try configured(BuiltInRules.loaded, texts, roots, configuration)
    if !paths.isEmpty { loaded = try loaded.adding(read(paths)) }
    return try select(from: loaded)
  }

  private func configured(
    _ builtIn: LoadedRules, _ texts: any PolicyTexts, _ roots: [String], _ read: (String) throws -> String
  ) throws -> LoadedRules {
    if let config {
      guard RuleDialect(fileName: config) == .gitleaks else {
        let folder = RealPath.folder(of: texts.path(ofNamed: config))
        return try Configuration(path: config, text: read(config), folder: folder == "." ? "" : folder).applied(to: builtIn)
      }
      return try Self.gitleaks(RuleFile(name: config, text: read(config)), builtIn, depth: 0, read)
    }
    if let named = try GitleaksFiles.fromEnvironment(read) { return try Self.gitleaks(named, builtIn, depth: 0, read) }
    let configured = try Configuration(from: texts).applied(to: builtIn)
    return try GitleaksFiles.found(in: roots, texts).reduce(configured) { try $1.added(to: $0, from: texts) }
  }

  /// A gitleaks configuration takes the place of the built-in rules, unless it builds on them.
  private static func gitleaks(
    _ text: RuleFile, _ builtIn: LoadedRules, depth: Int, _ read: (String) throws -> String
  ) throws -> LoadedRules {
    let file = try GitleaksConfig(text)
    var base = file.usesDefault ? builtIn : LoadedRules(rules: [])
    if let basePath = file.basePath {
      guard depth < 2 else { throw CommandFailure("\(text.name): extend goes more than two files deep") }
      base = try gitleaks(RuleFile(name: basePath, text: read(basePath)), builtIn, depth: depth + 1, read)
    }
    return try file.applied(to: base)
  }

  private func select(from loaded: LoadedRules) throws(CommandFailure) -> LoadedRules {
    if enabled.isEmpty && disabled.isEmpty && !loaded.isEmpty { return loaded }
    let known = Set(loaded.rules.map(\.id))
    for id in enabled + disabled where !known.contains(id) {
      throw CommandFailure(RuleNames(loaded).correction(of: id))
    }
    var selected = loaded
    selected.reported = (enabled.isEmpty ? known : Set(enabled)).subtracting(disabled)
    guard !selected.isEmpty else { throw CommandFailure("no rule is left; enable one, or disable fewer") }
    return selected
  }
}
