#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One line of a `.gitignore`, with git's meaning (https://git-scm.com/docs/gitignore).
package struct IgnorePattern: Sendable {
  /// Whether the line begins with `!` and takes back what earlier lines ignored.
  package let isNegated: Bool
  /// Whether the line ends with `/` and names folders only.
  package let isFolderOnly: Bool
  /// The parts between slashes; `**` stands for any number of parts.
  private let parts: [String]

  /// `nil` for blank lines and comments.
  package init?(_ line: some StringProtocol) {
    var text = line.hasSuffix("\r") ? String(line.dropLast()) : String(line)
    while text.hasSuffix(" "), !text.hasSuffix("\\ ") { text.removeLast() }
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    isNegated = text.hasPrefix("!")
    if isNegated { text.removeFirst() }
    isFolderOnly = text.hasSuffix("/")
    if isFolderOnly { text.removeLast() }
    let isAnchored = text.dropLast().contains("/") || text.hasPrefix("/")
    let parts = text.split(separator: "/").map(String.init)
    guard !parts.isEmpty else { return nil }
    self.parts = isAnchored || parts.first == "**" ? parts : ["**"] + parts
  }

  /// Whether `path`, given as parts relative to the folder of the pattern, is named by it.
  package func matches(_ path: ArraySlice<String>, isFolder: Bool) -> Bool {
    (isFolder || !isFolderOnly) && Self.matches(parts[...], path)
  }

  private static func matches(_ parts: ArraySlice<String>, _ path: ArraySlice<String>) -> Bool {
    guard let part = parts.first else { return path.isEmpty }
    if part == "**" {
      let rest = parts.dropFirst()
      if rest.isEmpty { return !path.isEmpty }
      return (path.startIndex...path.endIndex).contains { matches(rest, path[$0...]) }
    }
    guard let name = path.first, fnmatch(part, name, 0) == 0 else { return false }
    return matches(parts.dropFirst(), path.dropFirst())
  }
}

/// Lists of patterns, each with the folder it holds for: outer folders first.
package struct IgnoreStack: Sendable {
  private var levels: [(depth: Int, patterns: [IgnorePattern])] = []

  package init() {}

  /// Adds patterns that hold below the folder `depth` parts down from the start of the walk.
  package mutating func push(_ patterns: [IgnorePattern], depth: Int) {
    if !patterns.isEmpty { levels.append((depth, patterns)) }
  }

  /// Whether the last pattern that names `path` ignores it.
  package func ignores(_ path: [String], isFolder: Bool) -> Bool {
    for level in levels.reversed() {
      let relative = path[min(level.depth, path.count)...]
      if let pattern = level.patterns.last(where: { $0.matches(relative, isFolder: isFolder) }) { return !pattern.isNegated }
    }
    return false
  }

  package var isEmpty: Bool { levels.isEmpty }
}
