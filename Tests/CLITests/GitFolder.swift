import Foundation
import Testing

/// A git repository in a temporary folder, with a home folder of its own and nobody's settings.
final class GitFolder {
  let folder: TemporaryFolder
  private let home: URL

  /// Creates a repository on branch `main`.
  init(_ options: String = "") throws {
    folder = try TemporaryFolder()
    home = folder.outside.appending(path: "home")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try sh("git init -q -b main \(options) .")
  }

  /// Variables under which git behaves the same everywhere; `keyhound` is on the PATH.
  var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let program = URL(filePath: Keyhound.binary).deletingLastPathComponent().path
    return [
      "HOME": home.path, "XDG_CONFIG_HOME": home.appending(path: ".config").path, "PATH": "\(program):\(path)",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "C",
      "GIT_COMMITTER_EMAIL": "c@example.com", "GIT_ALLOW_PROTOCOL": "file", "TMP_OUTSIDE": folder.outside.path,
    ]
  }

  /// Runs a shell script in the repository, or in a folder of it, and expects it to succeed.
  @discardableResult
  func sh(_ script: String, in subfolder: String = ".") throws -> String {
    let outcome = try trySh("set -e\n\(script)", in: subfolder)
    if outcome.status != 0 { throw ScriptFailure(script: script, outcome: outcome) }
    return outcome.output
  }

  /// Runs a shell script that may fail.
  func trySh(
    _ script: String, in subfolder: String = ".", environment changed: [String: String] = [:]
  ) throws -> Keyhound.Outcome {
    try Keyhound.run(
      URL(filePath: "/bin/sh"), ["-c", "cd '\(subfolder)'\n\(script)"], in: folder,
      environment: environment.merging(changed) { $1 })
  }

  /// Runs keyhound in the repository.
  func keyhound(_ arguments: String..., environment changed: [String: String] = [:]) throws -> Keyhound.Outcome {
    try Keyhound.run(arguments, in: folder, environment: environment.merging(changed) { $1 })
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  /// Writes a file with one key in it.
  /// - Returns: the key.
  @discardableResult
  func writeKey(to name: String, before: String = "", after: String = "") throws -> String {
    let key = RandomKey.prefixSecret()
    try write("\(before)SERVICE_API_KEY=\(key)\n\(after)", to: name)
    return key
  }

  func commit(_ message: String = "change") throws { try sh("git add -A -f && git commit -q --allow-empty -m '\(message)'") }
}

struct ScriptFailure: Error {
  let script: String
  let outcome: Keyhound.Outcome
}

extension Keyhound.Outcome {
  /// `path:line` of each finding in a text report, in order.
  var places: [String] {
    output.split(separator: "\n").filter { $0.contains(" confidence") && $0.contains("[") && !$0.hasPrefix(" ") }.map { line in
      line.split(separator: ":").prefix(2).joined(separator: ":")
    }
  }

  /// Whether `key` appears in full anywhere.
  func shows(_ key: String) -> Bool { (output + errors).contains(key.suffix(32)) }
}
