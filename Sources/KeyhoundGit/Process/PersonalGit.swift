import ChildProcesses

/// The program git with the person's own environment and configuration.
///
/// Only for questions about that configuration, and to change it; what is scanned is read through `GitProcess`.
package struct PersonalGit: Sendable {
  private let variables: [String: String]

  /// Runs git with these environment variables.
  package init(variables: [String: String]) {
    self.variables = variables
  }

  /// The first line that a command prints, or `nil` when it fails.
  package func line(_ arguments: [String]) throws(GitError) -> String? {
    let child = try GitProcess.start(
      ["git", "--no-pager"] + arguments, environment: variables.map { "\($0.key)=\($0.value)" })
    let output = PipeExchange(input: [], child: child).run().output
    guard child.wait() == 0 else { return nil }
    return String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
