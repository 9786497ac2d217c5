#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file that a report goes to.
///
/// What a regular file holds stays in it until the report is complete: it may be among the files that are scanned, and a run that fails is to
/// leave it alone. Until then the text lies in a file without a name, which no scan meets. Pipes and devices get it as it comes.
struct ReportFile {
  /// Where the text goes now.
  let stream: StandardStream
  private let path: String
  /// Whether the text goes to the file in the end.
  private let isDraft: Bool

  /// Standard output for `-`.
  /// - Throws: `CommandFailure` when the file cannot be written.
  init(_ path: String, appends: Bool = false) throws(CommandFailure) {
    self.path = path
    if path == "-" {
      (stream, isDraft) = (.output, false)
      return
    }
    let descriptor = openFile(path, O_WRONLY | O_CLOEXEC | (appends ? O_APPEND | O_CREAT : 0))
    let code = errno
    guard descriptor >= 0 || code == ENOENT else { throw Self.failure(path, code) }
    if descriptor >= 0 && (appends || !Self.isRegular(descriptor)) {
      (stream, isDraft) = (StandardStream(descriptor: descriptor), false)
      return
    }
    if descriptor >= 0 { _ = closeFile(descriptor) }
    stream = StandardStream(descriptor: try Self.draft(for: path, mayLieElsewhere: descriptor >= 0))
    isDraft = true
  }

  /// Puts the whole text into the file, and closes it.
  /// - Returns: 0, or the number of the error.
  func close() -> Int32 {
    guard stream.descriptor > 2 else { return 0 }
    let code = isDraft ? deliver() : 0
    return closeFile(stream.descriptor) == 0 ? code : code != 0 ? code : errno
  }

  private func deliver() -> Int32 {
    let target = openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
    guard target >= 0 else { return errno }
    let code = copy(to: StandardStream(descriptor: target))
    return closeFile(target) == 0 ? code : code != 0 ? code : errno
  }

  private func copy(to target: StandardStream) -> Int32 {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    var offset: off_t = 0
    while true {
      let count = pread(stream.descriptor, &block, block.count, offset)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? 0 : errno }
      let code = target.write(Array(block[..<count]))
      if code != 0 { return code }
      offset += off_t(count)
    }
  }

  private static func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// A new file without a name, beside the one called `path`, where there is room for it; or among the temporary files.
  private static func draft(for path: String, mayLieElsewhere: Bool) throws(CommandFailure) -> Int32 {
    let folders = [RealPath.folder(of: path)] + (mayLieElsewhere ? [Terminal.variable("TMPDIR") ?? "/tmp"] : [])
    var code: Int32 = 0
    for folder in folders {
      var name = Array("\(folder)/.keyhound.XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      code = errno
      guard descriptor >= 0 else { continue }
      unlink(name)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    }
    throw failure(path, code)
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure("cannot write the report \(path): \(String(cString: strerror(code))); choose another file")
  }
}

private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o644) }

private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }
