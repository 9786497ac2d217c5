import KeyhoundCore
import Testing

@testable import KeyhoundGit

@Suite struct StoreTests {
  @Test(
    arguments: ["sha1", "sha256"],
    [["repack", "-adfq"], ["repack", "-adfq", "--depth=3"], ["multi-pack-index", "write"], []])
  func `every object is read as git reads it, however it is stored`(format: String, packing: [String]) throws {
    let temporary = try TemporaryRepository(["--object-format=\(format)"])
    try Self.fill(temporary)
    if packing.first == "multi-pack-index" { try temporary.git(["repack", "-q"]) }
    if !packing.isEmpty { try temporary.git(packing) }
    try Self.compareAll(temporary)
  }

  @Test func `packs with reference deltas are read`() throws {
    let temporary = try TemporaryRepository()
    try Self.fill(temporary)
    let objects = try temporary.output(["rev-list", "--objects", "--all", "--no-object-names"])
    try temporary.git(["pack-objects", "-q", "--no-delta-base-offset", "--window=20", ".git/objects/pack/pack"], input: objects)
    try temporary.git(["prune-packed", "-q"])
    try Self.compareAll(temporary)
  }

  @Test func `objects that arrive in a new pack are seen without opening the repository again`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write("one", to: "a")
    try temporary.commit()
    let reader = ObjectReader(try temporary.open())
    try temporary.write("two", to: "a")
    try temporary.commit()
    let id = try #require(ObjectID(hex: temporary.git(["rev-parse", "HEAD:a"])))
    try temporary.git(["repack", "-adq"])
    try temporary.git(["prune-packed"])
    #expect(try Array(reader.read(id).bytes) == Array("two".utf8))
  }

  @Test func `ids are found by proportion, also at both ends and between neighbours`() throws {
    let temporary = try TemporaryRepository()
    try Self.fill(temporary)
    try temporary.git(["repack", "-adq"])
    let store = try temporary.open().store
    let index = store.packs[0].index
    #expect(index.count > 300)
    for position in 0..<index.count { #expect(index.names.position(of: index.names.id(at: position)) == position) }
    for byte in ["00", "ff", "7f"] {
      #expect(index.names.position(of: try #require(ObjectID(hex: String(repeating: byte, count: 20)))) == nil)
    }
  }

  /// Commits a few files many times: texts that grow, change in the middle and move, and one that does not compress.
  static func fill(_ temporary: TemporaryRepository) throws {
    var history = FastImport()
    var lines = (0..<400).map { "line \($0) \($0 &* 7919 % 1013)" }
    var last: [Int] = []
    for round in 0..<80 {
      lines.insert("inserted \(round)", at: round * 9 % lines.count)
      lines.swapAt(round, lines.count - 1 - round)
      let files = ["text.txt": lines[...], "folder/\(round % 7)/part.txt": lines.prefix(round * 3)]
      let contents = files.mapValues { Array($0.joined(separator: "\n").utf8) }
      last = [history.commit(message: "round \(round)", parents: last, files: contents)]
    }
    let noise = (0..<30_000).map { _ in UInt8.random(in: 0...255) }
    _ = history.commit(message: "noise", parents: last, files: ["noise": noise])
    try temporary.git(["-c", "fastimport.unpackLimit=10000", "fast-import", "--quiet"], input: history.stream)
  }

  /// Reads every object both ways.
  static func compareAll(_ temporary: TemporaryRepository) throws {
    let repository = try temporary.open()
    let reader = ObjectReader(repository)
    let reference = CatFile(git: repository.git)
    let buffer = ReadBuffer(capacity: 1024)
    let listing = try temporary.git(["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"])
    var count = 0
    for line in listing.split(separator: "\n") {
      let id = try #require(ObjectID(hex: line))
      let object = try reader.read(id)
      let expected = try reference.read(id, into: buffer)
      #expect(object.kind == expected.kind && Array(object.bytes) == Array(buffer.bytes.prefix(expected.count)))
      count += 1
    }
    #expect(count > 300)
    #expect(!reader.usedGit)
  }
}
