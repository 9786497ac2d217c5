import ArgumentParser
import KeyhoundCatalogue
import KeyhoundCore
import KeyhoundRules

/// `keyhound rules`: what is looked for, and whether rules keep their promises.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List, show, check and try rules.",
    subcommands: [List.self, Show.self, Check.self, Test.self, Cost.self])

  /// `keyhound rules list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the rules in force, one a line: id, severity, description.")
    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.load().rules.sorted { $0.id < $1.id }
      let replacing = Set(BuiltInRules.replacements(among: rules).map(\.id))
      let width = rules.map(\.id.count).max() ?? 0
      let lines = rules.map { rule in
        let note = replacing.contains(rule.id) ? " (\(rule.definedAt), in place of the built-in rule)" : ""
        return "\(padded(rule.id, to: width))  \(padded(rule.severity.name, to: 8))  \(rule.description)\(note)\n"
      }
      try StandardStream.output.print(lines.joined())
    }

    private func padded(_ text: String, to width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
  }

  /// `keyhound rules show ID`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one rule: what it matches and what it weighs.")
    @Argument(help: "The id of the rule.") var id: String
    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let loaded = try ruleOptions.load()
      guard let rule = loaded.rules.first(where: { $0.id == id }) else {
        throw CommandFailure(RuleNames(loaded).correction(of: id))
      }
      let isReplacing = !BuiltInRules.replacements(among: [rule]).isEmpty
      try StandardStream.output.print(RuleDescription(rule, isReplacing: isReplacing).text)
    }
  }

  /// `keyhound rules check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Expand the examples of rule files and see that they are found, and counterexamples not.",
      discussion: "Exit status: 0 all rules keep their promises, 1 some do not, 2 a file could not be read.")
    @Argument(help: "TOML files, or folders of them.", completion: .file()) var paths: [String] = ["rules"]

    func run() throws {
      let loaded = try RuleFiles.load(paths)
      guard !loaded.rules.isEmpty || !loaded.allowlists.isEmpty else {
        throw CommandFailure("\(paths.joined(separator: ", ")): there is no rule in it; one begins with [[rules]]")
      }
      let failures = RuleCheck(loaded).failures()
      for failure in failures {
        try StandardStream.output.print("\(failure.rule.definedAt): \(failure.rule.id): \(failure.message)\n")
      }
      for rule in BuiltInRules.replacements(among: loaded.rules) {
        try StandardStream.output.print("note: \(rule.definedAt): \(rule.id) takes the place of the built-in rule of this name\n")
      }
      let examples = loaded.rules.reduce(0) { $0 + $1.examples.count + $1.counterexamples.count }
      try StandardStream.output.print(
        "\(loaded.rules.count) rules, \(examples) examples and counterexamples, \(failures.count) failures\n")
      if !failures.isEmpty { throw ExitStatus.found(code: ExitStatus.defaultFoundCode) }
    }
  }
}
