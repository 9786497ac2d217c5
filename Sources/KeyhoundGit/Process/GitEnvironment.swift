/// The variables by which git tells a hook which repository, index and object stores are meant.
package struct GitEnvironment: Sendable {
  /// `GIT_DIR`
  package var gitDirectory: String?
  /// `GIT_WORK_TREE`
  package var workTree: String?
  /// `GIT_INDEX_FILE`
  package var indexFile: String?
  /// `GIT_OBJECT_DIRECTORY`; in a pre-receive hook this is the quarantine, also called `GIT_QUARANTINE_PATH`.
  package var objectDirectory: String?
  /// `GIT_ALTERNATE_OBJECT_DIRECTORIES`, taken apart.
  package var alternateObjectDirectories: [String] = []
  /// The commits that are being merged, in hexadecimal: what follows `GITHEAD_` in the names of variables.
  package var mergedHeads: [String] = []
  /// `PATH`, by which git itself is found.
  package var searchPath: String?

  /// An environment that says nothing.
  package init() {}

  /// Picks the variables out of all of them.
  package init(variables: [String: String]) {
    gitDirectory = variables["GIT_DIR"]
    workTree = variables["GIT_WORK_TREE"]
    indexFile = variables["GIT_INDEX_FILE"]
    objectDirectory = variables["GIT_OBJECT_DIRECTORY"] ?? variables["GIT_QUARANTINE_PATH"]
    alternateObjectDirectories = Self.paths(in: variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "")
    let merged = variables.keys.filter { $0.hasPrefix(Self.mergedHead) }.sorted()
    mergedHeads = merged.map { String($0.dropFirst(Self.mergedHead.count)) }
    searchPath = variables["PATH"]
  }

  private static let mergedHead = "GITHEAD_"

  /// The same for a process that need not run where git runs its hooks: git's paths begin at the top of the work tree, and in the current folder
  /// where only the repository is named.
  func seen(from layout: RepositoryLayout) -> GitEnvironment {
    guard gitDirectory == nil || workTree != nil, let indexFile, !indexFile.hasPrefix("/"), let top = layout.workTree
    else { return self }
    var result = self
    result.indexFile = "\(top)/\(indexFile)"
    return result
  }

  /// The same without what concerns one repository, for one that was named explicitly.
  package var withoutRepository: GitEnvironment {
    var result = GitEnvironment()
    result.searchPath = searchPath
    return result
  }

  /// Takes a list with `:` between its paths apart; a path in double quotes may hold any character, with `\` before a quote.
  static func paths(in list: String) -> [String] {
    var paths: [String] = []
    var path = ""
    var isQuoted = false
    var isEscaped = false
    for character in list {
      switch character {
      case _ where isEscaped:
        path.append(character)
        isEscaped = false
      case "\\" where isQuoted: isEscaped = true
      case "\"" where isQuoted || path.isEmpty: isQuoted.toggle()
      case ":" where !isQuoted:
        paths.append(path)
        path = ""
      default: path.append(character)
      }
    }
    return (paths + [path]).filter { !$0.isEmpty }
  }
}
