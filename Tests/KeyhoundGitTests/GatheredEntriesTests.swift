import KeyhoundCore
import Testing

@testable import KeyhoundGit

@Suite struct GatheredEntriesTests {
  @Test(arguments: [PackFamilies.EntryKind.tree, .blob], [[], ["-c", "repack.useDeltaBaseOffset=false"]])
  func `what is gathered is what lies in the pack, each piece in a stretch of its own`(
    kind: PackFamilies.EntryKind, options: [String]
  ) throws {
    let families = try Self.families(options, room: 1 << 20)
    let gathered = try #require(GatheredEntries(families))
    gathered.gather(kind, SingleWorker())
    #expect(gathered.bytes(of: kind == .tree ? .blob : .tree) == nil)
    let memory = try #require(gathered.bytes(of: kind))
    var used: [Range<Int>] = []
    for (piece, stretch) in zip(families.plan.pieces, families.gathering.stretches) where piece.kind == kind {
      for rank in FamilyTests.walked(piece, families) {
        let entry = families.entries[rank]
        let place = try #require(entry.gatheredPlace)
        let (range, bytes) = (place..<place + Int(entry.packedSize), families.pack.data(from: entry.offset))
        #expect(stretch.contains(range.lowerBound) && stretch.upperBound >= range.upperBound)
        #expect(memory.view(range).elementsEqual(bytes.prefix(range.count)))
        used.append(range)
      }
    }
    used.sort { $0.lowerBound < $1.lowerBound }
    #expect(used.count > 20 && zip(used, used.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
  }

  @Test func `where there is little room only the shortest are gathered, and where there is none nothing is`() throws {
    let room = 4096
    let families = try Self.families(room: room)
    let sizes = { (isGathered: Bool) in
      zip(families.entries, families.kinds)
        .filter { $1 == .tree && ($0.gatheredPlace != nil) == isGathered }.map { Int($0.0.packedSize) }
    }
    #expect((1...room).contains(sizes(true).reduce(0, +)))
    #expect(try #require(sizes(true).max()) < #require(sizes(false).min()))
    #expect(GatheredEntries(try Self.families(room: 0)) == nil)
  }

  private static func families(_ options: [String] = [], room: Int) throws -> PackFamilies {
    let temporary = try TemporaryRepository()
    try temporary.git(["fast-import", "--quiet"], input: RandomHistory(seed: 13, commits: 80).history.stream)
    try temporary.git(options + ["repack", "-adfq"])
    return PackFamilies(try #require(temporary.open().store.packs.first), gathering: room)
  }
}
