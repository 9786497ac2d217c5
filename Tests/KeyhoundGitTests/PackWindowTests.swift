import FoundationEssentials
import Testing

@testable import KeyhoundGit

@Suite struct PackWindowTests {
  @Test(arguments: [false, true])
  func `a window shows the bytes of the pack, in whatever order they are asked for`(isDeleted: Bool) throws {
    let temporary = try TemporaryRepository()
    var history = FastImport()
    let noise = (0..<1_500_000).map { _ in UInt8.random(in: 0...255) }
    _ = history.commit(message: "noise", parents: [], files: ["noise": noise, "half": noise.prefix(700_000).reversed()])
    try temporary.git(["-c", "fastimport.unpackLimit=1", "fast-import", "--quiet"], input: history.stream)
    let pack = try #require(temporary.open().store.packs.first)
    if isDeleted { try FileManager.default.removeItem(atPath: pack.path) }
    let window = PackWindow(pack, stretch: 1 << 10)
    #expect(pack.end > 2_000_000)
    for _ in 0..<100 {
      let offset = Int.random(in: Pack.headerSize..<pack.end)
      let count = Int.random(in: 0...(Bool.random() ? 200 : 1_300_000))
      let expected = pack.data(from: offset).prefix(count)
      #expect(window.bytes(at: offset, count: count).elementsEqual(expected))
    }
  }

  @Test func `there is nothing outside a pack`() throws {
    let temporary = try TemporaryRepository()
    try StoreTests.fill(temporary)
    try temporary.git(["repack", "-adq"])
    let pack = try #require(temporary.open().store.packs.first)
    let window = PackWindow(pack, stretch: 1 << 10)
    for offset in [-1, 0, pack.end, Int.max >> 16] { #expect(window.bytes(at: offset, count: 10).isEmpty) }
    #expect(window.bytes(at: pack.end - 3, count: 10).count == 3)
  }
}
