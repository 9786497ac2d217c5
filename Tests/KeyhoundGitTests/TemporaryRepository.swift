import ChildProcesses
import FoundationEssentials

@testable import KeyhoundGit

/// A repository in a temporary folder, removed at the end of the test.
final class TemporaryRepository {
  let path: String

  /// Creates the repository with `git init`.
  init(_ options: [String] = []) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "keyhound-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", "main"] + options + ["."])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Runs git as a person would, and returns what it prints without the last line feed.
  @discardableResult
  func git(_ arguments: [String], input: [UInt8] = [], in folder: String? = nil) throws -> String {
    let bytes = try output(arguments, input: input, in: folder)
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  func output(_ arguments: [String], input: [UInt8] = [], in folder: String? = nil) throws -> [UInt8] {
    let settings = ["user.name=A U Thor", "user.email=author@example.com", "protocol.file.allow=always", "gc.auto=0"]
    let command = ["git", "-C", folder ?? path] + settings.flatMap { ["-c", $0] } + arguments
    let child = try ChildProcess(arguments: command, environment: Self.variables)
    let printed = PipeExchange(input: input, child: child).run()
    let status = child.wait()
    guard status == 0 else {
      throw GitError.command(arguments: arguments, status: status, message: String(decoding: printed.errors, as: UTF8.self))
    }
    return printed.output
  }

  func open(_ subpath: String = "") throws -> Repository {
    try Repository.open(at: path + subpath, environment: Self.environment)
  }

  func write(_ text: String, to name: String) throws {
    let file = "\(path)/\(name)"
    let folder = String(file[..<file.lastIndex(of: "/")!])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
  }

  /// Makes a symbolic link in place of what is at `name`.
  func link(_ name: String, to target: String) throws {
    try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  /// Bytes as zlib has them, in a block that is only stored.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt8(bytes.count)
    let (low, high) = bytes.reduce((1, 0)) { sums, byte in
      let low = (sums.0 + Int(byte)) % 65_521
      return (low, (sums.1 + low) % 65_521)
    }
    let checksum = [high >> 8, high, low >> 8, low].map { UInt8(truncatingIfNeeded: $0) }
    return [0x78, 1, 1, count, 0, ~count, 0xFF] + bytes + checksum
  }

  /// A tree that holds a file under 10^9 paths, in ten objects: ten folders that are the same in each of nine levels.
  func bomb(of file: String) throws -> ObjectID {
    let blob = try git(["hash-object", "-w", "\(path)/\(file)"])
    let names = 0..<10
    var tree = try git(["mktree"], input: Array(names.map { "100644 blob \(blob)\tf\($0)\n" }.joined().utf8))
    for _ in 1..<9 {
      tree = try git(["mktree"], input: Array(names.map { "040000 tree \(tree)\td\($0)\n" }.joined().utf8))
    }
    return ObjectID(hex: tree)!
  }

  func commit(_ message: String = "change") throws {
    try git(["add", "-A", "-f"])
    try git(["commit", "-q", "--allow-empty", "-m", message])
  }

  /// A person's environment without the person: no settings but ours.
  private static let variables = [
    "PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1",
    "LC_ALL=C",
  ]

  static var environment: GitEnvironment { GitEnvironment(variables: ProcessInfo.processInfo.environment).withoutRepository }
}
