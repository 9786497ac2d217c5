/// Why something of a repository could not be read. The text says what, where, and what to do.
package enum GitError: Error, Equatable, Sendable {
  case notARepository(path: String)
  case cannotRead(path: String, reason: String)
  /// The object is named, but no store has it.
  case missing(ObjectID)
  /// The bytes of a store or an object are not what its format promises.
  case damaged(place: String, reason: String)
  /// The program git could not be started.
  case noGit(reason: String)
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
    case .damaged(let place, let reason): "\(place) is damaged: \(reason); `git fsck` tells more"
    case .noGit(let reason): "git could not be started: \(reason); install git, or put it into PATH"
    case .command(let arguments, let status, let message):
      "git \(arguments.joined(separator: " ")) failed (exit status \(status))\(message.isEmpty ? "" : ": \(message)")"
    }
  }
}
