#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import ArgumentParser
import KeyhoundEngine

/// Where the program begins. Synchronous on purpose: an asynchronous entry point costs a static binary milliseconds of start-up.
@main
enum Main {
  static func main() {
    Terminal.reserveStandardStreams()
    Terminal.ignoreBrokenPipes()
    Terminal.explainCutFiles()
    Heap.settle()
    do {
      var command = try parsed(Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let status as ExitStatus {
      status.exit()
    } catch {
      finish(error)
    }
  }

  /// The commands that will hardly do without the built-in rules.
  private static let scanning: [any ParsableCommand.Type] = [ScanCommand.self, GitCommand.self, CICommand.self, HookCommand.self]

  /// The command that `arguments` call for.
  ///
  /// Tried first by itself: to describe all the commands that are not called takes longer than the scan of a few files. What it cannot make
  /// sense of goes to the root, which knows what to say.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let called = Keyhound.configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    let asksForHelp = arguments.contains { ["help", "--help", "-h", "--version"].contains($0) }
    guard let called, !asksForHelp else { return try Keyhound.parseAsRoot(arguments) }
    if scanning.contains(where: { $0 == called }) { BuiltInRules.beginLoading() }
    return try (try? called.parseAsRoot(Array(arguments.dropFirst()))) ?? Keyhound.parseAsRoot(arguments)
  }

  /// Help and version go to standard output and are a success; everything else is an error of use.
  private static func finish(_ error: any Error) -> Never {
    let message = Keyhound.fullMessage(for: error)
    if Keyhound.exitCode(for: error).isSuccess {
      let code = message.isEmpty ? 0 : StandardStream.output.write(message + "\n")
      (code == 0 || code == EPIPE ? ExitStatus.clean : .failed).exit()
    }
    StandardStream.error.write(message + "\n")
    ExitStatus.failed.exit()
  }
}

/// The command `keyhound`.
struct Keyhound: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keyhound",
    abstract: "Finds leaked keys before other people do.",
    discussion: """
      Secrets are never printed unless you say --reveal. Exit status: 0 no keys found and everything was scanned, 1 keys found, \
      2 the job could not be done, or not completely.
      """,
    version: Version.current,
    subcommands: [
      ScanCommand.self, GitCommand.self, CICommand.self, HookCommand.self, NotebookCommand.self, RulesCommand.self,
      BaselineCommand.self, ConfigCommand.self, ExplainCommand.self, ManualCommand.self,
    ])
}

enum Version {
  /// The version of this program (semver.org).
  static let current = "0.1.0"
}
