import Testing

@testable import KeyhoundGit

@Suite struct PackSweepTests {
  @Test func `a way through a pack shows its bytes, stretch after stretch`() throws {
    let temporary = try TemporaryRepository()
    var history = FastImport()
    let noise = (0..<9_000_000).map { _ in UInt8.random(in: 0...255) }
    _ = history.commit(message: "noise", parents: [], files: ["noise": noise, "more": noise.prefix(9_000_000).reversed()])
    try temporary.git(["-c", "fastimport.unpackLimit=1", "fast-import", "--quiet"], input: history.stream)
    let pack = try #require(temporary.open().store.packs.first)
    #expect(pack.end > 17_000_000)
    var sweep = PackSweep(pack)
    for offset in stride(from: Pack.headerSize, to: pack.end, by: 99_991) {
      #expect(sweep.bytes(at: offset).prefix(100).elementsEqual(pack.data(from: offset).prefix(100)))
      #expect(sweep.bytes(at: offset).count == pack.end - offset)
    }
    sweep.finish()
    for offset in [-1, 0, pack.end, Int.max >> 16] { #expect(sweep.bytes(at: offset).isEmpty) }
    #expect(sweep.bytes(at: Pack.headerSize).prefix(9).elementsEqual(pack.data(from: Pack.headerSize).prefix(9)))
  }
}
