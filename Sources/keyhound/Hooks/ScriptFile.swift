#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A small text file on disk, such as a hook.
struct ScriptFile {
  let path: String

  /// Whether something has this name, even a link that leads nowhere.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether git would run it.
  var isExecutable: Bool { access(path, X_OK) == 0 }

  /// The text, or `nil` when there is none to be read.
  var text: String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &block, block.count)
    return count < 0 ? nil : String(decoding: block[..<count], as: UTF8.self)
  }

  /// Replaces the file in one step by an executable one.
  func write(_ text: String) throws(CommandFailure) {
    let draft = "\(path).new-\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
    guard descriptor >= 0 else { throw Self.failure("write", draft) }
    let error = StandardStream(descriptor: descriptor).write(text)
    close(descriptor)
    guard error == 0, chmod(draft, 0o755) == 0, rename(draft, path) == 0 else {
      let failure = Self.failure("write", path)
      unlink(draft)
      throw failure
    }
  }

  func move(to other: ScriptFile) throws(CommandFailure) {
    guard rename(path, other.path) == 0 else { throw Self.failure("move", path) }
  }

  func remove() throws(CommandFailure) {
    guard unlink(path) == 0 else { throw Self.failure("remove", path) }
  }

  /// Makes the folder called `path`, and those it lies in.
  static func makeFolder(_ path: String) throws(CommandFailure) {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw failure("make", path) }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("make", path) }
  }

  private static func failure(_ verb: String, _ path: String) -> CommandFailure {
    CommandFailure("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
