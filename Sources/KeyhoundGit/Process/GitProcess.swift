import ChildProcesses

/// The program git, run so that nothing of the scanned repository or of the user's settings is executed or changes what it prints.
package struct GitProcess: Sendable {
  /// The repository the commands are about; `nil` for commands that need none.
  package let gitDirectory: String?
  private let environment: GitEnvironment

  package init(gitDirectory: String?, environment: GitEnvironment) {
    self.gitDirectory = gitDirectory
    self.environment = environment
  }

  /// The index that the environment names.
  var indexFile: String? { environment.indexFile }

  /// What a command left behind.
  package struct Output: Sendable {
    package var status: Int32
    package var bytes: [UInt8]
    package var errors: String
  }

  /// Runs a command to its end, with `input` as its standard input.
  /// - Throws: `GitError.noGit` when git cannot be started; a command that fails is an `Output` with its status.
  package func run(_ arguments: [String], input: [UInt8] = []) throws(GitError) -> Output {
    Self.finish(try start(arguments), input: input)
  }

  /// Waits for the end of a command that was started before.
  static func finish(_ child: ChildProcess, input: [UInt8] = []) -> Output {
    let printed = PipeExchange(input: input, child: child).run()
    return Output(
      status: child.wait(), bytes: printed.output, errors: trimmed(String(decoding: printed.errors, as: UTF8.self)))
  }

  /// Runs a command that has to succeed, and returns what it printed.
  /// - Throws: `GitError.command` with git's own message when it fails.
  package func output(of arguments: [String], input: [UInt8] = []) throws(GitError) -> [UInt8] {
    let output = try run(arguments, input: input)
    guard output.status == 0 else {
      throw .command(arguments: arguments, status: output.status, message: output.errors)
    }
    return output.bytes
  }

  /// Starts a command whose pipes the caller serves.
  func start(_ arguments: [String]) throws(GitError) -> ChildProcess {
    let repository = gitDirectory.map { ["--git-dir=\($0)"] } ?? []
    return try Self.start(["git"] + Self.settings + repository + arguments, environment: variables)
  }

  static func start(_ arguments: [String], environment: [String]) throws(GitError) -> ChildProcess {
    do { return try ChildProcess(arguments: arguments, environment: environment) } catch { throw .noGit(reason: "\(error)") }
  }

  /// Settings of the repository that would run something, fetch something or alter output are overruled.
  private static let settings =
    ["--no-pager", "--no-replace-objects", "--literal-pathspecs"]
    + [
      "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.excludesFile=/dev/null",
      "core.sshCommand=false", "core.alternateRefsCommand=false", "core.untrackedCache=false", "core.quotePath=true",
      "core.preloadIndex=false", "protocol.allow=never", "credential.helper=", "diff.external=", "diff.orderFile=",
      "diff.noprefix=false", "diff.renames=false", "diff.ignoreSubmodules=none", "color.ui=false", "gc.auto=0",
      "maintenance.auto=false", "log.showSignature=false", "submodule.recurse=false", "safe.directory=*",
      "advice.graftFileDeprecated=false",
    ].flatMap { ["-c", $0] }

  private var variables: [String] {
    let fixed = [
      "LC_ALL=C", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1",
      "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_GRAFT_FILE=/dev/null",
      "GIT_OPTIONAL_LOCKS=0", "GIT_ALLOW_PROTOCOL=none",
      "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=false", "GIT_PAGER=cat", "GIT_TRACE2=0",
    ]
    let alternates = environment.alternateObjectDirectories.map(Self.quoted).joined(separator: ":")
    let passed = [
      ("PATH", environment.searchPath), ("GIT_INDEX_FILE", environment.indexFile),
      ("GIT_OBJECT_DIRECTORY", environment.objectDirectory),
      ("GIT_ALTERNATE_OBJECT_DIRECTORIES", alternates.isEmpty ? nil : alternates),
    ]
    return fixed + passed.compactMap { name, value in value.map { "\(name)=\($0)" } }
  }

  private static func quoted(_ path: String) -> String {
    guard path.contains(where: { $0 == ":" || $0 == "\"" || $0 == "\\" }) else { return path }
    return "\"" + path.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0.isWhitespace }.reversed())
  }
}
