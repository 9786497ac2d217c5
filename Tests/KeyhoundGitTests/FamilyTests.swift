import FoundationEssentials
import KeyhoundCore
import Testing

@testable import KeyhoundGit

@Suite struct FamilyTests {
  @Test(arguments: [[], ["--no-delta-base-offset"]])
  func `entries stand in the order of the pack, and every one is in one place of one piece`(options: [String]) throws {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: 11, commits: 60).history.stream)
    try temporary.git((options.isEmpty ? [] : ["-c", "repack.useDeltaBaseOffset=false"]) + ["repack", "-adfq"])
    let families = PackFamilies(try #require(temporary.open().store.packs.first), gathering: 1 << 20)
    let entries = families.entries
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.offset < $1.offset })
    #expect(Set(entries.map(\.position)) == Set(0..<Int32(entries.count)))
    #expect(entries.contains { $0.heaviestChild >= 0 } && !families.kinds.contains(.unknown))
    #expect(families.plan.pieces.flatMap { Self.walked($0, families) }.sorted() == Array(0..<entries.count))
  }

  @Test func `a long chain of deltas whose bases lie behind them is one family`() throws {
    let temporary = try TemporaryRepository()
    let file = "\(temporary.path)/.git/objects/pack/pack-\(String(repeating: "1", count: 40))"
    let count = ObjectReader.maximumDepth + 1000
    try Data(Self.chain(count)).write(to: URL(filePath: "\(file).pack"))
    try temporary.git(["index-pack", "\(file).pack"])
    let families = PackFamilies(try #require(temporary.open().store.packs.first), gathering: 1 << 20)
    #expect(families.kinds == Array(repeating: .blob, count: count) && families.plan.pieces.count == 1)
  }

  /// A pack with so many texts, each of them made from the next.
  private static func chain(_ count: Int) throws -> [UInt8] {
    let texts = (0..<count).map { Array("zz\($0)".utf8) }
    var entries = [[0x30 | UInt8(texts[0].count)] + TemporaryRepository.stored(texts[0])]
    for (base, text) in zip(texts, texts.dropFirst()) {
      let id = SHA1.hexadecimalDigest(of: Array("blob \(base.count)\0".utf8) + base)
      let delta = [UInt8(base.count), UInt8(text.count), 0x90, 2, UInt8(text.count - 2)] + text.dropFirst(2)
      entries.append([0x70 | UInt8(delta.count)] + (try #require(ObjectID(hex: id))).bytes + TemporaryRepository.stored(delta))
    }
    let size = (0..<4).reversed().map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    let pack = Array("PACK".utf8) + [0, 0, 0, 2] + size + entries.reversed().joined()
    return pack + (try #require(ObjectID(hex: SHA1.hexadecimalDigest(of: pack)))).bytes
  }

  @Test func `the child with most descendants is the heaviest`() throws {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: 12, commits: 60).history.stream)
    try temporary.git(["repack", "-adfq", "--depth=50", "--window=50"])
    let families = PackFamilies(try #require(temporary.open().store.packs.first), gathering: 1 << 20)
    for rank in families.entries.indices where families.entries[rank].heaviestChild >= 0 {
      let children = Self.children(of: rank, families)
      let counts = children.map { Self.descendants(of: $0, families).count }
      let heaviest = try #require(children.firstIndex(of: Int(families.entries[rank].heaviestChild)))
      #expect(counts[heaviest] == counts.max())
    }
  }

  /// The entries of a piece.
  static func walked(_ piece: FamilyPlan.Piece, _ families: PackFamilies) -> [Int] {
    families.plan.members[piece.members].flatMap { descendants(of: Int($0), families) }
  }

  private static func descendants(of rank: Int, _ families: PackFamilies) -> [Int] {
    [rank] + children(of: rank, families).flatMap { descendants(of: $0, families) }
  }

  private static func children(of rank: Int, _ families: PackFamilies) -> [Int] {
    var children: [Int] = []
    var child = families.entries[rank].firstChild
    while child >= 0 {
      children.append(Int(child))
      child = families.entries[Int(child)].nextSibling
    }
    return children
  }
}
