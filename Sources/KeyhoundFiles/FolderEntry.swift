#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One name in a folder.
struct FolderEntry {
  enum Kind {
    case file, folder, link
    /// FIFO, socket or device.
    case special
  }

  let name: [UInt8]
  let kind: Kind

  /// The entries of `folder` but for `.` and `..`, in order of their bytes.
  /// - Throws: the error number of the system.
  static func all(in folder: FilePath) throws(SystemError) -> [FolderEntry] {
    guard let handle = folder.withCString({ opendir($0) }) else { throw SystemError(code: errno) }
    defer { closedir(handle) }
    var entries: [FolderEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(handle) else {
        if errno != 0 { throw SystemError(code: errno) }
        return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
      }
      let name = Self.name(of: entry)
      if name != [dot] && name != [dot, dot] {
        entries.append(FolderEntry(name: name, kind: kind(of: entry, folder.appending(name))))
      }
    }
  }

  private static let dot = UInt8(ascii: ".")

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: UInt8.self, capacity: 1) { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// The kind as the folder has it, or as the file itself has it where the folder keeps no kinds.
  private static func kind(of entry: UnsafeMutablePointer<dirent>, _ path: FilePath) -> Kind {
    switch Int(entry.pointee.d_type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): path.status(followsLink: false).map { Kind(mode: $0.st_mode) } ?? .file
    default: .special
    }
  }
}

extension FolderEntry.Kind {
  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .special
    }
  }
}

/// An error number of the system.
struct SystemError: Error {
  let code: Int32
}

/// `strlen` over bytes.
private func strlen(_ text: UnsafePointer<UInt8>) -> Int {
  var count = 0
  while text[count] != 0 { count += 1 }
  return count
}
