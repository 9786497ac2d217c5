import CChildProcesses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three pipes of a child.
///
/// No other child that is started meanwhile, by whatever thread, gets hold of them: one that held the far end of a pipe would keep it open.
struct Pipes {
  let input: (read: Descriptor, write: Descriptor)
  let output: (read: Descriptor, write: Descriptor)
  let errors: (read: Descriptor, write: Descriptor)

  init() throws(ProcessError) {
    input = try Self.pipe()
    output = try Self.pipe()
    errors = try Self.pipe()
  }

  func closeChildEnds() {
    var ends = [input.read, output.write, errors.write]
    for index in ends.indices { ends[index].close() }
  }

  private static func pipe() throws(ProcessError) -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard closedOnExecution(&ends) == 0 else { throw .notStarted(reason: String(cString: strerror(errno))) }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  #if os(Linux)
    private static func closedOnExecution(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe2(ends, O_CLOEXEC) }
  #else
    /// Children are started without the descriptors of this process: see `ChildProcess`.
    private static func closedOnExecution(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { systemPipe(ends) }
  #endif
}

#if !os(Linux)
  private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
#endif
