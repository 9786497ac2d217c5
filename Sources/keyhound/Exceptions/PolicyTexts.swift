#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// Where the files come from that say what is not to be reported.
protocol PolicyTexts: Sendable {
  /// The text of a file, by a path as reports have it; `nil` when there is none.
  func text(of path: String) throws(CommandFailure) -> String?
  /// Whether there is such a file.
  func exists(_ path: String) -> Bool
  /// Folders above those that paths begin with that may speak too, the outermost first.
  var outer: [OuterFolder] { get }
  /// What `text(of:)` calls a file that a person names, who sees it from the current folder.
  func path(ofNamed file: String) -> String
  /// Whether a folder may say something about what is scanned.
  func maySpeak(_ folder: String) -> Bool
  /// What tells a folder from all others, however its path is written.
  func identity(of folder: String) -> String
  /// Where the paths in `baselines`, and those that a scan of `paths` reports, lead.
  func places(of baselines: [String], scanning paths: ScannedPaths) -> BaselinePlaces
}

extension PolicyTexts {
  var outer: [OuterFolder] { [] }

  func path(ofNamed file: String) -> String { file }

  func maySpeak(_ folder: String) -> Bool { true }

  func identity(of folder: String) -> String { folder }

  /// In a commit all paths begin at its top, apart from those that are meant to begin where the baseline lies.
  func places(of baselines: [String], scanning paths: ScannedPaths) -> BaselinePlaces {
    BaselinePlaces(start: "", tops: [""] + baselines.map { file in file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "" })
  }
}

/// Texts at hand, such as those of a commit, by path.
struct GivenTexts: PolicyTexts {
  let texts: [String: String]

  func text(of path: String) -> String? { texts[path] }

  func exists(_ path: String) -> Bool { texts[path] != nil }
}

/// Files on disk, below the folder that paths begin in and above it up to the top of the repository it lies in.
struct FilesOnDisk: PolicyTexts {
  /// The top of the repository, where paths begin there; otherwise it is the current folder.
  private let start: String?
  /// Folders that lie above the repositories of what is scanned.
  private let above: Set<String>

  /// - Parameters:
  ///   - start: the top of a work tree, if paths begin there.
  ///   - paths: what is scanned. Where a path is absolute, so are those of the files that speak about it.
  init(start: String? = nil, scanning paths: [String] = []) {
    self.start = start
    let ways = paths.filter { $0.hasPrefix("/") }.map(RealPath.folders(onWayTo:))
    above = Set(ways.flatMap(\.above)).subtracting(ways.flatMap(\.inside))
  }

  var outer: [OuterFolder] { start == nil ? OuterFolder.all : [] }

  func path(ofNamed file: String) -> String {
    // The top is not absolute where its path is no UTF-8.
    guard let start, start != ".", !file.hasPrefix("/"), let here = RealPath.of(".") else { return file }
    return "\(here)/\(file)"
  }

  func maySpeak(_ folder: String) -> Bool { !above.contains(folder) }

  func identity(of folder: String) -> String { RealPath.of(place(of: folder.isEmpty ? "." : folder)) ?? folder }

  func places(of baselines: [String], scanning paths: ScannedPaths) -> BaselinePlaces {
    paths.places(of: baselines.map(place))
  }

  func exists(_ path: String) -> Bool { access(place(of: path), F_OK) == 0 }

  /// Whether `path` is a folder, or leads to one; `nil` when there is nothing.
  func isFolder(_ path: String) -> Bool? {
    var status = stat()
    return stat(place(of: path), &status) == 0 ? status.st_mode & S_IFMT == S_IFDIR : nil
  }

  /// Where `path` leads from the current folder.
  private func place(of path: String) -> String {
    guard let start, !path.hasPrefix("/") else { return path }
    return "\(start)/\(path)"
  }

  /// A file that belongs neither to this user, nor to root, nor to the owner of its folder, is passed over: in a folder that anyone may
  /// write to, anyone could put one.
  func text(of path: String) throws(CommandFailure) -> String? {
    let path = place(of: path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      let reason = errno
      if [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(reason) { return nil }
      // Nobody can tell what is in a folder that cannot be entered; the scan says that it is not scanned.
      if reason == EACCES, access(Self.folder(of: path), X_OK) != 0 { return nil }
      throw CommandFailure("cannot read \(path): \(String(cString: strerror(reason)))")
    }
    defer { close(descriptor) }
    guard isTrusted(descriptor, path) else { return nil }
    return try TextFile.read(descriptor, name: path)
  }

  private static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "." }

  private func isTrusted(_ descriptor: Int32, _ path: String) -> Bool {
    var file = stat()
    guard fstat(descriptor, &file) == 0, file.st_mode & S_IFMT == S_IFREG else { return false }
    if file.st_uid == geteuid() || file.st_uid == 0 { return true }
    var folder = stat()
    return stat(Self.folder(of: path), &folder) == 0 && folder.st_uid == file.st_uid
  }
}

/// A text file read as a whole.
enum TextFile {
  /// The text of the file called `path`; `-` is standard input.
  static func read(_ path: String) throws(CommandFailure) -> String {
    if path == "-" { return try read(0, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure("cannot read \(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    return try read(descriptor, name: path)
  }

  /// The byte order mark that some editors begin a text with, and that belongs to none of its lines.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func read(_ descriptor: Int32, name: String) throws(CommandFailure) -> String {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = systemRead(descriptor, &block)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw CommandFailure("cannot read \(name): \(String(cString: strerror(errno)))") }
      if count == 0 { return String(decoding: bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...], as: UTF8.self) }
      bytes += block[..<count]
    }
  }

  /// Replaces the file that `path` leads to in one step, so that nobody ever sees half of it.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    let path = RealPath.of(path) ?? path
    let draft = "\(path).\(getpid()).tmp"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw CommandFailure("cannot write \(draft): \(String(cString: strerror(errno)))") }
    var code = StandardStream(descriptor: descriptor).write(text)
    if close(descriptor) != 0 && code == 0 { code = errno }
    if code == 0 && rename(draft, path) != 0 { code = errno }
    guard code != 0 else { return }
    unlink(draft)
    throw CommandFailure("cannot write \(path): \(String(cString: strerror(code)))")
  }
}

private func systemRead(_ descriptor: Int32, _ block: inout [UInt8]) -> Int { read(descriptor, &block, block.count) }
