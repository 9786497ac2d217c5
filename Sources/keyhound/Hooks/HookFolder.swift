import KeyhoundGit

/// The folder in which git looks for hooks, and why it looks there.
struct HookFolder {
  /// An absolute path.
  let path: String
  /// What `core.hooksPath` says, where it is set.
  var setting: Setting?

  /// A value of git's configuration and the place it comes from.
  struct Setting {
    var value: String
    var origin: String
  }

  /// The folder for the repository round the current folder.
  static func current(_ git: PersonalGit) throws -> HookFolder {
    guard let path = try git.line(["rev-parse", "--path-format=absolute", "--git-path", "hooks"]) else {
      throw CommandFailure("this is no git repository, so it has no hooks; go into one, or use --global for all of yours")
    }
    return HookFolder(path: path, setting: try setting(git))
  }

  /// The folder that holds for every repository of this user: what the configuration names already, or one of our own.
  static func global(_ git: PersonalGit) throws -> HookFolder {
    if let path = try git.line(["config", "--global", "--type=path", "--get", "core.hooksPath"]), !path.isEmpty {
      return HookFolder(path: path, setting: Setting(value: path, origin: "the global configuration"))
    }
    return HookFolder(path: try ownGlobalPath())
  }

  /// `hooks` among this user's settings of keyhound.
  static func ownGlobalPath() throws(CommandFailure) -> String {
    if let settings = Terminal.variable("XDG_CONFIG_HOME"), settings.hasPrefix("/") { return settings + "/keyhound/hooks" }
    guard let home = Terminal.variable("HOME"), home.hasPrefix("/") else {
      throw CommandFailure("the variable HOME is not set, so there is no place for global hooks")
    }
    return home + "/.config/keyhound/hooks"
  }

  /// Whether the current folder lies in a bare repository that no worktree belongs to: nobody commits in it, others push to it.
  static func isServer(_ git: PersonalGit) throws -> Bool {
    guard try git.line(["rev-parse", "--is-bare-repository"]) == "true" else { return false }
    let common = try git.line(["rev-parse", "--path-format=absolute", "--git-common-dir"]) ?? "."
    return !FilesOnDisk().exists("\(common)/worktrees")
  }

  /// The repository's own folder, in which git looks unless `core.hooksPath` is set.
  static func unconfigured(_ git: PersonalGit) throws -> HookFolder? {
    try git.line(["rev-parse", "--path-format=absolute", "--git-common-dir"]).map { HookFolder(path: $0 + "/hooks") }
  }

  func file(_ type: HookType) -> ScriptFile { ScriptFile(path: "\(path)/\(type.rawValue)") }

  /// Where a hook is kept that was here first.
  func earlierFile(_ type: HookType) -> ScriptFile { ScriptFile(path: "\(path)/\(type.rawValue)\(HookScript.earlierSuffix)") }

  private static func setting(_ git: PersonalGit) throws -> Setting? {
    guard let line = try git.line(["config", "--show-origin", "--get", "core.hooksPath"]), let tab = line.firstIndex(of: "\t")
    else { return nil }
    let origin = line[..<tab]
    return Setting(
      value: String(line[line.index(after: tab)...]),
      origin: origin.hasPrefix("file:") ? String(origin.dropFirst(5)) : String(origin))
  }
}
