import ArgumentParser
import FoundationEssentials

/// `keyhound manual`: the manual page, made from what the commands say of themselves.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, for man(1).",
    discussion: "To read it: keyhound manual | man -l -")

  func run() throws {
    let help = try JSONDecoder().decode(CommandHelp.Root.self, from: Data(Keyhound._dumpHelp().utf8))
    try StandardStream.output.print(ManualPage(help.command).text)
  }
}

/// What a command says of itself, as the argument parser gives it out.
struct CommandHelp: Decodable {
  struct Root: Decodable {
    var command: CommandHelp
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String

      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var sectionTitle: String?
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var abstract: String?
  }

  var commandName: String
  var superCommands: [String]?
  var shouldDisplay: Bool?
  var aliases: [String]?
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandHelp]?
  var arguments: [Argument]?

  /// The words that run it, such as `keyhound rules list`.
  var name: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }
}

/// A manual page in man(7).
struct ManualPage {
  private let root: CommandHelp

  init(_ root: CommandHelp) {
    self.root = root
  }

  var text: String {
    let name = root.commandName
    return ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Version.current)\"\n"
      + ".SH NAME\n\(name) \\- \(Self.escaped(root.abstract ?? ""))\n.SH SYNOPSIS\n.B \(name)\n.I command\n[\\fIoptions\\fR] [\\fIarguments\\fR]\n.SH DESCRIPTION\n"
      + "\(Self.escaped(root.discussion ?? ""))\n.SH COMMANDS\n\(commands(in: root))" + Self.end
  }

  private func commands(in command: CommandHelp) -> String {
    (command.subcommands ?? []).filter { $0.shouldDisplay ?? true && $0.commandName != "help" }.map { inner in
      (inner.subcommands?.isEmpty ?? true ? Self.section(inner) : Self.heading(inner)) + commands(in: inner)
    }.joined()
  }

  private static func heading(_ command: CommandHelp) -> String {
    let aliases = command.aliases.map { $0.isEmpty ? "" : "Also called \($0.joined(separator: ", ")).\n" } ?? ""
    let texts = [command.abstract, command.discussion].compactMap { $0 }.filter { !$0.isEmpty }
    return ".SS \"\(escaped(command.name))\"\n\(texts.map(escaped).joined(separator: "\n.PP\n"))\n\(escaped(aliases))"
  }

  private static func section(_ command: CommandHelp) -> String {
    let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && $0.names?.contains { $0.name == "help" } != true }
    return heading(command) + arguments.map(entry).joined()
  }

  private static func entry(_ argument: CommandHelp.Argument) -> String {
    let value = argument.kind == "flag" ? "" : "\\fI\(escaped(argument.valueName ?? "value"))\\fR"
    let names = (argument.names ?? []).map { "\\fB\(escaped($0.text))\\fR" }.joined(separator: ", ")
    let tag = [names, value].filter { !$0.isEmpty }.joined(separator: " ") + (argument.isRepeating ? " ..." : "")
    let values = argument.allValues.map { $0.isEmpty ? "" : " One of \($0.joined(separator: ", "))." } ?? ""
    let standard = argument.defaultValue.map { $0.isEmpty ? "" : " (default: \($0))" } ?? ""
    return ".TP\n\(tag)\n\(escaped((argument.abstract ?? "") + values + standard))\n"
  }

  /// Text in which nothing is a request or an escape.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = line.reduce(into: "") { $0 += $1 == "\\" ? "\\e" : $1 == "-" ? "\\-" : String($1) }
      return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }.joined(separator: "\n")
  }

  private static let end = """
    .SH EXIT STATUS
    0 no keys found, and everything was scanned. 1 keys found (see \\-\\-exit\\-code). 2 the job could not be done, or not completely.
    .SH ENVIRONMENT
    .TP
    .B NO_COLOR
    When set to anything, no colours; nor are there any when TERM is "dumb" or the output is no terminal.
    .TP
    .B PATH
    Where programs keyhound\\-format\\-NAME are looked for, which make formats of their own from the JSON Lines report.
    .SH FILES
    .TP
    .B .keyhound.toml
    Levels, exceptions and rules for a folder and those below it.
    .TP
    .B .keyhoundignore
    Fingerprints and patterns of paths that are not reported.

    """
}
