import ChildProcesses

/// What the index has and a commit has not, as `git diff-index --cached --raw -z` lists it.
struct IndexDiff {
  private(set) var entries: [Entry] = []

  struct Entry {
    var path: [UInt8]
    /// `nil` where the commit has nothing.
    var old: TreeEntry?
    /// `nil` where the index has nothing.
    var new: TreeEntry?
    /// Whether a merge has left several versions and nobody has chosen yet.
    var isUnmerged: Bool
  }

  /// Compares the index with `tree`, a commit or a tree.
  init(of git: GitProcess, since tree: String) throws(GitError) {
    try self.init(of: RunningIndexDiff(git, since: tree))
  }

  /// Takes what `running` has found.
  init(of running: RunningIndexDiff) throws(GitError) {
    let output = try running.output()
    var fields = output.split(separator: 0, omittingEmptySubsequences: false)[...]
    while fields.count >= 2 {
      let header = fields.removeFirst()
      guard let entry = Entry(header, path: Array(fields.removeFirst())) else {
        throw .damaged(place: "the index", reason: "git diff-index answers nonsense")
      }
      entries.append(entry)
    }
  }
}

extension IndexDiff.Entry {
  /// Reads `:100644 100755 OID OID M`.
  fileprivate init?(_ header: ArraySlice<UInt8>, path: [UInt8]) {
    let words = header.dropFirst().split(separator: UInt8(ascii: " "))
    guard header.first == UInt8(ascii: ":"), words.count == 5,
      let modes = Self.modes(words), let oldID = ObjectID(hexDigits: words[2]), let newID = ObjectID(hexDigits: words[3])
    else { return nil }
    self.path = path
    old = modes.old == 0 ? nil : TreeEntry(mode: FileMode(modes.old), id: oldID)
    new = modes.new == 0 ? nil : TreeEntry(mode: FileMode(modes.new), id: newID)
    isUnmerged = words[4].first == UInt8(ascii: "U")
  }

  private static func modes(_ words: [ArraySlice<UInt8>]) -> (old: UInt32, new: UInt32)? {
    guard let old = UInt32(String(decoding: words[0], as: UTF8.self), radix: 8),
      let new = UInt32(String(decoding: words[1], as: UTF8.self), radix: 8)
    else { return nil }
    return (old, new)
  }
}

/// Git at work comparing the index; something else can be done meanwhile.
///
/// The index is the one the hook was given, which for `git commit -- PATH` is a temporary one. Renames are left to `RenameSearch`.
struct RunningIndexDiff {
  private let child: ChildProcess
  private let arguments: [String]

  init(_ git: GitProcess, since tree: String) throws(GitError) {
    arguments = [
      "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--ita-invisible-in-index", tree,
    ]
    child = try git.start(arguments)
  }

  /// What git printed. To be asked once.
  func output() throws(GitError) -> [UInt8] {
    let output = GitProcess.finish(child)
    guard output.status == 0 else {
      throw .command(arguments: arguments, status: output.status, message: output.errors)
    }
    return output.bytes
  }
}
