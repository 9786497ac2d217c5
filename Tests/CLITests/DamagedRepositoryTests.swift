import Foundation
import Testing

/// What git keeps beside the objects, where it cannot be read or makes no sense: told of, and the rest is searched.
@Suite struct DamagedRepositoryTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.writeKey(to: "a.env")
    try git.commit()
  }

  // A link to itself is read by nobody, not even by those who may read everything.
  @Test(arguments: ["shallow", "objects/info/alternates"]) func `a file that cannot be read`(name: String) throws {
    try git.sh("ln -s \(name.split(separator: "/").last!) .git/\(name)")
    try expectIssue("cannot read", about: name)
  }

  @Test func `a list of commits without parents that names something else`() throws {
    try git.sh("git rev-parse HEAD > .git/shallow && echo nonsense >> .git/shallow")
    try expectIssue("is damaged: line 2", about: "shallow")
  }

  @Test func `a list of borrowed stores that names what is not there`() throws {
    try git.sh("printf '# here\\n/nowhere/objects\\n' > .git/objects/info/alternates")
    try expectIssue("is damaged: line 2", about: "objects/info/alternates")
  }

  @Test func `stores that borrow one from another more often than git follows`() throws {
    let stores = (0...7).map { "\(git.folder.outside.path)/store\($0)" }
    for (number, store) in stores.enumerated() {
      try git.sh("mkdir -p \(store)/info && echo \(store.dropLast())\(number + 1) > \(store)/info/alternates")
      try git.writeKey(to: "b.env")
      try git.sh("GIT_OBJECT_DIRECTORY=\(store) git hash-object -w b.env")
    }
    try git.sh("echo \(stores[0]) > .git/objects/info/alternates")
    let outcome = try git.keyhound("git", "--unreachable")
    let followed = try git.sh("git cat-file --batch-all-objects --batch-check 2> /dev/null").matches(of: /blob/)
    #expect(outcome.places.count == followed.count && followed.count == 7, "\(outcome)")
    #expect(outcome.output.contains("store5/info/alternates is not followed"), "\(outcome)")
  }

  @Test func `sound lists say nothing`() throws {
    try git.sh("git clone -q --shared . ../outside/shared")
    try git.sh("printf '\\n# one\\n' >> .git/objects/info/alternates", in: "../outside/shared")
    let outcome = try git.trySh("keyhound git", in: "../outside/shared")
    #expect(outcome.places == ["a.env:1"] && !outcome.output.contains("INCOMPLETE"), "\(outcome)")
  }

  /// Expects the key to be found, and an incomplete scan that says so of a file in `.git`.
  private func expectIssue(_ message: String, about name: String) throws {
    let found = try git.keyhound("git")
    #expect(found.status == 1 && found.places == ["a.env:1"] && found.output.contains("INCOMPLETE"), "\(found)")
    #expect(found.output.split(separator: "\n").contains { $0.contains("/.git/\(name)") && $0.contains(message) }, "\(found)")
    try git.write("a.env\n", to: ".keyhoundignore")
    #expect(try git.keyhound("git").status == 2)
    #expect(try git.keyhound("git", "--allow-incomplete", "git").status == 0)
  }
}
