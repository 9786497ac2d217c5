import ArgumentParser
import KeyhoundCore
import KeyhoundRules

/// `keyhound config`: which configuration holds, and whether it is one.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show and check the configuration files that hold here, those of gitleaks among them.",
    subcommands: [Path.self, Show.self, Check.self])

  /// The files that speak about a folder, the outermost first, with what they hold.
  private static func files(for folder: String) throws -> [(path: String, text: String)] {
    guard let isFolder = FilesOnDisk().isFolder(folder) else {
      throw CommandFailure("there is no folder \(folder); check the name")
    }
    guard isFolder else { throw CommandFailure("\(folder) is a file; name the folder it lies in") }
    let named = try GitleaksFiles.fromEnvironment(TextFile.read)
    var names = [ConfigurationFile.name, ExceptionFolders.ignoreFileName, ExceptionFolders.gitleaksIgnoreFileName]
    // One that the environment names takes the place of those in folders.
    if named == nil { names.insert(GitleaksFiles.name, at: 1) }
    var found = named.map { [(path: $0.name, text: $0.text)] } ?? []
    for folder in folders(above: folder) {
      let prefix = folder.isEmpty ? "" : "\(folder)/"
      for name in names {
        if name == GitleaksFiles.name, FilesOnDisk().exists(prefix + ConfigurationFile.name) { continue }
        if let text = try FilesOnDisk().text(of: prefix + name) { found.append((prefix + name, text)) }
      }
    }
    return found
  }

  /// The folders that have a say in what is found in `folder`, the outermost first.
  private static func folders(above folder: String) -> [String] {
    var folders = FilesOnDisk().outer.map(\.path) + [""]
    var prefix = ""
    for part in folder.split(separator: "/") where part != "." {
      prefix += prefix.isEmpty && !folder.hasPrefix("/") ? part : "/\(part)"
      folders.append(prefix)
    }
    return folders.filter(FilesOnDisk(scanning: [folder]).maySpeak)
  }

  /// `keyhound config path`
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path",
      abstract: "List the files that say what is reported, the outermost first, one a line.")
    @Argument(help: "The folder they speak about.", completion: .directory) var folder = "."

    func run() throws {
      try StandardStream.output.print(ConfigCommand.files(for: folder).map { "\($0.path)\n" }.joined())
    }
  }

  /// `keyhound config show`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print those files, each under its name.")
    @Argument(help: "The folder they speak about.", completion: .directory) var folder = "."

    func run() throws {
      let files = try ConfigCommand.files(for: folder)
      guard !files.isEmpty else {
        try StandardStream.output.print("no configuration: the built-in rules hold, at medium confidence and above\n")
        return
      }
      for file in files {
        try StandardStream.output.print("# \(file.path)\n\(file.text)\(file.text.hasSuffix("\n") ? "" : "\n")\n")
      }
    }
  }

  /// `keyhound config check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Read those files and say what is wrong with them.",
      discussion: "Exit status: 0 all is well, 2 a file has a mistake in it.")
    @Argument(help: "The folder they speak about, or a configuration file.", completion: .file()) var folder = "."
    @Option(
      help: ArgumentHelp(
        "Rules that the files may speak of besides the built-in ones and their own; repeatable.", valueName: "path"))
    var rules: [String] = []

    func run() throws {
      let isFile = folder.hasSuffix(".toml") || FilesOnDisk().isFolder(folder) == false
      let files = isFile ? [(path: folder, text: try TextFile.read(folder))] : try ConfigCommand.files(for: folder)
      var settings: [Settings] = []
      var loaded = rules.isEmpty ? LoadedRules(rules: []) : try RuleFiles.load(rules)
      for file in files {
        switch try CheckedFile(file.path, file.text) {
        case .ours(let file):
          settings.append(file.settings)
          loaded = loaded.adding(LoadedRules(rules: file.rules))
        case .gitleaks(let config): loaded = loaded.adding(LoadedRules(rules: config.rules))
        case .ignores: break
        }
      }
      if let issue = settings.flatMap(RuleNames(loaded).issues).first {
        throw CommandFailure("\(issue.path ?? ""): \(issue.message)")
      }
      try StandardStream.output.print("\(files.count == 1 ? "1 file" : "\(files.count) files"), no mistakes\n")
    }
  }
}

/// A file that says what is reported, read to find its mistakes.
private enum CheckedFile {
  case ours(ConfigurationFile)
  case gitleaks(GitleaksConfig)
  case ignores

  init(_ path: String, _ text: String) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let file = RuleFile(name: path, text: text)
    if name == ExceptionFolders.ignoreFileName {
      if let mistake = IgnoreFile(text: text, name: path).mistakes.first { throw mistake }
      self = .ignores
    } else if name == ExceptionFolders.gitleaksIgnoreFileName {
      self = .ignores
    } else if name == GitleaksFiles.textVariable || RuleDialect(fileName: name) == .gitleaks {
      self = .gitleaks(try GitleaksConfig(file))
    } else {
      self = .ours(try ConfigurationFile(file))
    }
  }
}
