import Testing

@testable import KeyhoundCore
@testable import KeyhoundGit

@Suite struct DeltaTests {
  private static let base = (0..<140_000).map { UInt8(truncatingIfNeeded: ($0 &* 0x9E37_79B1) >> 13) }

  @Test(arguments: 0x80...0xFF, [0, 20])
  func `a copy is read whichever bytes of its start and length are there`(code: Int, inserted: Int) throws {
    // The highest bytes are zeros, so that the copy lies in the base whatever the others are.
    let values = (0..<7).map { [2, 3, 6].contains($0) ? UInt8(0) : UInt8.random(in: 0...255) }
    let isThere = (0..<7).map { code & 1 << $0 != 0 }
    let value = { (bits: Range<Int>) in bits.reversed().reduce(0) { $0 << 8 | (isThere[$1] ? Int(values[$1]) : 0) } }
    let (start, length) = (value(0..<4), value(4..<7) == 0 ? 0x10000 : value(4..<7))
    let text = (0..<inserted).map { _ in UInt8.random(in: 0...255) }
    let copy = [UInt8(code)] + zip(values, isThere).filter(\.1).map(\.0)
    let delta = number(Self.base.count) + number(length + inserted) + copy + (inserted > 0 ? [UInt8(inserted)] + text : [])
    let (result, copies) = try #require(apply(delta))
    #expect(result == Self.base[start..<start + length] + text)
    #expect(copies == [CopiedRange(source: start, target: 0, count: length)])
  }

  @Test func `copies that continue each other are one`() throws {
    let delta = number(Self.base.count) + number(40) + [0x90, 10, 0x91, 10, 10, 0x91, 30, 10, 0x91, 40, 10]
    let (_, copies) = try #require(apply(delta))
    #expect(
      copies == [CopiedRange(source: 0, target: 0, count: 20), CopiedRange(source: 30, target: 20, count: 20)])
  }

  /// The bytes that `delta` makes of the base, and what it copies.
  private func apply(_ delta: [UInt8]) -> ([UInt8], [CopiedRange])? {
    delta.withUnsafeBytes { bytes in
      guard let delta = Delta(bytes), delta.addsUp else { return nil }
      var copies: [CopiedRange] = []
      var result = [UInt8](repeating: 0, count: delta.resultSize)
      let isMade = Self.base.withUnsafeBytes { base in
        result.withUnsafeMutableBytes { delta.apply(to: base, into: $0, copies: &copies) }
      }
      return isMade ? (result, copies) : nil
    }
  }

  /// A size as a delta begins with.
  private func number(_ value: Int) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F | 0x80)] + number(value >> 7)
  }
}
