/// Something that was asked for and could not be read or fully examined. Part of the report; never the end of the run.
package struct Issue: Hashable, Sendable {
  /// What kind of gap it is. The raw values are part of the JSON report and of `--allow-incomplete`.
  package enum Kind: String, CaseIterable, Sendable {
    /// The path does not exist.
    case missing
    /// The file or folder may not be read, or reading failed.
    case unreadable
    /// The file changed while it was read.
    case changed
    /// A budget (size, depth, time) was reached.
    case tooLarge = "too-large"
    /// A pattern was given up at a limit.
    case patternLimit = "pattern-limit"
    /// The content is not what its name or header promises, and was read as plain text or bytes.
    case malformed
    /// Part of an archive or a document could not be unpacked.
    case damaged
    /// A repository or object could not be read.
    case git
  }

  package var kind: Kind
  package var path: String?
  /// The commit concerned, in hexadecimal.
  package var commit: String?
  /// What happened and what to do, without the path.
  package var message: String
  /// Whether something remained unexamined. A file that was read in another way than its name promises is complete.
  package var isGap: Bool

  package init(_ kind: Kind, path: String?, commit: String? = nil, message: String) {
    self.kind = kind
    self.path = path
    self.commit = commit
    self.message = message
    self.isGap = kind != .malformed
  }
}
