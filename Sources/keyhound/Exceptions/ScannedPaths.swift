#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// What is scanned, and where paths in reports and baselines begin.
struct ScannedPaths {
  /// Folders and files as they were named, where the scan is one of those.
  var named: [String] = []
  /// The folder that the paths of reports begin in, where it is another one than the current one.
  var start: String?

  /// Where paths lead. Those of a baseline are meant to begin at the top of the repository, or where the baseline lies if that is further in
  /// and the scan begins there too, or if there is no repository.
  func places(of baselines: [String]) -> BaselinePlaces {
    let begin = RealPath.of(start ?? ".") ?? "/"
    let roots = named.compactMap { path in RealPath.of(path).map { (shown: Self.plain(path), real: $0) } }
    let scanned = [begin] + roots.map(\.real)
    // A baseline that is kept apart from everything says nothing about where its paths begin.
    let homes = baselines.compactMap { RealPath.of(RealPath.folder(of: $0)) }.filter { home in
      RealPath.repository(round: home) != nil
        || scanned.contains { BaselinePlaces.isPlace($0, in: home) || BaselinePlaces.isPlace(home, in: $0) }
    }
    let own = (homes + [begin]).compactMap(RealPath.repository)
    let others = roots.map(\.real).compactMap(RealPath.repository)
    let isOne = homes.contains(begin) || own.contains(begin)
    let tops = (isOne ? [begin] : []) + own + homes + (own.isEmpty ? others : [])
    return BaselinePlaces(start: begin, tops: tops, others: others, roots: roots)
  }

  /// As reports show paths: without `./` before them and `/` behind.
  private static func plain(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 2, path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.utf8.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }
}

/// Paths without links and detours.
enum RealPath {
  /// `path` without detours; links in it are not followed.
  static func absolute(_ path: String) -> String? {
    guard let here = of(".") else { return nil }
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : "\(here)/\(path)").split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Where `path` leads. Of a file that is not there, its folder has to be.
  static func ofLikely(_ path: String) -> String? {
    if let whole = of(path) { return whole }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    return ofLikely(String(path[..<slash])).map { $0 + path[slash...] }
  }

  /// Where `path` leads; `nil` when there is nothing.
  static func of(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Where `path` leads, or would lead if there were such a file.
  static func ofFile(_ path: String) -> String {
    if let real = of(path) { return real }
    let name = path.lastIndex(of: "/").map { path[$0...].dropFirst() } ?? path[...]
    return of(folder(of: path)).map { "\($0)/\(name)" } ?? path
  }

  /// The folder that `path` lies in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// The folders on the way to an absolute path, as it is written: those above the repository it lies in, and the others.
  static func folders(onWayTo path: String) -> (above: [String], inside: [String]) {
    var (above, inside): ([String], [String]) = ([], [])
    var folder = path
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    while true {
      inside.append(folder)
      if access("\(folder)/.git", F_OK) == 0 || folder == "/" { break }
      folder = Self.folder(of: folder)
    }
    while folder != "/" {
      folder = Self.folder(of: folder)
      above.append(folder)
    }
    return (above, inside)
  }

  /// The top of the repository that `path`, which has no links in it, lies in.
  static func repository(round path: String) -> String? {
    var folder = path
    while access("\(folder)/.git", F_OK) != 0 {
      if folder == "/" || folder == "." { return nil }
      folder = Self.folder(of: folder)
    }
    return folder
  }
}
