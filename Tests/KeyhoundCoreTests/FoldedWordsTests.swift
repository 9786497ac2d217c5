import TestSupport
import Testing

@testable import KeyhoundCore

@Suite struct FoldedWordsTests {
  @Test(arguments: 0..<40) func `words are found as by looking for each`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("abAB@`-1".utf8)
    func text(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: lengths, using: &random)).map { _ in letters.randomElement(using: &random) ?? 0 }
    }
    let words = (0..<3).map { _ in text(1...4).map(\.lowercasedASCII) }
    let search = FoldedWords(words)
    var answers: Set<Bool> = []
    for _ in 0..<200 {
      text(0...12).withUnsafeBytes { bytes in
        let expected = words.contains { bytes.contains(folded: $0, in: 0..<bytes.count) }
        #expect(search.occur(in: bytes) == expected)
        answers.insert(expected)
      }
    }
    #expect(answers.count == 2)
  }

  @Test func `none of no words is found`() {
    #expect(FoldedWords([String]()).isEmpty)
    #expect(!Array("anything".utf8).withUnsafeBytes { FoldedWords([String]()).occur(in: $0) })
  }
}
