import KeyhoundGit

/// Hooks for every repository of this user: a folder of our own that `core.hooksPath` names.
///
/// Git then looks nowhere else, so the folder also holds scripts that pass every other hook on to the repository's own.
struct GlobalHooks {
  let folder: HookFolder
  let git: PersonalGit

  /// Hooks that are passed on. Those that git runs many times in one command (`reference-transaction`, `post-index-change`) are not.
  static let passedOn = [
    "applypatch-msg", "commit-msg", "post-applypatch", "post-checkout", "post-commit", "post-merge", "post-receive",
    "post-rewrite", "post-update", "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase",
    "pre-receive", "prepare-commit-msg", "push-to-checkout", "sendemail-validate", "update",
  ]

  private static let mark = "# keyhound passes this hook on"

  /// Whether `text` only passes a hook on.
  static func passesOn(_ text: String) -> Bool { text.contains(mark) }

  /// Fills the folder and tells git about it. A folder that the user has chosen is left as it is.
  func establish() throws {
    guard try isOwn() else { return }
    try ScriptFile.makeFolder(folder.path)
    try passOnTheRest()
    guard try git.line(["config", "--global", "core.hooksPath", folder.path]) != nil else {
      throw CommandFailure("git would not set core.hooksPath in the global configuration; is it writable?")
    }
  }

  /// When none of our hooks is left, empties the folder and takes the setting back.
  func dissolve() throws {
    guard try isOwn() else { return }
    let isInUse = HookType.allCases.contains { folder.file($0).text.map(HookScript.recognizes) ?? false }
    guard !isInUse else { return try passOnTheRest() }
    for file in files where file.text.map(Self.passesOn) ?? false { try file.remove() }
    _ = try git.line(["config", "--global", "--unset", "core.hooksPath"])
  }

  private func isOwn() throws -> Bool { try folder.path == HookFolder.ownGlobalPath() }

  private var files: [ScriptFile] { Self.passedOn.map { ScriptFile(path: "\(folder.path)/\($0)") } }

  private func passOnTheRest() throws(CommandFailure) {
    for (name, file) in zip(Self.passedOn, files) where !file.exists { try file.write(Self.script(name)) }
  }

  private static func script(_ name: String) -> String {
    """
    #!/bin/sh
    \(mark), because core.hooksPath keeps git from looking into the repository.
    own="$(git rev-parse --git-common-dir)/hooks/\(name)"
    if [ -x "$own" ] && [ ! "$own" -ef "$0" ]; then exec "$own" "$@"; fi

    """
  }
}
