/// What is left out of a walk.
package struct FileOptions: Sendable {
  /// Patterns as in `.gitignore`, seen from the folder that is scanned.
  package var excluded: [String]
  /// Whether `.gitignore` files and `.git/info/exclude` are followed.
  package var honoursGitignore: Bool
  /// Larger files, in bytes, are left out.
  package var maximumFileSize: Int?
  package var limits = ReadLimits()

  package init(excluded: [String] = [], honoursGitignore: Bool = false, maximumFileSize: Int? = nil) {
    self.excluded = excluded
    self.honoursGitignore = honoursGitignore
    self.maximumFileSize = maximumFileSize
  }
}

/// How much of a file is held in memory at once, in bytes.
package struct ReadLimits: Sendable {
  /// Up to this size a file is held whole.
  package var whole = 16 << 20
  /// The same for notebooks, which can only be understood whole.
  package var wholeNotebook = 512 << 20
  /// The size of a window, with its context. At least three times `context`.
  package var window = 4 << 20
  /// Bytes before and behind the part that a window owns: more than the widest match and the farthest evidence.
  package var context = 64 << 10

  package init() {}

  func whole(for path: String) -> Int { path.hasSuffix(".ipynb") ? wholeNotebook : whole }
}
