#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// A program `keyhound-format-NAME` on PATH: it reads the JSON Lines report and writes what it likes.
struct FormatProgram {
  let name: String
  let path: String

  /// Looks for the program of the format `name`.
  init?(name: String) {
    let isPlain = name.utf8.allSatisfy { $0.isAlphanumericASCII || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard isPlain, !name.isEmpty, let path = Self.find("keyhound-format-\(name)") else { return nil }
    self.name = name
    self.path = path
  }

  private static func find(_ program: String) -> String? {
    let folders = Terminal.variable("PATH")?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }

  /// A running program and the stream that leads into it.
  struct Process {
    let identifier: pid_t
    let input: StandardStream
  }

  /// Starts the program with its output going to `output`.
  func start(output: StandardStream) throws(CommandFailure) -> Process {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure("cannot be started", errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var identifier = pid_t()
    let code = spawn(reading: ends[0], writing: output.descriptor, &identifier)
    guard code == 0 else {
      close(ends[1])
      throw failure("cannot be started", code)
    }
    return Process(identifier: identifier, input: StandardStream(descriptor: ends[1]))
  }

  private func spawn(reading input: Int32, writing output: Int32, _ identifier: inout pid_t) -> Int32 {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    var arguments = [strdup(path), nil]
    defer { free(arguments[0]) }
    return posix_spawn(&identifier, path, &actions, nil, &arguments, environ)
  }

  /// Waits for the program.
  /// - Throws: `CommandFailure` when it did not succeed.
  func wait(for process: Process) throws(CommandFailure) {
    var status: Int32 = 0
    while waitpid(process.identifier, &status, 0) < 0 {
      guard errno == EINTR else { throw failure("was lost", errno) }
    }
    guard status == 0 else {
      let cause = status & 0x7F == 0 ? "ended with status \(status >> 8 & 0xFF)" : "was ended by signal \(status & 0x7F)"
      throw CommandFailure("the formatter \(path) \(cause); its report is not complete")
    }
  }

  private func failure(_ what: String, _ code: Int32) -> CommandFailure {
    CommandFailure("the formatter \(path) \(what): \(String(cString: strerror(code)))")
  }
}
