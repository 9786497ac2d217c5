/// What is left out of a walk.
package struct FileOptions: Sendable {
  /// Patterns as in `.gitignore`, seen from the folder that is scanned.
  package var excluded: [String]
  /// Whether `.gitignore` files and `.git/info/exclude` are followed.
  package var honoursGitignore: Bool
  /// Larger files, in bytes, are left out.
  package var maximumFileSize: Int?

  package init(excluded: [String] = [], honoursGitignore: Bool = false, maximumFileSize: Int? = nil) {
    self.excluded = excluded
    self.honoursGitignore = honoursGitignore
    self.maximumFileSize = maximumFileSize
  }
}
