import CChildProcesses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A running program and our ends of its three pipes. Several threads may start programs at once.
///
/// The owner calls `wait()` exactly once; until then the descriptors are open unless closed one by one.
package final class ChildProcess {
  private let process: pid_t
  package private(set) var input: Descriptor
  package private(set) var output: Descriptor
  package private(set) var errors: Descriptor

  /// Starts `arguments[0]`, looked up in PATH unless it holds a slash, with exactly these environment entries.
  package init(arguments: [String], environment: [String]) throws(ProcessError) {
    let pipes = try Pipes()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes.input.read.number, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes.output.write.number, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes.errors.write.number, 2)
    let (status, process) = Self.spawn(arguments, environment, &actions)
    pipes.closeChildEnds()
    input = pipes.input.write
    output = pipes.output.read
    errors = pipes.errors.read
    self.process = process
    guard status == 0 else {
      closeAll()
      throw .notStarted(reason: String(cString: strerror(status)))
    }
  }

  /// Closes the pipes and waits for the end of the program, which is killed when `deadline` is over.
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  package func wait(until deadline: Deadline = Deadline(seconds: nil)) -> Int32 {
    closeAll()
    var status: Int32 = 0
    if !hasEnded(by: deadline, &status) {
      end()
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Without a limit this waits; with one it looks again every half millisecond, for a program ends soon after its output.
  private func hasEnded(by deadline: Deadline, _ status: inout Int32) -> Bool {
    while true {
      let answer = waitpid(process, &status, deadline.isFinite ? WNOHANG : 0)
      guard answer == 0 || (answer < 0 && errno == EINTR) else { return true }
      if deadline.isOver { return false }
      if answer == 0 { usleep(500) }
    }
  }

  package func closeInput() { input.close() }

  /// Ends the program at once. The owner still waits for it.
  package func end() { kill(process, SIGKILL) }

  private func closeAll() {
    input.close()
    output.close()
    errors.close()
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String], _ actions: inout posix_spawn_file_actions_t
  ) -> (Int32, pid_t) {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ignored signals are inherited; a child whose reader has gone should end.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, flags)
    var process: pid_t = 0
    let argumentPointers = arguments.map { strdup($0) } + [nil]
    let environmentPointers = environment.map { strdup($0) } + [nil]
    defer { (argumentPointers + environmentPointers).forEach { free($0) } }
    let status = posix_spawnp(&process, arguments[0], &actions, &attributes, argumentPointers, environmentPointers)
    return (status, process)
  }

  #if os(Linux)
    private static let flags = Int16(POSIX_SPAWN_SETSIGDEF)
  #else
    private static let flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT)
  #endif
}
