import ArgumentParser
import KeyhoundGit
import KeyhoundReports

/// `keyhound hook`: git hooks that keep keys from being committed, pushed or received.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "Install, remove, examine and run git hooks.",
    subcommands: [Install.self, Uninstall.self, Doctor.self, HookRunCommand.self])

  /// Which folder is meant.
  struct Place: ParsableArguments {
    @Flag(name: .customLong("global"), help: "For all your repositories, by way of core.hooksPath, instead of for this one.")
    var isGlobal = false

    func folder(_ git: PersonalGit) throws -> HookFolder {
      try isGlobal ? HookFolder.global(git) : HookFolder.current(git)
    }
  }

  /// `keyhound hook install`
  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "install",
      abstract: "Install hooks where git looks for them; a hook that is there already keeps running.")

    @Option(
      name: .customLong("type"),
      help: ArgumentHelp(
        "Which hook: \(HookType.names); repeatable (default: pre-commit, and pre-receive in a bare repository).",
        valueName: "name"))
    var types: [HookType] = []
    @OptionGroup var place: Place

    func run() throws {
      let git = PersonalGit.current
      let folder = try place.folder(git)
      let installer = HookInstaller(folder: folder, program: HookProgram.current, isGlobal: place.isGlobal)
      let isServer = try !place.isGlobal && HookFolder.isServer(git)
      for type in types.isEmpty ? [isServer ? .preReceive : .preCommit] : types {
        Message.say(try installer.install(type))
        if isServer, let note = type.noteForServers { Message.say(note) }
      }
      if place.isGlobal { try GlobalHooks(folder: folder, git: git).establish() }
      if let setting = folder.setting, !place.isGlobal {
        Message.say("core.hooksPath is \(setting.value) (\(setting.origin)): the hook holds wherever that setting does")
      }
    }
  }

  /// `keyhound hook uninstall`
  struct Uninstall: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "uninstall", abstract: "Remove keyhound's hooks, and put back what was there before.")

    @Option(
      name: .customLong("type"),
      help: ArgumentHelp("Which hook: \(HookType.names); repeatable (default: all of them).", valueName: "name"))
    var types: [HookType] = []
    @OptionGroup var place: Place

    func run() throws {
      let git = PersonalGit.current
      let folder = try place.folder(git)
      let installer = HookInstaller(folder: folder, program: nil)
      var removed: [String] = []
      for type in types.isEmpty ? HookType.allCases : types {
        if let sentence = try installer.uninstall(type) { removed.append(sentence) }
      }
      if place.isGlobal { try GlobalHooks(folder: folder, git: git).dissolve() }
      if removed.isEmpty { removed = ["there is no hook of keyhound in \(folder.path)"] }
      removed.forEach(Message.say)
    }
  }

  /// `keyhound hook doctor`
  struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "doctor",
      abstract: "Say which hooks git really runs here, and whether keyhound is among them.",
      discussion: "Exit status: 0 keyhound runs before each commit, 2 it does not, or this is no repository.")

    func run() throws {
      let git = PersonalGit.current
      let doctor = HookDoctor(
        folder: try HookFolder.current(git), unconfigured: try HookFolder.unconfigured(git),
        workTree: try git.line(["rev-parse", "--show-toplevel"]))
      let types: [HookType] = try HookFolder.isServer(git) ? [.preReceive] : [.preCommit, .preMergeCommit, .prePush]
      doctor.preamble.forEach(Message.say)
      let diagnoses = types.map { ($0, doctor.diagnosis(of: $0)) }
      for (type, diagnosis) in diagnoses {
        Message.say("\(type.rawValue): \(diagnosis.isRun ? "keyhound runs" : "keyhound does not run")")
        diagnosis.lines.forEach { Message.say("  " + $0) }
      }
      if diagnoses.first?.1.isRun != true { throw ExitStatus.failed }
    }
  }
}

extension HookType {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A line for the person at the terminal.
enum Message {
  static func say(_ text: String) { StandardStream.output.write(TerminalText.safe(text) + "\n") }
}
