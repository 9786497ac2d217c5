import ArgumentParser

/// The hooks of git that keyhound can be.
enum HookType: String, CaseIterable, ExpressibleByArgument {
  case preCommit = "pre-commit"
  case preMergeCommit = "pre-merge-commit"
  case prePush = "pre-push"
  case preReceive = "pre-receive"

  /// Whether git tells the hook on standard input which references change.
  var readsReferences: Bool { self == .prePush || self == .preReceive }

  /// What the hook looks at, for a sentence.
  var subject: String {
    switch self {
    case .preCommit: "what a commit adds"
    case .preMergeCommit: "what a merge adds"
    case .prePush: "the commits of a push"
    case .preReceive: "the commits that somebody pushes here"
    }
  }

  /// How a person goes past the hook once; nobody goes past a server's.
  var bypass: String? {
    switch self {
    case .preCommit: "git commit --no-verify"
    case .preMergeCommit: "git merge --no-verify"
    case .prePush: "git push --no-verify"
    case .preReceive: nil
    }
  }

  /// What is to be known of the hook in a bare repository, where git runs those before commits and pushes only for its worktrees.
  var noteForServers: String? {
    guard self != .preReceive else { return nil }
    return "this repository is bare: git runs \(rawValue) only in worktrees of it; pre-receive looks at what is pushed here"
  }
}
