import FoundationEssentials
import KeyhoundCore
import KeyhoundGit
import Testing

@Suite struct RepositoryTests {
  @Test(arguments: ["sha1", "sha256"]) func `objects of all kinds are read by id`(format: String) throws {
    let temporary = try TemporaryRepository(["--object-format=\(format)"])
    try temporary.write("one\ntwo\n", to: "sub/a.txt")
    try temporary.commit("first\n\nbody")
    try temporary.git(["tag", "-a", "v1", "-m", "a tag"])
    let reader = ObjectReader(try temporary.open())
    for (name, kind) in [("HEAD", ObjectKind.commit), ("HEAD^{tree}", .tree), ("HEAD:sub/a.txt", .blob), ("v1", .tag)] {
      let id = try #require(ObjectID(hex: temporary.git(["rev-parse", name])))
      let object = try reader.read(id)
      #expect(object.kind == kind)
      #expect(try Array(object.bytes) == temporary.output(["cat-file", kind.name, name]))
    }
  }

  @Test func `moments that no calendar has are taken for none`() {
    let moments = ["9223372036854775807 +0100", "-9223372036854775808 -9223372036854775808", "292277026596 +0000"]
    for line in moments.map({ "A <a@b> \($0)" }) {
      let signature = line.utf8.withContiguousStorageIfAvailable { Signature(UnsafeRawBufferPointer($0)) }
      #expect(signature?.date.hasPrefix("1970-01-01T") == true && signature?.email == "a@b")
    }
  }

  @Test func `a commit, its tree and a tag are taken apart`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "a")
    try temporary.write("y", to: "d/b")
    try temporary.commit("subject line\n\nbody")
    try temporary.git(["tag", "-a", "v1", "-m", "a tag"])
    let repository = try temporary.open()
    let reader = ObjectReader(repository)
    let id = try #require(try repository.head())
    let object = try reader.read(id)
    let commit = try CommitObject(object.bytes, id: id)
    #expect(commit.subject(in: object.bytes) == "subject line" && commit.parents.isEmpty)
    #expect(commit.author.name == "A U Thor" && commit.author.email == "author@example.com")
    #expect(try commit.author.date == temporary.git(["log", "-1", "--format=%aI"]).replacing("+00:00", with: "Z"))
    let tree = try reader.read(commit.tree)
    let entries = Array(TreeEntries(tree.bytes, format: repository.format))
    #expect(entries.map { String(decoding: $0.name, as: UTF8.self) } == ["a", "d"])
    #expect(entries.map(\.mode.bits) == [0o100644, 0o40000])
    let tagID = try #require(ObjectID(hex: temporary.git(["rev-parse", "v1"])))
    let tag = try TagObject(reader.read(tagID).bytes, id: tagID)
    #expect(tag.target == id && tag.name == "v1" && tag.tagger.name == "A U Thor")
  }

  @Test func `bare repositories, linked worktrees, submodules and subfolders are found`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "folder/a")
    try temporary.commit()
    let head = try temporary.open().head()
    #expect(head != nil)
    #expect(try temporary.open("/folder").head() == head)
    try temporary.git(["clone", "-q", "--bare", ".", "bare.git"])
    #expect(try temporary.open("/bare.git").head() == head)
    try temporary.git(["worktree", "add", "-q", "-b", "side", "linked"])
    let linked = try temporary.open("/linked")
    #expect(try linked.head() == head && linked.layout.gitDirectory != linked.layout.commonDirectory)
    let outer = try TemporaryRepository()
    try outer.git(["-c", "protocol.file.allow=always", "submodule", "add", "-q", temporary.path, "inner"])
    #expect(try outer.open("/inner").head() == head)
  }

  @Test(arguments: [false, true])
  func `packed references are listed in order, overruled by loose ones and followed through several names`(isSorted: Bool) throws
  {
    let temporary = try TemporaryRepository()
    try temporary.commit("first")
    try temporary.commit("second")
    let ids = try temporary.git(["rev-list", "HEAD"]).split(separator: "\n").map { try #require(ObjectID(hex: $0)) }
    let (second, first) = (ids[0], ids[1])
    var lines = ["a", "c", "e", "g"].map { "\(first) refs/tags/\($0)" }
    if !isSorted { lines = lines.reversed() + ["\(second) refs/tags/g"] }
    try temporary.write(lines.joined(separator: "\n") + "\n", to: ".git/packed-refs")
    try temporary.write("\(second)\n", to: ".git/refs/tags/c")
    try temporary.write("\(second)\n", to: ".git/refs/tags/d")
    try temporary.write("ref: refs/tags/alias\n", to: ".git/refs/tags/b")
    try temporary.write("ref: refs/tags/e\n", to: ".git/refs/tags/alias")
    let found = try temporary.open().references()
    let expected = [
      ("HEAD", second), ("refs/heads/main", second), ("refs/tags/a", first), ("refs/tags/alias", first), ("refs/tags/b", first),
      ("refs/tags/c", second), ("refs/tags/d", second), ("refs/tags/e", first), ("refs/tags/g", isSorted ? first : second),
    ]
    #expect(found.references == expected.map { Reference(name: $0.0, target: $0.1) })
    #expect(found.problems.isEmpty)
  }

  @Test(
    arguments: [
      ("\(hex) refs/tags/b\n\(hex) refs/tags/c\n", nil), ("# pack-refs with: peeled \n\(hex) refs/tags/b\n^\(hex)\n", nil),
      ("# a comment\r\n\(hex) refs/tags/b\r\n^\(hex)\r\n\r\n", nil), ("", nil),
      ("\(hex) refs/tags/a\n\(hex.dropLast())z refs/tags/b\n", "line 2"),
      ("\(hex) refs/tags/a\n\0\0\0\n\(hex.dropLast()) b\n", "2 lines"),
      ("\(hex) refs/tags/a\n\(hex)", "line 2"), ("\(hex) refs/tags/a\n\(hex) refs/ta", "cut short"),
      ("\(hex) refs/tags/a\n^12\n", "line 2"),
      ("\(hex)\(hex.prefix(24)) refs/tags/b\n", "line 1"), ("\(hex) \n", "line 1"),
    ] as [(String, String?)])
  func `packed references that make no sense are told of, the others are followed`(text: String, problem: String?) throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    let head = try temporary.git(["rev-parse", "HEAD"])
    try temporary.write(text.replacing(Self.hex, with: head), to: ".git/packed-refs")
    let (references, problems) = try temporary.open().references()
    #expect(problems.map(\.description).allSatisfy { $0.contains(problem ?? "nothing") && $0.contains(".git/packed-refs") })
    #expect(problems.count == (problem == nil ? 0 : 1))
    #expect(references.contains { $0.name == "refs/tags/a" } == text.contains("\(Self.hex) refs/tags/a"))
  }

  private static let hex = String(repeating: "12", count: 20)

  @Test func `a reference without content is told of, other files beside references are not`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    for name in ["FETCH_HEAD", "refs/heads/.hidden", "refs/heads/side.lock"] { try temporary.write("", to: ".git/\(name)") }
    #expect(try temporary.open().references().problems.isEmpty)
    try temporary.write("", to: ".git/refs/heads/side")
    #expect(
      try temporary.open().references().problems.map(\.description).allSatisfy { $0.contains("refs/heads/side is damaged") })
    #expect(try temporary.open().references().problems.count == 1)
  }

  @Test func `references are told apart by their bytes, and come in their order`() throws {
    let temporary = try TemporaryRepository()
    let names = [Array("cafe\u{301}".utf8), Array("caf\u{e9}".utf8), Array("r".utf8) + [0xFE], Array("r".utf8) + [0xFF]]
    let ids = try names.indices.map { _ in
      try temporary.commit()
      return try temporary.git(["rev-parse", "HEAD"])
    }
    let lines = zip(names, ids).map { name, id in Array("\(id) refs/heads/".utf8) + name + [UInt8(ascii: "\n")] }
    try Data(Array(lines.joined())).write(to: URL(filePath: "\(temporary.path)/.git/packed-refs"))
    try Data(Array("ref: refs/heads/".utf8) + names[2] + [UInt8(ascii: "\n")]).write(
      to: URL(filePath: "\(temporary.path)/.git/HEAD"))
    let repository = try temporary.open()
    let branches = repository.references().references.filter { $0.name != "refs/heads/main" && $0.name.hasPrefix("refs/heads/") }
    #expect(branches.map(\.target.hex) == ids && branches.map { Array($0.path.bytes.dropFirst(11)) } == names)
    #expect(try repository.head()?.hex == ids[2])
  }

  @Test func `HEAD may be a link to a branch that is packed`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    let head = try temporary.open().head()
    try temporary.git(["pack-refs", "--all"])
    try temporary.link(".git/HEAD", to: "refs/heads/main")
    #expect(try temporary.open().head() == head && head != nil)
  }

  @Test(.timeLimit(.minutes(1))) func `links that lead round in a circle are followed once`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    let usual = try temporary.open().references().references.count
    for number in 0..<6 { try temporary.link(".git/refs/heads/round\(number)", to: number % 2 == 0 ? ".." : ".") }
    let (references, problems) = try temporary.open().references()
    #expect(problems.isEmpty && references.contains { $0.name == "refs/heads/main" })
    #expect(references.count >= usual && references.count < 100)
  }

  @Test func `what of the references cannot be read is told of, and the others are listed`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    // As root may read everything, these lead to themselves.
    for name in ["packed-refs", "worktrees", "refs/heads/side"].map({ ".git/\($0)" }) {
      try temporary.link(name, to: "\(temporary.path)/\(name)")
    }
    let (references, problems) = try temporary.open().references()
    #expect(problems.count == 3 && Set(references.map(\.name)).isSuperset(of: ["refs/heads/main", "HEAD"]))
  }

  @Test func `alternates are followed, also through relative paths and through the environment`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("shared", to: "a")
    try temporary.commit()
    let id = try #require(try temporary.open().head())
    try temporary.git(["clone", "-q", "--shared", ".", "borrower"])
    let borrower = try temporary.open("/borrower")
    #expect(borrower.objectDirectories.count == 2)
    #expect(try ObjectReader(borrower).read(id).kind == .commit)
  }

  @Test func `a folder that is no repository is refused with its name`() throws {
    #expect(throws: GitError.notARepository(path: "/dev")) {
      try Repository.open(at: "/dev", environment: GitEnvironment())
    }
  }

  @Test func `an object that no store has is missing, and the next one is read all the same`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    let repository = try temporary.open()
    let reader = ObjectReader(repository)
    let absent = try #require(ObjectID(hex: String(repeating: "12", count: 20)))
    #expect(throws: GitError.missing(absent)) { _ = try reader.read(absent) }
    let head = try #require(try repository.head())
    #expect(try reader.read(head).kind == .commit)
  }
}
