import FoundationEssentials
import KeyhoundCore
import TestSupport
import Testing

@testable import KeyhoundGit

/// Damaged stores are told of, object by object, and the rest is read; nothing crashes.
@Suite struct DamageTests {
  @Test(arguments: ["pack", "idx", "multi-pack-index"])
  func `bytes changed by chance never pass in silence`(kind: String) throws {
    let temporary = try Self.packed()
    let sound = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(sound.issues.isEmpty && !sound.findings.isEmpty)
    let file = try Self.file(kind, of: temporary)
    let bytes = try Data(contentsOf: URL(filePath: file))
    var random = SeededGenerator(seed: UInt64(kind.utf8.count))
    for _ in 0..<Self.rounds {
      try Self.replace(file, with: Self.damaged(bytes, &random))
      let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
      // Checksums that nobody reads, and tables that only speed things up, may change nothing.
      #expect(!run.issues.isEmpty || run.findings == sound.findings)
    }
  }

  @Test func `a blob that cannot be inflated is named, and the others are searched`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x \(HistoryTests.token())\n", to: "a")
    try temporary.write("y \(HistoryTests.token())\n", to: "b")
    try temporary.commit()
    let id = try temporary.git(["rev-parse", "HEAD:a"])
    try Self.replace("\(temporary.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))", with: Data([1, 2, 3]))
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.findings.count == 1 && run.issues.contains { $0.contains(id) })
  }

  /// What a repository calls something else than it is.
  private static let lies: [(String, @Sendable (TemporaryRepository) throws -> Void)] = [
    ("tree where a blob should be", { try $0.commit(["100644 f": $0.tree(["100644 a": $0.blob("x")])]) }),
    ("commit where a blob should be", { try $0.commit(["100644 f": $0.git(["commit-tree", "-m", "m", $0.tree([:])])]) }),
    ("blob where a tree should be", { try $0.commit(["40000 f": $0.blob("x")]) }),
    ("commit where a tree should be", { try $0.commit(["40000 f": $0.git(["commit-tree", "-m", "m", $0.tree([:])])]) }),
    ("blob where a tree should be", { try $0.commit(tree: $0.blob("x")) }),
    ("tree where a commit should be", { try $0.commit(tree: $0.tree([:]), parent: $0.tree([:])) }),
    (
      "blob where a commit should be",
      { repository in
        let object = try repository.blob("x")
        try repository.commit([:])
        let tag = "object \(object)\ntype commit\ntag x\n\nmessage\n"
        try repository.write(repository.raw("tag", Array(tag.utf8)), to: ".git/refs/tags/x")
      }
    ),
    ("blob where a commit should be", { try $0.write($0.blob("x"), to: ".git/refs/heads/main") }),
    ("tree where a blob should be", { try $0.commit(["100644 f": $0.loose("tree 1", "x")]) }),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: lies.indices, [false, true])
  func `objects that are not what they are used as are told of`(number: Int, isPacked: Bool) throws {
    let (problem, lie) = Self.lies[number]
    let temporary = try TemporaryRepository()
    try lie(temporary)
    // git packs nothing whose header lies.
    if isPacked, number < 8 {
      let objects = try temporary.output(["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"])
      try temporary.git(["pack-objects", "-q", "\(temporary.path)/.git/objects/pack/pack"], input: objects)
      try temporary.git(["prune-packed", "-q"])
    }
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.issues.contains { $0.contains(problem) }, "\(run.issues)")
  }

  @Test func `tags of anything and submodules are what they should be`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("x", to: "d/a")
    try temporary.commit()
    let names = ["HEAD", "HEAD^{tree}", "HEAD:d/a"]
    for (number, name) in names.enumerated() {
      try temporary.git(["tag", "light\(number)", name])
      try temporary.git(["tag", "-a", "-m", "m", "heavy\(number)", name])
    }
    try temporary.git(["tag", "-a", "-m", "m", "outer", "heavy2"])
    try temporary.git(["update-index", "--add", "--cacheinfo", "160000,\(temporary.git(["rev-parse", "HEAD"])),module"])
    try temporary.git(["commit", "-q", "-m", "module"])
    for _ in 0..<2 {
      #expect(try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths).issues.isEmpty)
      try temporary.git(["repack", "-adq"])
    }
  }

  @Test(.timeLimit(.minutes(1))) func `however much git says of damage, nobody waits for anybody`() throws {
    let temporary = try TemporaryRepository()
    let ids = (0..<1500).map { String($0 + 1 << 24, radix: 16) + String(repeating: "0", count: 33) }
    for id in ids { try temporary.write("damaged", to: ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))") }
    #expect(try HistoryRun(temporary.open(), rules: []).issues.count == ids.count)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["blob 9", "blob 2"])
  func `a header that tells a wrong size is told of`(header: String) throws {
    let temporary = try TemporaryRepository()
    let id = try temporary.loose(header, "text")
    #expect(
      try HistoryRun(temporary.open(), rules: []).issues.allSatisfy { $0.contains(id) && $0.contains("header does not fit") })
    #expect(try HistoryRun(temporary.open(), rules: []).issues.count == 1)
  }

  @Test func `a folder of objects that cannot be read is told of, and the others are searched`() throws {
    let temporary = try TemporaryRepository()
    for number in 0..<8 { try temporary.write("x \(HistoryTests.token())\n", to: "\(number)") }
    try temporary.commit()
    // One that lies neither beside the commit nor beside its tree, without which the others would be in no commit.
    let needed = Set(try ["HEAD", "HEAD:"].map { try temporary.git(["rev-parse", $0]).prefix(2) })
    let blobs = try (0..<8).map { try temporary.git(["rev-parse", "HEAD:\($0)"]) }
    let id = try #require(blobs.first { !needed.contains($0.prefix(2)) })
    try temporary.link(".git/objects/\(id.prefix(2))", to: "\(temporary.path)/.git/objects/\(id.prefix(2))")
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.findings.count >= 4 && run.issues.contains { $0.contains(".git/objects/\(id.prefix(2)):") })
  }

  @Test(.timeLimit(.minutes(1))) func `commits that lead round in a circle are searched, and told of`() throws {
    let temporary = try TemporaryRepository()
    let tree = try temporary.tree(["100644 a": temporary.blob("x \(HistoryTests.token())\n")])
    let ids = ["5a", "5b", "5c"].map { String(repeating: $0, count: 20) }
    for (number, id) in ids.enumerated() {
      let (parent, person) = (ids[number == 0 ? 1 : 0], "A <a@b> 1 +0000")
      let text = "tree \(tree)\nparent \(parent)\nauthor \(person)\ncommitter \(person)\n\n\(HistoryTests.token())\n"
      try temporary.loose("commit \(text.utf8.count)", text, id: id)
    }
    try temporary.write(ids[2] + "\n", to: ".git/refs/heads/main")
    let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
    #expect(run.findings.count == 4 && run.issues.count == 1 && run.issues.first?.contains("circle") == true, "\(run)")
  }

  @Test func `files that are cut short are refused with their names`() throws {
    let temporary = try Self.packed()
    for kind in ["pack", "idx"] {
      let file = try Self.file(kind, of: temporary)
      let bytes = try Data(contentsOf: URL(filePath: file))
      for count in [0, 3, 11, 40, 1000, bytes.count / 2] {
        try Self.replace(file, with: bytes.prefix(count))
        let run = try HistoryRun(temporary.open(), rules: ScreenedPieces.rulesWithPaths)
        #expect(!run.issues.isEmpty, "\(kind) cut to \(count) bytes")
      }
      try Self.replace(file, with: bytes)
    }
  }

  @Test func `deltas changed by chance stay within their bounds`() {
    var random = SeededGenerator(seed: 7)
    let base = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    let sound: [UInt8] = [0xAC, 2, 60, 0x90, 40, 3, 1, 2, 3, 0x91, 100, 17]
    var target = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<20_000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.byte()
      }
      bytes.withUnsafeBytes { raw in
        guard let delta = Delta(raw), delta.resultSize <= target.count else { return }
        let addsUp = delta.addsUp
        let isApplied = base.withUnsafeBytes { base in
          target.withUnsafeMutableBytes { memory in
            delta.apply(to: base, into: UnsafeMutableRawBufferPointer(rebasing: memory[..<delta.resultSize]))
          }
        }
        #expect(!isApplied || addsUp)
      }
    }
  }

  private static func packed() throws -> TemporaryRepository {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: 3, commits: 25).history.stream)
    try temporary.git(["repack", "-adfq"])
    try temporary.git(["multi-pack-index", "write"])
    return temporary
  }

  private static func file(_ kind: String, of temporary: TemporaryRepository) throws -> String {
    let folder = "\(temporary.path)/.git/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return "\(folder)/\(try #require(names.first { $0.hasSuffix(kind) }))"
  }

  private static func replace(_ file: String, with bytes: Data) throws {
    try? FileManager.default.removeItem(atPath: file)
    try bytes.write(to: URL(filePath: file))
  }

  /// How often stores are damaged and read again; `make test-sanitized` asks for more.
  private static var rounds: Int {
    ProcessInfo.processInfo.environment["KEYHOUND_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 40
  }

  /// Bytes changed, numbers made extreme, parts repeated, or the end cut off or made longer.
  private static func damaged(_ bytes: Data, _ random: inout SeededGenerator) -> Data {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<bytes.count - 8, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0...5: bytes[place] = random.byte()
      case 6...8:
        bytes.replaceSubrange(place & ~3..<place & ~3 + 4, with: extremes.randomElement(using: &random) ?? [0, 0, 0, 0])
      case 9: bytes.replaceSubrange(place..<place + 8, with: Data(bytes[bytes.count - 8..<bytes.count]))
      case 10: bytes = bytes.prefix(max(64, bytes.count - Int.random(in: 1...64, using: &random)))
      default: bytes += [random.byte(), random.byte()]
      }
    }
    return bytes
  }

  private static let extremes: [[UInt8]] = [
    [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0],
  ]
}

extension SeededGenerator {
  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 32) }
}

/// Objects as nobody makes them by mistake.
extension TemporaryRepository {
  fileprivate func raw(_ kind: String, _ bytes: [UInt8]) throws -> String {
    try git(["hash-object", "-w", "--literally", "-t", kind, "--stdin"], input: bytes)
  }

  fileprivate func blob(_ text: String) throws -> String { try raw("blob", Array(text.utf8)) }

  /// Makes a tree of `mode name` and id.
  fileprivate func tree(_ entries: [String: String]) throws -> String {
    try raw("tree", entries.flatMap { entry in try Array(entry.key.utf8) + [0] + #require(ObjectID(hex: entry.value)).bytes })
  }

  /// Makes a commit and lets `main` lead to it.
  fileprivate func commit(_ entries: [String: String]) throws { try commit(tree: tree(entries)) }

  fileprivate func commit(tree: String, parent: String? = nil) throws {
    let parents = parent.map { "parent \($0)\n" } ?? ""
    let person = "A <a@example.com> 1700000000 +0000"
    let text = "tree \(tree)\n\(parents)author \(person)\ncommitter \(person)\n\nmessage\n"
    try write(raw("commit", Array(text.utf8)) + "\n", to: ".git/refs/heads/main")
  }

  /// Makes a loose object with any header and id.
  @discardableResult
  fileprivate func loose(_ header: String, _ text: String, id: String = String(repeating: "5a", count: 20)) throws -> String {
    let folder = "\(path)/.git/objects/\(id.prefix(2))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let bytes = Self.stored(Array(header.utf8) + [0] + Array(text.utf8))
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(id.dropFirst(2))"))
    return id
  }
}
