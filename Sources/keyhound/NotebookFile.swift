#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundReports

/// A file that is read whole and replaced whole.
struct NotebookFile {
  let name: String
  let bytes: [UInt8]
  /// The file itself, where `name` is a symbolic link.
  private let path: String
  private let status: stat

  init(_ name: String) throws(CommandFailure) {
    guard let resolved = realpath(name, nil) else { throw Self.failure("read", name) }
    defer { free(resolved) }
    let descriptor = open(resolved, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure("read", name) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("read", name) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure("\(TerminalText.safe(name)): not a file; name the notebooks themselves")
    }
    self.name = name
    self.status = status
    path = String(cString: resolved)
    bytes = try Self.contents(of: descriptor, name)
  }

  /// All of standard input.
  static func standardInput() throws(CommandFailure) -> [UInt8] { try contents(of: 0, "<stdin>") }

  private static func contents(of descriptor: Int32, _ name: String) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", name) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }

  private static func failure(_ action: String, _ name: String) -> CommandFailure {
    CommandFailure("\(TerminalText.safe(name)): cannot \(action) it: \(String(cString: strerror(errno)).lowercased())")
  }

  // MARK: Writing

  /// Puts `bytes` in place of the file in one step: whoever reads it sees the old file or the new one. Owner and mode stay.
  func replace(with bytes: [UInt8]) throws(CommandFailure) {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.failure("write beside", name) }
    let isWritten = write(bytes, to: descriptor) && rename(template, path) == 0
    guard isWritten else {
      let failure = Self.failure("write", name)
      unlink(template)
      throw failure
    }
  }

  /// Writes and closes the temporary file.
  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    // Only the superuser may give a file away; for everybody else it is theirs already.
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    let isComplete =
      StandardStream(descriptor: descriptor).write(bytes) == 0 && fchmod(descriptor, status.st_mode & 0o7777) == 0
      && fsync(descriptor) == 0
    return close(descriptor) == 0 && isComplete
  }
}
