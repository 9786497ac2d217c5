/// A path that holds something else than before.
struct Change: Sendable {
  /// From the top of the repository.
  var path: [UInt8]
  var entry: TreeEntry
  /// What each version before has here: one version for a commit, several for a merge, none for the first commit of all.
  var older: [Older]

  enum Older: Sendable {
    /// The blob at the same path.
    case blob(ObjectID)
    /// Nothing; one of these files, which are no longer there, may have become this one.
    case absent(GoneFiles)
  }

  /// Whether no version before has a file here.
  var isNewPath: Bool {
    older.allSatisfy { older in
      if case .absent = older { true } else { false }
    }
  }

  /// Whether a version before had the very same content under a name that has gone since.
  var isRenamed: Bool {
    older.contains { older in
      if case .absent(let gone) = older { gone.contains(entry.id) } else { false }
    }
  }

  /// The path as it is shown; what is not UTF-8 becomes U+FFFD.
  var shownPath: String { String(decoding: path, as: UTF8.self) }
}
