#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The little files in which git keeps pointers and settings.
enum SmallFile {
  /// All bytes of the file; `nil` when there is none.
  static func bytes(at path: String) throws(GitError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    guard let bytes = bytes(of: descriptor) else {
      if errno == EISDIR { return nil }
      throw unreadable(path)
    }
    return bytes
  }

  /// All bytes of a file from where it stands; `nil` when it cannot be read, for the reason that `errno` tells.
  private static func bytes(of descriptor: Int32) -> [UInt8]? {
    withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { block in
      var bytes: [UInt8] = []
      while true {
        let count = read(descriptor, block.baseAddress, block.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { return bytes }
        bytes += block[..<count]
      }
    }
  }

  /// The lines of the file, without their ends; `nil` when there is no such file.
  static func lines(at path: String) throws(GitError) -> [String]? {
    try bytes(at: path).map { bytes in
      bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }

  /// The lines that are not empty, with their numbers; `nil` when there is nothing at `path`.
  static func numberedLines(at path: String) throws(GitError) -> [(number: Int, text: String)]? {
    guard let bytes = try bytes(at: path) else {
      if isDirectory(path) { throw .cannotRead(path: path, reason: "it is a folder where a file should be; take it away") }
      return nil
    }
    return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return text.isEmpty ? nil : (index + 1, String(decoding: text, as: UTF8.self))
    }
  }

  /// Why the last call of the system could not read what is at `path`.
  private static func unreadable(_ path: String) -> GitError {
    .cannotRead(path: path, reason: "\(String(cString: strerror(errno))); make it readable and scan again")
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isDirectory(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

  static func isSymbolicLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// What the symbolic link at `path` says; `nil` when it is none.
  static func linkTarget(of path: String) -> [UInt8]? {
    var target = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &target, target.count)
    return count < 0 ? nil : target.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// What tells a file or folder from all others, whatever path leads to it.
  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// Which file or folder `path` leads to.
  static func identity(of path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// What a folder holds under a name.
  struct Entry {
    enum Kind { case file, folder, link }

    let name: String
    let kind: Kind
  }

  /// The names in a folder, sorted; empty when there is no such folder.
  static func names(in folder: String) throws(GitError) -> [String] { try entries(in: folder).map(\.name) }

  /// What lies in a folder, in order of name; nothing when there is no such folder.
  static func entries(in folder: String) throws(GitError) -> [Entry] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw unreadable(folder)
    }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { entries.append(Entry(name: name, kind: kind(entry.pointee.d_type, "\(folder)/\(name)"))) }
    }
    return entries.sorted { $0.name < $1.name }
  }

  /// What `type` of a folder's entry says; some file systems leave it open.
  private static func kind(_ type: UInt8, _ path: String) -> Entry.Kind {
    switch Int(type) {
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): isSymbolicLink(path) ? .link : isDirectory(path) ? .folder : .file
    default: .file
    }
  }

  /// `path` seen from `folder`, unless it is absolute.
  static func resolve(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// The path without links and detours; the path itself when there is no such file, or when that would be no UTF-8, which leads nowhere as text.
  static func canonical(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(validatingCString: resolved) ?? path
  }

  /// The folder that `folder`, a canonical path, lies in; `nil` for the outermost.
  static func parent(of folder: String) -> String? {
    guard folder.hasPrefix("/") else {
      let parent = canonical("\(folder)/..")
      return identity(of: parent) == identity(of: folder) ? nil : parent
    }
    guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
    return slash == folder.startIndex ? "/" : String(folder[..<slash])
  }
}
