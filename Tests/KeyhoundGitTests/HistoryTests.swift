import FoundationEssentials
import KeyhoundCore
import TestSupport
import Testing

@testable import KeyhoundGit

@Suite struct HistoryTests {
  @Test(arguments: 1...8) func `deltas, whole blobs and plain git tell the same`(seed: UInt64) throws {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: seed, commits: 60).history.stream)
    let branches = try temporary.git(["for-each-ref", "--format=%(refname)"]).split(separator: "\n")
    try temporary.git(["symbolic-ref", "HEAD", String(#require(branches.last))])
    try temporary.git(["repack", "-adfq", "--window=30", "--depth=40"])
    let repository = try temporary.open()
    let told = try HistoryRun(repository, rules: ScreenedPieces.rulesWithPaths)
    var options = HistoryOptions()
    options.searchesEverything = true
    let read = try HistoryRun(repository, rules: ScreenedPieces.rulesWithPaths, options)
    #expect(told.findings == read.findings && told.issues.isEmpty && read.issues.isEmpty)
    #expect(try Set(told.findings) == PlainHistory(temporary, rules: ScreenedPieces.rulesWithPaths).findings)
    #expect(told.findings.count > 20)
  }

  @Test(arguments: [11, 12, 13, 15, 16, 17] as [UInt64])
  func `versions that are the same wherever a rule looks need not be searched`(seed: UInt64) throws {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: seed, commits: 60).history.stream)
    let branches = try temporary.git(["for-each-ref", "--format=%(refname)"]).split(separator: "\n")
    try temporary.git(["symbolic-ref", "HEAD", String(#require(branches.last))])
    try temporary.git(["repack", "-adfq"])
    let repository = try temporary.open()
    let all = try HistoryRun(repository, rules: ScreenedPieces.nearsightedRules)
    let some = try HistoryRun(repository, rules: ScreenedPieces.nearsightedRules, joinsVersions: true)
    #expect(some.counts == all.counts && some.inHead == all.inHead)
    #expect(some.findings.count < all.findings.count && some.findings.first == all.findings.first)
  }

  @Test(arguments: [true, false])
  func `trees with more paths than can be listed are followed up to a number, and that is said`(isInHead: Bool) throws {
    let temporary = try TemporaryRepository()
    try temporary.write("key = \(Self.token())\n", to: "a")
    try temporary.commit("first")
    let bomb = try temporary.git(["commit-tree", "-p", "HEAD", "-m", "bomb", temporary.bomb(of: "a").hex])
    try temporary.write("key = \(Self.token())\n", to: "b")
    try temporary.commit("second")
    try temporary.git(["tag", "bomb", bomb])
    if isInHead { try temporary.git(["update-ref", "HEAD", bomb]) }
    var options = HistoryOptions()
    options.paths = 500
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths, options)
    #expect(run.findings.count > 100 && run.findings.count < 1000)
    #expect(run.issues.count { $0.contains("its trees have more paths than are followed") } == 1)
    #expect(run.issues.contains { $0.hasPrefix("HEAD has more paths") } == isInHead)
  }

  @Test func `a key is found at the commit that brought it in, also when it is gone`() throws {
    let (temporary, key) = (try TemporaryRepository(), Self.token())
    try temporary.write("nothing\n", to: "a")
    try temporary.commit("first")
    try temporary.write("nothing\nkey = \(key)\n", to: "a")
    try temporary.commit("second")
    let second = try temporary.git(["rev-parse", "HEAD"])
    try temporary.write("nothing\n", to: "a")
    try temporary.commit("third")
    for packed in [false, true] {
      if packed { try temporary.git(["gc", "-q"]) }
      let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
      #expect(run.findings.count == 1)
      #expect(run.findings.first?.hasSuffix("a:2:7 \(second.prefix(10)) gone") == true)
      #expect(run.coverage.commits == 3 && run.coverage.blobs == 2)
    }
  }

  @Test func `messages, tags, people, file names and reference names are searched`() throws {
    let temporary = try TemporaryRepository()
    let keys = (0..<6).map { _ in Self.token() }
    try temporary.write("x", to: "folder/\(keys[0]).txt")
    try temporary.git(["add", "-A"])
    try temporary.git(["-c", "user.name=\(keys[1])", "commit", "-q", "-m", "message \(keys[2])"])
    try temporary.git(["tag", "-a", "v1", "-m", "tagged \(keys[3])"])
    try temporary.git(["branch", keys[4]])
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    for key in keys[..<5] { #expect(run.findings.contains { $0.contains(" \(key.hashValue) ") }) }
    #expect(run.findings.contains { $0.contains("folder/<file name>") })
    #expect(run.findings.contains { $0.contains("<commit message>") })
    #expect(run.findings.contains { $0.contains("<author>") } && run.findings.contains { $0.contains("<tag v1>") })
    #expect(run.findings.contains { $0.contains("<reference name>") })
  }

  @Test func `headers that only some programs write are searched, signatures are not`() throws {
    let temporary = try TemporaryRepository()
    let tree = try temporary.git(["mktree"])
    let keys = (0..<4).map { _ in Self.token() }
    let person = "A <a@b.org> 1700000000 +0000"
    let text = """
      tree \(tree)
      author \(person)
      committer \(person)
      mergetag object \(tree)
       type commit
       tag v1
       tagger \(person)
      \u{20}
       merged \(keys[0])
      gpgsig -----BEGIN PGP SIGNATURE-----
      \u{20}
       \(keys[1])
       -----END PGP SIGNATURE-----
      author-key \(keys[2])
      encoding \(keys[3])

      message

      """
    let commit = try temporary.git(["hash-object", "-w", "-t", "commit", "--stdin", "--literally"], input: Array(text.utf8))
    try temporary.write(commit + "\n", to: ".git/refs/heads/main")
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    for (number, key) in keys.enumerated() {
      #expect(run.findings.contains { $0.contains(" \(key.hashValue) <commit headers>:") } == (number != 1))
    }
    #expect(run.findings.count == 3 && run.findings.contains { $0.contains("<commit headers>:6:8") }, "\(run.findings)")
  }

  @Test func `a tag of something that is missing is searched, and what it lacks is named`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "a")
    try temporary.commit()
    let (key, gone) = (Self.token(), String(repeating: "12", count: 20))
    let tag = "object \(gone)\ntype commit\ntag v1\ntagger t <t@t> 1 +0000\n\nuse \(key)\n"
    let id = try temporary.git(["hash-object", "-w", "-t", "tag", "--stdin", "--literally"], input: Array(tag.utf8))
    try temporary.write(id + "\n", to: ".git/refs/tags/v1")
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.findings.count == 1 && run.findings.first?.contains("<tag v1>") == true)
    #expect(run.issues.contains { $0.contains(gone) })
  }

  @Test func `all that was fetched is scanned`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "a")
    try temporary.commit()
    let first = try temporary.git(["rev-parse", "HEAD"])
    try temporary.git(["checkout", "-q", "--detach"])
    try temporary.write("key = \(Self.token())", to: "a")
    try temporary.commit()
    let second = try temporary.git(["rev-parse", "HEAD"])
    try temporary.git(["checkout", "-q", "-"])
    for name in ["ORIG_HEAD", "logs"] { try? FileManager.default.removeItem(atPath: "\(temporary.path)/.git/\(name)") }
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).findings.isEmpty)
    try temporary.write("\(first)\t\tbranch 'a' of b\n\(second)\t\tbranch 'c' of b\n", to: ".git/FETCH_HEAD")
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).findings.count == 1)
  }

  @Test func `what is committed during a scan takes nothing away from it`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x \(Self.token())\n", to: "a")
    try temporary.commit()
    func change(_ name: String) throws {
      try temporary.write("x \(Self.token())\n", to: name)
      try temporary.commit()
    }
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths) { try change("b") }
    #expect(run.issues.isEmpty && run.findings.count == 1, "\(run.issues)")
    let opened = try temporary.open()
    try change("c")
    try temporary.git(["repack", "-adq"])
    let later = try HistoryRun(opened, rules: ScreenedPieces.rulesWithPaths)
    #expect(later.issues.isEmpty && later.findings.count == 3, "\(later.issues)")
  }

  @Test func `paths are told apart by their bytes`() throws {
    let temporary = try TemporaryRepository()
    let names = [Array("cafe\u{301}".utf8), Array("caf\u{e9}".utf8), Array("x".utf8) + [0xFE], Array("x".utf8) + [0xFF]]
    func tree(_ blobs: [String]) throws -> String {
      let lines = zip(names, blobs).map { name, blob in Array("100644 blob \(blob)\t".utf8) + name + [UInt8(ascii: "\n")] }
      return try temporary.git(["mktree"], input: Array(lines.joined()))
    }
    let blobs = try (0..<5).map { _ in
      try temporary.git(["hash-object", "-w", "--stdin"], input: Array("y \(Self.token())\n".utf8))
    }
    let (different, same) = (try tree(Array(blobs[..<4])), try tree(Array(repeating: blobs[4], count: 4)))
    let top = try temporary.git(["mktree"], input: Array("040000 tree \(different)\td\n040000 tree \(same)\ts\n".utf8))
    try temporary.git(["update-ref", "HEAD", temporary.git(["commit-tree", "-m", "m", top])])
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.findings.count == 8 && run.findings.allSatisfy { $0.hasSuffix(" in HEAD") }, "\(run.findings)")
  }

  @Test func `names that only trees without a commit have are searched when asked for`() throws {
    let temporary = try TemporaryRepository()
    try temporary.commit()
    let blob = try temporary.git(["hash-object", "-w", "--stdin"], input: [])
    try temporary.git(["mktree"], input: Array("100644 blob \(blob)\t\(Self.token()).txt\n".utf8))
    var options = HistoryOptions()
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths, options).findings.isEmpty)
    options.includesUnreachable = true
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths, options)
    #expect(run.findings.count == 1 && run.findings.first?.contains("<file name>") == true)
  }

  @Test func `what nothing leads to is scanned when asked for, and stashes always`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "a")
    try temporary.commit()
    for _ in 0..<2 {
      try temporary.write("key = \(Self.token())", to: "a")
      try temporary.git(["stash", "-q"])
    }
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).findings.count == 2)
    try temporary.git(["stash", "drop", "-q"])
    try temporary.git(["hash-object", "-w", "--stdin"], input: Array(Self.token().utf8))
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).findings.count == 1)
    var options = HistoryOptions()
    options.includesUnreachable = true
    #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths, options).findings.count == 3)
  }

  @Test func `a missing blob, a shallow clone and a missing tree are named`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "sub/a")
    try temporary.commit("one")
    try temporary.write("y", to: "sub/a")
    try temporary.commit("two")
    try temporary.git(["clone", "-q", "--depth=1", "file://\(temporary.path)", "shallow"])
    let shallow = try HistoryRun(temporary.open("/shallow"), rules: ScreenedPieces.rulesWithPaths)
    #expect(shallow.issues.contains { $0.contains("shallow") })
    for name in ["HEAD:sub/a", "HEAD~1:sub"] {
      let id = try temporary.git(["rev-parse", name])
      try FileManager.default.removeItem(atPath: "\(temporary.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
      #expect(
        try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).issues.contains { $0.contains(id) }, "\(name)")
    }
  }

  static func token() -> String {
    "tok_" + String((0..<20).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement()! })
  }
}

/// The same by git's own means: every commit in order, every file of it, every new version searched whole.
private struct PlainHistory {
  private(set) var findings: Set<String> = []

  init(_ temporary: TemporaryRepository, rules: [Rule]) throws {
    let detector = Detector(RuleSet(rules))
    let scratch = DetectorScratch(for: detector.rules)
    let head = try Set(Self.files(temporary, "HEAD"))
    var seen: Set<String> = []
    for commit in try temporary.git(["rev-list", "--all", "--topo-order", "--reverse", "--date-order"]).split(separator: "\n") {
      for file in try Self.files(temporary, String(commit)) where seen.insert(file).inserted {
        let parts = file.split(separator: "\t", maxSplits: 1)
        let path = String(parts[1])
        let bytes = try temporary.output(["cat-file", "blob", String(parts[0])])
        var origin = Origin(path: path)
        origin.commit = Commit(id: String(commit), author: "", email: "", date: "", message: "")
        origin.inHead = head.contains(file)
        let found = bytes.withUnsafeBytes { detector.findings(in: Chunk(whole: $0, origin: origin), scratch: scratch).findings }
        findings.formUnion(FindingResolver.resolved(found).filter { $0.confidence >= .medium }.map(HistoryRun.line))
      }
    }
  }

  /// Id and path of every file of a commit.
  private static func files(_ temporary: TemporaryRepository, _ commit: String) throws -> [String] {
    try temporary.output(["ls-tree", "-r", "-z", commit]).split(separator: 0).map { entry in
      let text = String(decoding: entry, as: UTF8.self)
      let words = text.split(separator: "\t", maxSplits: 1)
      return "\(words[0].split(separator: " ")[2])\t\(words[1])"
    }
  }
}
