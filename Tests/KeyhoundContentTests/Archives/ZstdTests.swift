import CCompression
import KeyhoundContent
import KeyhoundCore
import Testing

/// Texts that zstd has compressed.
@Suite struct ZstdTests {
  private static func compressed(_ text: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(text.count)) { memory, count in
      count = ZSTD_compress(memory.baseAddress, memory.count, text, text.count, 3)
    }
  }

  /// A frame that is to be skipped, as pzstd writes one in front of each of its own.
  private static let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]
  private static let text = {
    var random = SplitMix(state: 1)
    return (0..<400_000).map { _ in Array("0123456789abcdef".utf8)[Int.random(in: 0..<16, using: &random)] }
  }()

  @Test func `frames that are to be skipped are, in front of the text and between two`() {
    let frame = Self.compressed(Self.text)
    let members = Members(of: Self.skipped + frame + Self.skipped + frame, path: "a.zst")
    #expect(members.contents == [Self.text + Self.text] && members.issues.isEmpty)
  }

  @Test func `what stands behind the last frame is a text of its own`() {
    let members = Members(of: Self.compressed(Self.text) + Array("behind".utf8), path: "a.zst")
    #expect(members.contents == [Self.text, Array("behind".utf8)] && members.issues.isEmpty)
  }

  @Test func `the blocks before the damage are read, and it is said that there are more`() throws {
    var bytes = Self.compressed(Self.text)
    for place in bytes.count - 9000..<bytes.count - 8000 { bytes[place] = 0 }
    for damaged in [bytes, Self.compressed(Self.text).dropLast(30)] {
      let members = Members(of: Array(damaged), path: "a.zst")
      let read = try #require(members.contents.first)
      #expect(read.count >= 128 << 10 && read.count < Self.text.count && Self.text.starts(with: read))
      #expect(members.issues.map(\.kind) == [.damaged] && members.issues.allSatisfy(\.isGap))
    }
  }
}
