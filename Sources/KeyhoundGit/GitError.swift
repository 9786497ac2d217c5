/// Why something of a repository could not be read. The text says what, where, and what to do.
package enum GitError: Error, Equatable, Sendable {
  case notARepository(path: String)
  case cannotRead(path: String, reason: String)
  /// The object is named, but no store has it.
  case missing(ObjectID)
  /// The bytes of a store or an object are not what its format promises.
  case damaged(place: String, reason: String)
  /// Something is in order, but goes on further than it is followed.
  case unfollowed(place: String, reason: String)
  /// The program git could not be started.
  case noGit(reason: String)
  /// What was given as a range is none.
  case notARange(String)
  /// No commit is called that here.
  case unresolved(revision: String)
  case noCommonAncestor(String, String)
  /// A shallow clone ends inside the range, at this commit.
  case shallow(ObjectID)
  /// The commits of a range could not be followed from one to the next.
  case brokenHistory(reason: String)
  /// A git command failed.
  case command(arguments: [String], status: Int32, message: String)
}

extension GitError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notARepository(let path):
      "\(path) is not inside a git repository; give the path of one, or run `keyhound scan` for plain folders"
    case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
    case .missing(let id):
      "object \(id) is missing (a shallow or partial clone, or damage); fetch it with `git fetch --unshallow` or `git fetch --refetch`"
    case .unfollowed(let place, let reason): "\(place) is not followed: \(reason)"
    case .damaged(let place, let reason): "\(place) is damaged: \(reason); `git fsck` tells more"
    case .noGit(let reason): "git could not be started: \(reason); install git, or put it into PATH"
    case .notARange(let text): "\(text) is no range; write BASE..HEAD, or BASE...HEAD for what HEAD has since the two parted"
    case .unresolved(let revision):
      "there is no commit \(revision) in this repository; check the spelling, or fetch it with `git fetch origin \(revision)`"
    case .noCommonAncestor(let base, let head):
      "\(base) and \(head) have no common ancestor here; if this clone is shallow, run `git fetch --unshallow`, else write \(base)..\(head)"
    case .shallow(let id):
      "this clone is shallow: history ends at commit \(id.hex.prefix(12)), inside the range; run `git fetch --unshallow` and scan again"
    case .brokenHistory(let reason):
      "the commits of the range cannot be followed (\(reason)); fetch what is missing with `git fetch --unshallow` or `git fetch --refetch`"
    case .command(let arguments, let status, let message):
      "git \(arguments.joined(separator: " ")) failed (exit status \(status))\(message.isEmpty ? "" : ": \(message)")"
    }
  }
}
