/// What a configuration file says of findings by certain rules in certain paths.
package struct Setting: Sendable {
  /// Where it stands, such as `.keyhound.toml:7`.
  package var place: String
  /// Patterns as in `.gitignore`, seen from the folder of the file; none means all paths.
  package var paths: [IgnorePattern] = []
  /// Ids of rules, in which `*` stands for anything; none means all rules.
  package var rules: [String] = []
  package var minimumConfidence: Confidence?
  package var ignoresExamples: Bool?
  /// `false` for findings that are not to be reported at all, `true` to take that back.
  package var isReported: Bool?
  package var reason: String?

  package init(place: String) {
    self.place = place
  }

  /// Whether the setting is about `finding`, which lies at `path` seen from the folder of the file.
  package func concerns(_ finding: Finding, at path: [String]) -> Bool {
    (rules.isEmpty || rules.contains { Self.names($0, finding.rule.id) }) && (paths.isEmpty || isNamed(path))
  }

  /// As in `.gitignore`: the last pattern that names the path, or a folder on the way to it, decides.
  private func isNamed(_ path: [String]) -> Bool {
    let last = paths.last { pattern in
      path.indices.contains { pattern.matches(path[...$0], isFolder: $0 < path.count - 1) }
    }
    return last.map { !$0.isNegated } ?? false
  }

  /// Whether `pattern`, in which `*` stands for anything, names the rule `id`.
  package static func names(_ pattern: String, _ id: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == id }
    guard id.count >= first.count + last.count, id.hasPrefix(first), id.hasSuffix(last) else { return false }
    var rest = id.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}

/// A configuration file's say in what is reported.
package struct Settings: Sendable {
  /// What messages call the file.
  package var name: String
  package var settings: [Setting] = []
  package var allowlists: [Allowlist] = []
  /// What else the file says, which holds for a whole run or not at all.
  package var wholeRunKeys: [String] = []

  package init(name: String) {
    self.name = name
  }
}

/// All that one folder says of findings in it and below it.
package struct FolderExceptions: Sendable {
  package var settings: Settings?
  package var ignores: IgnoreFile?
  package var gitleaksIgnores: GitleaksIgnoreFile?
  /// Files that could not be read or understood.
  package var issues: [Issue] = []

  package init() {}

  package var isEmpty: Bool { settings == nil && ignores == nil && gitleaksIgnores == nil && issues.isEmpty }
}

/// Where exceptions come from: the folders on disk, or the base commit of a pull request.
package protocol ExceptionSource: Sendable {
  /// What is said above the folders that paths begin with, outermost first.
  var above: [ScopedExceptions] { get }
  /// What is said in `folder` itself, which is written as paths are in reports; the empty one is where they begin.
  func exceptions(in folder: String) -> FolderExceptions?
}

/// What a folder says, and what findings' paths look like from there.
package struct ScopedExceptions: Sendable {
  package var exceptions: FolderExceptions
  /// How many parts at the start of a path lead to the folder.
  package var dropped: Int
  /// What leads from the folder to where paths begin.
  package var prefix: [String]

  package init(_ exceptions: FolderExceptions, dropped: Int = 0, prefix: [String] = []) {
    self.exceptions = exceptions
    self.dropped = dropped
    self.prefix = prefix
  }

  /// The parts of a path as the folder sees them.
  package func seen(_ path: [String]) -> [String] { prefix + path.dropFirst(dropped) }
}
