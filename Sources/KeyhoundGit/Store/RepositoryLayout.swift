/// Where the parts of a repository lie.
package struct RepositoryLayout: Sendable {
  /// What `git rev-parse --git-dir` says: of a linked worktree its own part.
  package let gitDirectory: String
  /// What all worktrees share: objects, branches, configuration.
  package let commonDirectory: String
  /// The folder that holds `.git`; `nil` for a bare repository or a bare path.
  package let workTree: String?

  /// Finds the repository that `path` lies in or is, going up through the parents as git does.
  static func find(from path: String) throws(GitError) -> RepositoryLayout {
    var folder = SmallFile.canonical(path)
    while true {
      if let directory = try gitDirectory(pointedToBy: "\(folder)/.git") {
        return try RepositoryLayout(gitDirectory: directory, workTree: folder)
      }
      if isGitDirectory(folder) { return try RepositoryLayout(gitDirectory: folder, workTree: nil) }
      guard let parent = SmallFile.parent(of: folder) else { throw .notARepository(path: path) }
      folder = parent
    }
  }

  /// The repository whose git directory, or a file that names it, the environment names.
  ///
  /// Without a work tree that is named as well, it is the one round the current folder, where that belongs to the repository. Otherwise it is the
  /// current folder itself, as for git, unless that lies in the git directory.
  static func named(_ name: String, workTree: String?) throws(GitError) -> RepositoryLayout {
    guard let directory = try gitDirectory(pointedToBy: name) else { throw .notARepository(path: name) }
    let layout = try RepositoryLayout(gitDirectory: directory, workTree: workTree.map(SmallFile.canonical))
    if workTree != nil { return layout }
    if let found = try? find(from: "."), found.gitDirectory == layout.gitDirectory { return found }
    let here = SmallFile.canonical(".")
    let isInside = "\(here)/".hasPrefix("\(layout.gitDirectory)/")
    return try RepositoryLayout(gitDirectory: directory, workTree: isInside ? nil : here)
  }

  /// Takes a git directory that is known, and follows its `commondir`.
  init(gitDirectory: String, workTree: String?) throws(GitError) {
    self.gitDirectory = SmallFile.canonical(gitDirectory)
    self.workTree = workTree
    if let line = try SmallFile.lines(at: "\(gitDirectory)/commondir")?.first {
      commonDirectory = SmallFile.canonical(SmallFile.resolve(line, from: gitDirectory))
    } else {
      commonDirectory = self.gitDirectory
    }
  }

  /// What `.git` is: the directory itself, or a file that names it (worktrees, submodules).
  private static func gitDirectory(pointedToBy path: String) throws(GitError) -> String? {
    if isGitDirectory(path) { return path }
    guard !SmallFile.isDirectory(path), let line = try SmallFile.lines(at: path)?.first, line.hasPrefix("gitdir: ") else {
      return nil
    }
    let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
    let target = SmallFile.resolve(String(line.dropFirst("gitdir: ".count)), from: String(folder))
    guard isGitDirectory(target) else {
      throw .damaged(place: path, reason: "it names \(target), which is no git directory")
    }
    return target
  }

  private static func isGitDirectory(_ path: String) -> Bool {
    guard SmallFile.exists("\(path)/HEAD") || SmallFile.isSymbolicLink("\(path)/HEAD") else { return false }
    if SmallFile.exists("\(path)/commondir") { return true }
    return SmallFile.isDirectory("\(path)/objects") && SmallFile.isDirectory("\(path)/refs")
  }
}
