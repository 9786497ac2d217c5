#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A running program and our ends of its three pipes.
///
/// The owner calls `wait()` exactly once; until then the descriptors are open unless closed one by one.
final class ChildProcess {
  private let process: pid_t
  private(set) var input: Descriptor
  private(set) var output: Descriptor
  private(set) var errors: Descriptor

  /// Starts `arguments[0]`, looked up in PATH, with exactly these environment entries.
  init(arguments: [String], environment: [String]) throws(GitError) {
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
      throw .noGit(reason: String(cString: strerror(status)))
    }
  }

  /// Closes the pipes and waits for the end of the program.
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  func wait() -> Int32 {
    closeAll()
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  func closeInput() { input.close() }

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
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let argumentPointers = arguments.map { strdup($0) } + [nil]
    let environmentPointers = environment.map { strdup($0) } + [nil]
    defer { (argumentPointers + environmentPointers).forEach { free($0) } }
    let status = posix_spawnp(&process, arguments[0], &actions, &attributes, argumentPointers, environmentPointers)
    return (status, process)
  }
}

/// A file descriptor that is closed at most once.
struct Descriptor {
  private(set) var number: Int32

  init(_ number: Int32) {
    self.number = number
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  var isOpen: Bool { number >= 0 }

  mutating func close() {
    guard isOpen else { return }
    closeDescriptor(number)
    number = -1
  }
}

private func closeDescriptor(_ number: Int32) { close(number) }

/// The three pipes of a child.
private struct Pipes {
  var input: (read: Descriptor, write: Descriptor)
  var output: (read: Descriptor, write: Descriptor)
  var errors: (read: Descriptor, write: Descriptor)

  init() throws(GitError) {
    input = try Self.pipe()
    output = try Self.pipe()
    errors = try Self.pipe()
  }

  func closeChildEnds() {
    var ends = [input.read, output.write, errors.write]
    for index in ends.indices { ends[index].close() }
  }

  private static func pipe() throws(GitError) -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw .noGit(reason: String(cString: strerror(errno))) }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
