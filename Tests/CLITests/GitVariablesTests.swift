import Foundation
import Testing

/// `GIT_DIR` and its kin name repository, work tree and index as they do for git: relative to the current folder.
@Suite struct GitVariablesTests {
  let git: GitFolder

  /// A repository, and one of its linked worktrees, in which `.git` is a file. In both a key is staged.
  init() throws {
    git = try GitFolder()
    try git.write("nothing\n", to: "sub/a.txt")
    try git.commit()
    try git.sh("git worktree add -q -b side linked")
    for folder in ["", "linked/"] { try git.writeKey(to: "\(folder)sub/b.env") }
    try git.sh("git add sub && git -C linked add sub")
  }

  static let places: [(folder: String, variables: [String: String])] = [
    (".", ["GIT_DIR": ".git"]), (".", ["GIT_DIR": ".git", "GIT_WORK_TREE": "."]), ("sub", ["GIT_DIR": "../.git"]),
    ("sub", ["GIT_DIR": "../.git", "GIT_WORK_TREE": ".."]), ("..", ["GIT_DIR": "work/.git", "GIT_WORK_TREE": "work"]),
    ("sub", ["GIT_DIR": "../.git", "GIT_INDEX_FILE": "../.git/index"]),
    ("sub", ["GIT_DIR": "../.git", "GIT_WORK_TREE": "..", "GIT_INDEX_FILE": ".git/index"]),
    ("linked", ["GIT_DIR": ".git"]), ("linked", ["GIT_DIR": ".git", "GIT_WORK_TREE": "."]),
    ("linked/sub", ["GIT_DIR": "../.git"]), ("linked/sub", ["GIT_DIR": "../.git", "GIT_WORK_TREE": ".."]),
    ("..", ["GIT_DIR": "work/linked/.git", "GIT_WORK_TREE": "work/linked"]),
  ]

  @Test(arguments: places) func `what is staged there is found`(folder: String, variables: [String: String]) throws {
    for command in ["git --staged", "hook run pre-commit"] {
      let outcome = try git.trySh("keyhound \(command)", in: folder, environment: variables)
      #expect(outcome.places == ["sub/b.env:1"], "\(command): \(outcome)")
    }
  }

  @Test(arguments: places) func `history and changes are searched there`(folder: String, variables: [String: String]) throws {
    for work in [".", "linked"] { try git.sh("git commit -q -m key", in: work) }
    for command in ["git", "git --range HEAD~1..HEAD", "ci --base HEAD~1"] {
      let outcome = try git.trySh("keyhound \(command)", in: folder, environment: variables)
      #expect(Set(outcome.places) == ["sub/b.env:1"], "\(command): \(outcome)")
    }
  }

  @Test func `what git refuses is refused`() throws {
    try git.write("gitdir: ../nowhere\n", to: "other/.git")
    for (folder, directory) in [("sub", ".git"), ("sub", ""), (".", "sub"), (".", "sub/a.txt"), (".", "other/.git")] {
      let outcome = try git.trySh("git status && exit 99; keyhound git", in: folder, environment: ["GIT_DIR": directory])
      #expect(outcome.status == 2, "\(directory): \(outcome)")
    }
  }
}
