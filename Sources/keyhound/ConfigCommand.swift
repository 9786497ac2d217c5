import ArgumentParser
import KeyhoundCore
import KeyhoundRules

/// `keyhound config`: which configuration holds, and whether it is one.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show and check the .keyhound.toml files that hold here.",
    subcommands: [Path.self, Show.self, Check.self])

  /// The files that speak about a folder, the outermost first, with what they hold.
  private static func files(for folder: String) throws -> [(path: String, text: String)] {
    let names = [ConfigurationFile.name, ExceptionFolders.ignoreFileName, ExceptionFolders.gitleaksIgnoreFileName]
    var folders = FilesOnDisk().outer.map(\.path) + [""]
    var prefix = ""
    for part in folder.split(separator: "/") where part != "." {
      prefix += prefix.isEmpty && !folder.hasPrefix("/") ? part : "/\(part)"
      folders.append(prefix)
    }
    var found: [(path: String, text: String)] = []
    for folder in folders {
      for name in names {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        if let text = try FilesOnDisk().text(of: path) { found.append((path, text)) }
      }
    }
    return found
  }

  /// `keyhound config path`
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path",
      abstract: "List the files that say what is reported, the outermost first, one a line.")
    @Argument(help: "The folder they speak about.", completion: .directory) var folder = "."

    func run() throws {
      StandardStream.output.write(try ConfigCommand.files(for: folder).map { "\($0.path)\n" }.joined())
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
        StandardStream.output.write("no configuration: the built-in rules hold, at medium confidence and above\n")
        return
      }
      for file in files {
        StandardStream.output.write("# \(file.path)\n\(file.text)\(file.text.hasSuffix("\n") ? "" : "\n")\n")
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

    func run() throws {
      let files =
        folder.hasSuffix(".toml") ? [(path: folder, text: try TextFile.read(folder))] : try ConfigCommand.files(for: folder)
      for file in files where file.path.hasSuffix(".toml") {
        _ = try ConfigurationFile(RuleFile(name: file.path, text: file.text))
      }
      StandardStream.output.write("\(files.count == 1 ? "1 file" : "\(files.count) files"), no mistakes\n")
    }
  }
}
