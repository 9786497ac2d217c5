import CByteSearch
import TestSupport
import Testing

@testable import KeyhoundCore

@Suite struct TextKindTests {
  @Test func `control characters that text does not have are counted, wherever they stand`() {
    for byte in UInt8.min...UInt8.max {
      let isOdd = byte < 0x20 && !(7...13).contains(byte) && byte != 0x1B
      for (count, place) in [(1, 0), (31, 30), (64, 0), (64, 63), (97, 40), (97, 96)] {
        var text = [UInt8](repeating: UInt8(ascii: "a"), count: count)
        text[place] = byte
        #expect(byte_search_controls(text, text.count) == (isOdd ? 1 : 0), "byte \(byte) at \(place) of \(count)")
      }
    }
  }

  @Test func `of random bytes as many are counted as looking at each by itself finds`() {
    var random = SeededGenerator(seed: 1)
    for count in 0..<200 {
      let text = (0..<count).map { _ in UInt8.random(in: 0...40, using: &random) }
      let odd = text.count { $0 < 0x20 && !(7...13).contains($0) && $0 != 0x1B }
      #expect(byte_search_controls(text, count) == odd)
    }
  }

  @Test func `a text is binary from more than one odd byte in twenty on`() {
    func isBinary(_ text: [UInt8]) -> Bool { text.withUnsafeBytes { TextKind.isBinary($0) } }
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 95)
    #expect(!isBinary([]) && !isBinary(letters + [0, 1, 2, 3]))
    #expect(!isBinary(letters + [0, 1, 2, 3, 4]) && isBinary(letters + [0, 1, 2, 3, 4, 5]))
    #expect(!isBinary([UInt8](repeating: UInt8(ascii: "\n"), count: 100)))
  }
}
