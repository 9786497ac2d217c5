#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
package import KeyhoundCore

/// Files, and everything below folders, in the order of the names' bytes. What several paths lead to comes once, where the first leads there.
///
/// All is read, hidden and ignored files too, except the internals of `.git`. Symbolic links met on the way are counted, not followed; a path that
/// was asked for by name is followed.
package struct FolderSource: Source {
  private let paths: [FilePath]
  private let options: FileOptions

  package init(path: String, options: FileOptions = FileOptions()) {
    self.init(paths: [path], options: options)
  }

  package init(paths: [String], options: FileOptions = FileOptions()) {
    self.paths = paths.map { FilePath($0) }
    self.options = options
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    guard paths.count > 1 else { return paths.forEach { visit($0, overlap: nil, body) } }
    let overlap = PathOverlap(paths)
    for root in overlap.roots {
      visit(root.path, overlap: overlap.isEmpty ? nil : (overlap, overlap.way(toRoot: root.real)), body)
    }
  }

  private func visit(_ path: FilePath, overlap: (PathOverlap, PathOverlap.Way)?, _ body: (any Unit) -> Void) {
    guard let status = path.status(followsLink: true) else { return body(Self.gap(path, errno)) }
    if let unit = NamesUnit(nameOf: path) { body(unit) }
    switch FolderEntry.Kind(mode: status.st_mode) {
    case .folder:
      withoutActuallyEscaping(body) { body in
        let walk = Walk(options: options, overlap: overlap?.0, body: body)
        walk.enter(path, parts: [], ignores: walk.startingIgnores(path), overlap?.1)
      }
    case _ where overlap.map { $0.0.isRepeated($0.1) } ?? false: return
    case .special where status.st_mode & S_IFMT != S_IFIFO: body(Self.device(path))
    default: body(FileUnit(path: path, followsLink: true, options: options))
    }
  }

  private static func device(_ path: FilePath) -> IssueUnit {
    IssueUnit(
      issue: Issue(
        .unreadable, path: path.shown,
        message: "it is a device or a socket; name a file, a folder or a pipe, or - for standard input"))
  }

  fileprivate static func gap(_ path: FilePath, _ code: Int32) -> IssueUnit {
    let isMissing = code == ENOENT || code == ENOTDIR
    let advice = isMissing ? "check the name" : code == EACCES ? "run as a user who may read it" : "nothing below it was scanned"
    return IssueUnit(
      issue: Issue(
        isMissing ? .missing : .unreadable, path: path.shown, message: "\(systemMessage(code)); \(advice)"))
  }
}

/// One walk through a tree.
private struct Walk {
  private let options: FileOptions
  private let excluded: [IgnorePattern]
  /// Keeps apart what other paths lead to as well, where there is such.
  private let overlap: PathOverlap?
  private let body: (any Unit) -> Void

  init(options: FileOptions, overlap: PathOverlap?, body: @escaping (any Unit) -> Void) {
    self.options = options
    self.overlap = overlap
    self.body = body
    excluded = options.excluded.compactMap { IgnorePattern($0) }
  }

  func startingIgnores(_ folder: FilePath) -> IgnoreStack {
    var ignores = IgnoreStack()
    if options.honoursGitignore {
      ignores.push(patterns(in: folder.appending(Array(".git/info/exclude".utf8))), depth: 0)
    }
    return ignores
  }

  /// - Parameter way: where the folder lies, if there is an overlap.
  func enter(_ folder: FilePath, parts: [String], ignores outer: IgnoreStack, _ way: PathOverlap.Way?) {
    var ignores = outer
    if options.honoursGitignore {
      ignores.push(patterns(in: folder.appending(Array(".gitignore".utf8))), depth: parts.count)
    }
    let entries: [FolderEntry]
    do {
      entries = try FolderEntry.all(in: folder)
    } catch {
      return body(FolderSource.gap(folder, error.code))
    }
    var names = FileNames()
    for entry in entries where visit(entry, folder, parts, ignores, way) { names.append(entry.name) }
    if !names.isEmpty { body(NamesUnit(folder: folder, names: names)) }
  }

  /// - Returns: whether the entry is one of those that are scanned, so that its name counts.
  private func visit(
    _ entry: FolderEntry, _ folder: FilePath, _ parts: [String], _ ignores: IgnoreStack, _ outerWay: PathOverlap.Way?
  ) -> Bool {
    let way = outerWay.flatMap { outer in overlap.map { $0.way(to: entry.name, in: outer) } }
    if entry.kind == .folder && entry.name == Self.gitFolder {
      if !isRepeated(way) { body(SkippedUnit(reason: .gitInternals)) }
      return false
    }
    let path = folder.appending(entry.name)
    var inner = parts
    if entry.kind == .folder || !excluded.isEmpty || !ignores.isEmpty {
      inner.append(String(decoding: entry.name, as: UTF8.self))
    }
    if let reason = reasonToSkip(inner, entry, ignores) {
      body(SkippedUnit(reason: reason))
      return false
    }
    if entry.kind != .folder && isRepeated(way) { return false }
    switch entry.kind {
    case .folder: enter(path, parts: inner, ignores: ignores, way)
    case .file: body(FileUnit(path: path, followsLink: false, options: options))
    case .link: body(SkippedUnit(reason: .symbolicLink))
    case .special: body(SkippedUnit(reason: .special))
    }
    return true
  }

  private func isRepeated(_ way: PathOverlap.Way?) -> Bool {
    guard let overlap, let way else { return false }
    return overlap.isRepeated(way)
  }

  private func reasonToSkip(_ parts: [String], _ entry: FolderEntry, _ ignores: IgnoreStack) -> SkipReason? {
    let isFolder = entry.kind == .folder
    if !excluded.isEmpty, let last = excluded.last(where: { $0.matches(parts[...], isFolder: isFolder) }), !last.isNegated {
      return .excluded
    }
    return ignores.ignores(parts, isFolder: isFolder) ? .gitIgnored : nil
  }

  private func patterns(in file: FilePath) -> [IgnorePattern] {
    let descriptor = file.open(followsLink: false)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let buffer = ReadBuffer(capacity: 1 << 16)
    var count = 0
    while count < 1 << 22, let more = FileReader.read(descriptor, into: buffer, at: count), more > 0 { count += more }
    let text = String(decoding: UnsafeRawBufferPointer(buffer.bytes).view(0..<count), as: UTF8.self)
    return text.split { $0 == "\n" || $0 == "\r\n" }.compactMap { IgnorePattern($0) }
  }

  private static let gitFolder = Array(".git".utf8)
}

/// Stands for something that is passed over on purpose, so that it is counted in its turn.
struct SkippedUnit: Unit {
  let reason: SkipReason

  func read(into sink: any UnitSink) { sink.skip(reason) }
}

/// Stands for something that cannot be read at all.
struct IssueUnit: Unit {
  let issue: Issue

  func read(into sink: any UnitSink) { sink.report(issue) }
}
