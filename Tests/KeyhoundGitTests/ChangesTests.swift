import KeyhoundCore
import Testing

@testable import KeyhoundGit

@Suite struct ChangesTests {
  let repository: TemporaryRepository

  init() throws {
    repository = try TemporaryRepository()
    try repository.write("one\n", to: "a.txt")
    try repository.write("[[rules]]\n", to: "rules/a.toml")
    try repository.write("x\n", to: "rules/note.txt")
    try repository.commit("root")
  }

  private func id(_ revision: String) throws -> ObjectID {
    try #require(ObjectID(hex: repository.git(["rev-parse", revision])))
  }

  private func changes(_ tree: String, since parents: String...) throws -> [Change] {
    let opened = try repository.open()
    var diff = TreeDiff(reader: ObjectReader(opened), format: opened.format)
    let changes = try diff.changes(in: id("\(tree)^{tree}"), since: parents.map { try id("\($0)^{tree}") })
    #expect(diff.problems.isEmpty)
    return changes
  }

  @Test func `a tree without parents is new as a whole, in the order of the tree`() throws {
    #expect(try changes("HEAD").map(\.shownPath) == ["a.txt", "rules/a.toml", "rules/note.txt"])
    #expect(try changes("HEAD", since: "HEAD").isEmpty)
  }

  @Test func `trees with more paths than can be listed are followed up to a number, and that is said once`() throws {
    let bomb = try repository.bomb(of: "a.txt")
    let opened = try repository.open()
    for (tree, parents) in try [(bomb, [id("HEAD^{tree}")]), (id("HEAD^{tree}"), [bomb]), (bomb, [])] {
      var diff = TreeDiff(reader: ObjectReader(opened), format: opened.format, paths: 500)
      let changes = diff.changes(in: tree, since: parents)
      #expect(changes.count < 1000 && (changes.count > 100) == (tree == bomb))
      #expect(diff.problems.count == (tree == bomb ? 1 : 0))
      #expect(diff.problems.allSatisfy { $0.error.description.contains("more paths than are followed") })
    }
  }

  @Test func `changed, new and renamed files are told apart`() throws {
    try repository.write("two\n", to: "a.txt")
    try repository.write("new\n", to: "b.txt")
    try repository.git(["mv", "rules/note.txt", "moved.txt"])
    try repository.commit()
    let found = try changes("HEAD", since: "HEAD~")
    #expect(found.map(\.shownPath) == ["a.txt", "b.txt", "moved.txt"])
    #expect(found.map(\.isRenamed) == [false, false, true])
    if case .blob(let old) = found[0].older[0] { #expect(try old == id("HEAD~:a.txt")) } else { Issue.record("no older version") }
  }

  @Test func `a mode that changes and a path that one side of a merge has already are nothing new`() throws {
    try repository.git(["update-index", "--chmod=+x", "a.txt"])
    try repository.git(["commit", "-q", "-m", "mode"])
    #expect(try changes("HEAD", since: "HEAD~").isEmpty)
    try repository.git(["checkout", "-q", "-f", "-b", "side", "HEAD~"])
    try repository.write("side\n", to: "side.txt")
    try repository.commit("side")
    try repository.git(["merge", "-q", "--no-edit", "main"])
    #expect(try changes("HEAD", since: "HEAD^1", "HEAD^2").isEmpty)
    #expect(try changes("HEAD", since: "HEAD^2").map(\.shownPath) == ["side.txt"])
  }

  @Test func `files of a commit are read whatever the work tree holds`() throws {
    try repository.write("changed", to: "rules/a.toml")
    try repository.git(["rm", "-q", "--cached", "a.txt"])
    var files = try PolicyFiles(repository.open(), commit: id("HEAD"))
    #expect(try files.bytes(of: "rules/a.toml") == Array("[[rules]]\n".utf8))
    #expect(try files.bytes(of: "rules") == nil)
    #expect(try files.bytes(of: "nothing/here") == nil)
    #expect(try files.files(in: "rules") == ["rules/a.toml", "rules/note.txt"])
    #expect(try files.files(in: "a.txt") == nil)
  }

  @Test func `lines of a push are read, with rows of zeros for nothing`() throws {
    let (a, b) = (String(repeating: "ab", count: 20), String(repeating: "cd", count: 20))
    let zero = String(repeating: "0", count: 40)
    let new = try #require(ReferenceUpdate(prePush: "HEAD \(a) refs/heads/x \(zero)"))
    #expect(new.name == "refs/heads/x" && new.old == nil && new.new == ObjectID(hex: a))
    let spaced = try #require(ReferenceUpdate(prePush: "HEAD^{/fix it} \(a) refs/heads/x \(zero)"))
    #expect(spaced == new)
    let gone = try #require(ReferenceUpdate(prePush: "(delete) \(zero) refs/heads/x \(b)"))
    #expect(gone.new == nil && gone.old == ObjectID(hex: b))
    let received = try #require(ReferenceUpdate(preReceive: "\(a) \(b) refs/heads/with space"))
    #expect(received.name == "refs/heads/with space" && received.old == ObjectID(hex: a) && received.new == ObjectID(hex: b))
    for line in ["", "x", "HEAD \(a) refs/heads/x", "HEAD x refs/heads/x \(zero)"] {
      #expect(ReferenceUpdate(prePush: line) == nil)
    }
  }
}
