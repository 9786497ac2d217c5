import Foundation
import KeyhoundContent
import KeyhoundCore
import Testing

/// 7z archives written here, piece by piece; those of other programs are read in Tests/check-archives.sh.
@Suite struct SevenZipTests {
  private static let files = [
    SevenZipSample.File(name: "a/ü.txt", content: Array("first\n".utf8)), SevenZipSample.File(name: "folder", content: nil),
    SevenZipSample.File(name: "b", content: (0..<400_000).map { UInt8(truncatingIfNeeded: $0 % 251 ^ $0 >> 9) }),
    SevenZipSample.File(name: "c.env", content: Array("last".utf8)),
  ]

  private func unpack(_ bytes: [UInt8]) -> Members { Members(of: bytes) }

  @Test(arguments: [SevenZipSample.Packing.copy, .lzma2, .delta], [false, true])
  func `files come out as they went in`(packing: SevenZipSample.Packing, packsDirectory: Bool) {
    let members = unpack(SevenZipSample(files: Self.files, packing: packing, packsDirectory: packsDirectory).bytes)
    let expected = Self.files.filter { $0.content != nil }
    #expect(members.issues.isEmpty && members.names == expected.map { "a.7z!\($0.name)" })
    #expect(members.contents == expected.map { $0.content ?? [] })
  }

  @Test func `one file alone has no list of sizes`() {
    let members = unpack(SevenZipSample(files: [Self.files[0]]).bytes)
    #expect(members.issues.isEmpty && members.contents == [Array("first\n".utf8)])
  }

  @Test func `a method that is not understood is named`() {
    let members = unpack(SevenZipSample(files: Self.files, packing: .unknown).bytes)
    #expect(members.contents.isEmpty && members.issues.map(\.isGap) == [true])
    #expect(members.issues.first?.message.contains("PPMd") == true)
  }

  @Test func `files behind a password are counted`() {
    let members = unpack(SevenZipSample(files: Self.files, packing: .encrypted).bytes)
    #expect(members.contents.isEmpty && members.issues.isEmpty && members.skipped == [.encrypted, .encrypted, .encrypted])
  }

  @Test func `a file with a wrong checksum is read, and it is said`() {
    let members = unpack(SevenZipSample(files: Self.files, liesAboutChecksums: true).bytes)
    #expect(members.contents.count == 3 && members.issues.map(\.kind) == [.damaged, .damaged, .damaged])
  }

  @Test func `of an archive without its end it is said that nothing can be read`() {
    let bytes = SevenZipSample(files: Self.files).bytes
    let members = unpack(Array(bytes.dropLast(40)))
    #expect(members.contents.isEmpty && members.issues.map(\.kind) == [.damaged])
  }

  /// How often archives are damaged; `make test-sanitized` asks for more.
  private static var rounds: Int {
    ProcessInfo.processInfo.environment["KEYHOUND_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 40
  }

  private static let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]

  @Test(arguments: SevenZipSample.Packing.allCases, [false, true])
  func `damaged archives are survived, and what is not read is said`(packing: SevenZipSample.Packing, packsDirectory: Bool) {
    let files = [Self.files[0], Self.files[1], Self.files[3]]
    let whole = SevenZipSample(files: files, packing: packing, packsDirectory: packsDirectory).bytes
    var random = SplitMix(state: UInt64(packing.hashValue.magnitude))
    for _ in 0..<50 * Self.rounds {
      var bytes = whole
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 12..<bytes.count, using: &random)
        bytes[place] = Bool.random(using: &random) ? Self.extremes.randomElement(using: &random) ?? 0 : bytes[place] ^ 1
      }
      if Int.random(in: 0..<8, using: &random) == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count - 32, using: &random)) }
      let members = unpack(bytes)
      let isRead = members.contents == files.compactMap(\.content)
      #expect(isRead || !members.issues.isEmpty || !members.skipped.isEmpty)
    }
  }
}
