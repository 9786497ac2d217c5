import TestSupport
import Testing

@testable import KeyhoundCore

/// Only what lies within reach of a seam is searched again, so nothing across it may reach farther.
@Suite struct SeamTests {
  @Test(arguments: 0..<20) func `every literal across a seam lies within its reach`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let literals = (0..<8).map { _ in Self.word("aB.1", 1...12, &random).map(\.lowercasedASCII) }
    let seams = Seams(literals, [])
    let text = Self.word("abAB.1 ", 3000...3000, &random)
    var count = 0
    text.withUnsafeBytes { bytes in
      for literal in literals {
        for start in 0...bytes.count - literal.count where bytes.contains(folded: literal, in: start..<start + literal.count) {
          for seam in (start..<start + literal.count).dropFirst() {
            let reach = seams.reach(bytes, seam)
            #expect(seam - start <= Int(reach.before) && start + literal.count - seam <= Int(reach.after))
            count += 1
          }
        }
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: 0..<20) func `every shape across a seam lies within its reach`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let shape = try #require(MatchShape(of: "[a-z]{8}\\.[a-z0-9]{12}").fixed)
    let seams = Seams([], [shape])
    let text = (0..<100).flatMap { _ in
      Self.word("ab. ", 0...12, &random) + Self.word("xyz", 8...8, &random) + Array(".".utf8) + Self.word("ab0", 12...12, &random)
    }
    var count = 0
    text.withUnsafeBytes { bytes in
      for pivot in bytes.indices where bytes[pivot] == shape.pivot && shape.lies(round: pivot, in: bytes) {
        let start = pivot - shape.pivotOffset
        for seam in (start..<start + shape.width).dropFirst() {
          let reach = seams.reach(bytes, seam)
          #expect(seam - start <= Int(reach.before) && start + shape.width - seam <= Int(reach.after))
          count += 1
        }
      }
    }
    #expect(count >= 100 * (shape.width - 1))
  }

  @Test func `where no literal has the two bytes of a seam, they alone are within its reach`() {
    Array("key=value".utf8).withUnsafeBytes { bytes in
      let seams = Seams([Array("key".utf8), Array("secret_value".utf8)], [])
      #expect(seams.reach(bytes, 3) == SeamReach())
      #expect(seams.reach(bytes, 5) == SeamReach(before: 8, after: 4))
    }
  }

  private static func word(_ alphabet: String, _ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: count, using: &random)).map { _ in alphabet.utf8.randomElement(using: &random) ?? 0 }
  }
}
