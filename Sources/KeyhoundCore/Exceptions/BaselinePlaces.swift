/// Where the files lie that a baseline and a scan speak of, so that what is known stays known whichever folder a scan begins in, and however its
/// paths are written.
///
/// Folders are written without links and detours, from `/` or, in a commit, from its top, which is empty.
package struct BaselinePlaces: Sendable {
  /// What was scanned as reports have it, and where that is; the longest first.
  private var roots: [(shown: String, real: String)] = []
  /// The folder that other paths begin in.
  private let start: String
  /// Folders that the paths of entries are meant to begin in. New ones are seen from the first that holds the file.
  private let tops: [String]
  /// Folders that the paths of entries may begin in besides.
  private let others: [String]
  /// Whether paths stand for nothing but themselves.
  private let areLiteral: Bool

  /// Takes paths as they are written.
  package init() {
    (start, tops, others, areLiteral) = ("", [], [], true)
  }

  /// - Parameters:
  ///   - start: the folder that the paths of reports begin in.
  ///   - tops: the folders that the paths of entries are meant to begin in.
  ///   - others: folders where they may begin too, as they may at `start`.
  ///   - roots: what was scanned, as reports have it, and where that is.
  package init(start: String, tops: [String], others: [String] = [], roots: [(shown: String, real: String)] = []) {
    self.start = start
    self.tops = Self.distinct(tops)
    self.others = others
    self.roots = roots.sorted { $0.shown.utf8.count > $1.shown.utf8.count }
    areLiteral = false
  }

  private var frames: [String] { Self.distinct(tops + [start] + others) }

  private static func distinct(_ paths: [String]) -> [String] {
    paths.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What entries may call the file that reports call `path`.
  func names(of path: String) -> [String] {
    guard !areLiteral else { return [path] }
    let place = place(of: path)
    return Self.distinct([path] + frames.compactMap { Self.path(place, from: $0) } + [place])
  }

  /// What new entries call the file that reports call `path`.
  func name(of path: String) -> String {
    guard !areLiteral else { return path }
    let place = place(of: path)
    return (tops + [start]).lazy.compactMap { Self.path(place, from: $0) }.first ?? path
  }

  /// Where the file of an entry may lie.
  func places(ofEntry path: String) -> [String] {
    areLiteral ? [path] : frames.map { Self.joined($0, path) }
  }

  /// Where the file of an entry most likely lies, or lay: there where most of the way to it still exists.
  package func likelyPlaces(ofEntry path: String, exists: (String) -> Bool) -> [String] {
    guard !areLiteral else { return [path] }
    var way = path[...]
    while !way.isEmpty {
      let found = frames.filter { exists(Self.joined($0, String(way))) }
      if !found.isEmpty { return found.map { Self.joined($0, path) } }
      way = way.lastIndex(of: "/").map { way[..<$0] } ?? ""
    }
    return (tops.isEmpty ? [start] : tops).map { Self.joined($0, path) }
  }

  private func place(of path: String) -> String {
    for root in roots {
      if let rest = Self.path(path, from: root.shown) { return Self.joined(root.real, rest) }
    }
    return Self.joined(start, path)
  }

  /// Whether `place` is `folder` or lies in it.
  package static func isPlace(_ place: String, in folder: String) -> Bool { place == folder || path(place, from: folder) != nil }

  /// `place` as it is seen from `folder`, which holds it; `nil` when it does not.
  private static func path(_ place: String, from folder: String) -> String? {
    if folder.isEmpty { return place.hasPrefix("/") ? nil : place }
    if place == folder { return "" }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return place.hasPrefix(prefix) ? String(place.dropFirst(prefix.count)) : nil
  }

  /// The path that leads to `path` from `folder`, without detours.
  private static func joined(_ folder: String, _ path: String) -> String {
    let whole = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
