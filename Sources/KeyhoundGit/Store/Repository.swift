/// A git repository, opened for reading. Immutable, and shared by all workers, each of which reads through its own `ObjectReader`.
package struct Repository: Sendable {
  package let layout: RepositoryLayout
  package let format: ObjectFormat
  /// The folders that hold objects: the repository's own first, then those it borrows from.
  package let objectDirectories: [String]
  /// What keeps folders that it borrows from out of them.
  let borrowingProblems: [GitError]
  /// The program git, set to this repository.
  package let git: GitProcess
  /// The packs as they were when the repository was opened.
  package private(set) var store: ObjectStore
  let usesReftable: Bool
  /// The commits that `git merge` says it is merging, before it writes them down.
  let mergedHeads: [ObjectID]

  /// Opens the repository that `path` is or lies in.
  ///
  /// The environment's `GIT_DIR` is followed when `path` is `.`, as in a hook; any other path names a repository of its own, for which
  /// the environment says nothing.
  /// - Throws: `GitError` when there is no repository, or its settings cannot be read.
  package static func open(at path: String, environment: GitEnvironment) throws(GitError) -> Repository {
    guard path == "." else {
      return try Repository(layout: .find(from: path), environment: environment.withoutRepository)
    }
    guard let name = environment.gitDirectory else {
      return try Repository(layout: .find(from: path), environment: environment)
    }
    return try Repository(layout: .named(name, workTree: environment.workTree), environment: environment)
  }

  private init(layout: RepositoryLayout, environment: GitEnvironment) throws(GitError) {
    self.layout = layout
    let configPath = "\(layout.commonDirectory)/config"
    let config = try RepositoryConfig(lines: SmallFile.lines(at: configPath) ?? [], path: configPath)
    format = config.format
    usesReftable = config.usesReftable
    let directories = ObjectDirectories(of: layout, environment)
    (objectDirectories, borrowingProblems) = (directories.paths, directories.problems)
    store = ObjectStore(directories: objectDirectories, format: format)
    mergedHeads = environment.mergedHeads.compactMap { ObjectID(hex: $0) }
    git = GitProcess(gitDirectory: layout.gitDirectory, environment: environment.seen(from: layout))
  }

  /// The same with the packs as they are now.
  var current: Repository {
    guard store.isOutdated else { return self }
    var repository = self
    repository.store = ObjectStore(directories: objectDirectories, format: format)
    return repository
  }

  /// The files with the repository's own settings; some may not be there.
  var configurationFiles: [ConfigurationFile] {
    let folder = layout.commonDirectory.hasSuffix("/.git") || layout.workTree != nil ? ".git/" : ""
    return [
      ConfigurationFile(path: "\(layout.commonDirectory)/config", name: "\(folder)config"),
      ConfigurationFile(path: "\(layout.gitDirectory)/config.worktree", name: "\(folder)config.worktree"),
    ]
  }

  /// Where the clone ends if it is shallow.
  package var shallowEnds: ShallowEnds { ShallowEnds(listedIn: "\(layout.commonDirectory)/shallow") }
}

/// A file with settings of a repository: where it is, and what reports call it.
struct ConfigurationFile: Sendable {
  let path: String
  let name: String
}
