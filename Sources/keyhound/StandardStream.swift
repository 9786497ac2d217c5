#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import FoundationEssentials

/// Standard output or standard error, written without buffering of its own.
struct StandardStream {
  let descriptor: Int32

  static let output = StandardStream(descriptor: 1)
  static let error = StandardStream(descriptor: 2)

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all of `text`. Returns 0, or `errno` when the other end is gone or the disk is full.
  @discardableResult
  func write(_ text: String) -> Int32 { write(Array(text.utf8)) }

  /// Writes all of `text`, which is what somebody asked for. That whoever reads it has gone away is no failure.
  func print(_ text: String) throws(CommandFailure) {
    let code = write(text)
    guard code == 0 || code == EPIPE else {
      throw CommandFailure("cannot write to standard output: \(String(cString: strerror(code)))")
    }
  }

  /// Writes all of `bytes`, as `write(_: String)` does.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let written = systemWrite(descriptor, rest.baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
      return 0
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// What is known of the terminal and the environment.
enum Terminal {
  /// Keeps the numbers of standard streams that are closed from files that are opened later. What is read from them or written to them fails as
  /// before.
  static func reserveStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// A closed pipe is an error of `write`, not the end of the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the process with an explanation when a mapped file, a pack or its index, turns out to have been cut short since it was opened. Git never
  /// does that; what is behind the cut cannot be read by anybody.
  static func explainCutFiles() {
    signal(SIGBUS) { _ in
      // Nothing here may allocate or take a lock.
      let text: StaticString = """
        keyhound: a pack file was cut short by another program while it was read, and the scan could not go on; \
        let `git fsck` look at the repository, and scan again

        """
      _ = systemWrite(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(ExitStatus.failed.code)
    }
  }

  /// Whether `stream` may be coloured: a terminal that can, and nobody asked for plain text (https://no-color.org).
  static func usesColor(on stream: StandardStream, isDisabled: Bool) -> Bool {
    guard !isDisabled, stream.isTerminal, variable("TERM") != "dumb" else { return false }
    return variable("NO_COLOR").map(\.isEmpty) ?? true
  }

  /// Columns of the terminal; `nil` when `stream` is none.
  static func width(of stream: StandardStream) -> Int? {
    var size = winsize()
    guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// An environment variable.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The time of day, in seconds since 1970 (UTC).
  static var secondsSince1970: Int { time(nil) }

  /// The day, in UTC, as `YYYY-MM-DD`.
  static var today: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let numbers = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    return numbers.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: "-")
  }

  /// Processors this process may run on.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
