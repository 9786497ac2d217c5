import FoundationEssentials
import Testing

@testable import KeyhoundGit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    let window = PackWindow(pack, blockBits: 12, slots: 64)
    #expect(pack.end > 2_000_000)
    for round in 0..<2000 {
      let offset = round % 3 == 0 ? Int.random(in: Pack.headerSize..<pack.end) : Int.random(in: pack.end - 100_000..<pack.end)
      let count = Int.random(in: 0...([200, 20_000, 1_300_000].randomElement() ?? 0))
      let expected = pack.data(from: offset).prefix(count)
      #expect(window.bytes(at: offset, count: count).elementsEqual(expected))
    }
  }

  @Test func `there is nothing outside a pack`() throws {
    let temporary = try TemporaryRepository()
    try StoreTests.fill(temporary)
    try temporary.git(["repack", "-adq"])
    let pack = try #require(temporary.open().store.packs.first)
    let window = PackWindow(pack, blockBits: 12, slots: 64)
    for offset in [-1, 0, pack.end, Int.max >> 16] { #expect(window.bytes(at: offset, count: 10).isEmpty) }
    #expect(window.bytes(at: pack.end - 3, count: 10).count == 3)
  }

  @Test func `what is cut off a pack meanwhile is not there any more`() throws {
    let temporary = try TemporaryRepository()
    try temporary.write(String(decoding: (0..<40_000).map { _ in UInt8.random(in: 33...126) }, as: UTF8.self), to: "noise")
    try temporary.commit()
    try temporary.git(["repack", "-adq"])
    let pack = try #require(temporary.open().store.packs.first)
    let window = PackWindow(pack, blockBits: 12, slots: 64)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: pack.path)
    #expect(truncate(pack.path, 10_000) == 0)
    #expect(window.bytes(at: 100, count: 9_900).count == 9_900)
    #expect(window.bytes(at: 100, count: 15_000).count == 9_900)
    #expect(window.bytes(at: 9_999, count: 2).count == 1)
    #expect(window.bytes(at: 10_000, count: 10).isEmpty)
  }
}
