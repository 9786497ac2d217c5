import KeyhoundCore
import TestSupport
import Testing

@testable import KeyhoundContent

/// What is looked for in many bytes at once is found as by looking at one after the other.
@Suite struct QuickSearchTests {
  private static let seeds = UInt64(0)..<40

  /// A text of random pieces, some of them long.
  private func text(of pieces: [String], _ random: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let piece = Array(pieces.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 0...60, using: &random) { text += piece }
    }
    return text
  }

  @Test(arguments: seeds) func `the same bytes are pure base64`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let digits = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8)
    for _ in 0..<20 {
      var text = text(of: ["A", "z", "09", "+/", "QUJD", "=="], &random)
      #expect(text.withUnsafeBytes { Base64.isPure($0) })
      guard !text.isEmpty else { continue }
      text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      #expect(text.withUnsafeBytes { Base64.isPure($0) } == text.allSatisfy(digits.contains))
    }
  }

  @Test(arguments: seeds) func `the same bytes are UTF-8`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var text = text(of: ["a", "plain text ", "é", "日本", "😀", "\u{7FF}\u{800}\u{FFFF}\u{10FFFF}"], &random)
      #expect(text.withUnsafeBytes { UTF8Text.isValid($0) })
      guard !text.isEmpty else { continue }
      let place = Int.random(in: 0..<text.count, using: &random)
      text[place] = [UInt8.random(in: 0...255, using: &random), 0xC0, 0xE0, 0xED, 0xF4, 0x80, 0x9F].randomElement(using: &random)!
      #expect(text.withUnsafeBytes { UTF8Text.isValid($0) } == (String(validating: text, as: UTF8.self) != nil))
    }
  }

  @Test(arguments: seeds) func `the same runs of digits are long enough`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let text = text(of: ["A", "z9", "-_", "+/", " ", ".", "é", "words and ", "line\n"], &random)
      let runs = text.withUnsafeBytes { bytes in Base64Run.all(in: bytes).map(\.range) }
      var plain: [Range<Int>] = []
      var start = 0
      for end in 0...text.count where end == text.count || !Base64.isDigit(text[end]) {
        if end - start >= Base64Run.shortest { plain.append(start..<end) }
        start = end + 1
      }
      // Lines that belong together make one run.
      #expect(Set(runs.map(\.lowerBound)).isSubset(of: plain.map(\.lowerBound)))
      #expect(plain.allSatisfy { digits in runs.contains { $0.clamped(to: digits) == digits } })
    }
  }

  @Test(arguments: seeds) func `the same quotes end strings`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let text = text(of: ["a", #"\""#, #"\\"#, "some words ", "é"], &random)
      let list = "[\"".utf8 + text + "\", \"".utf8 + text + "\"]".utf8
      let strings = try list.withUnsafeBytes { bytes in
        let index = try JSONIndex(bytes)
        return index.children(of: 0).map { Array(index.raw($0)) }
      }
      #expect(strings == [text, text])
    }
  }

  @Test(arguments: seeds) func `the same seams are taken out of literals`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let pieces = (0..<4).map { _ in text(of: ["a", "B9", "._-"], &random) }.filter { !$0.isEmpty }
      let seams = ["\" \"", "' + '", "\"\n  f\"", "'\\\n'"].map { Array($0.utf8) }
      let source = pieces.dropFirst().reduce(pieces.first ?? []) { $0 + seams.randomElement(using: &random)! + $1 }
      let joined = DecodedText()
      let hasSeam = source.withUnsafeBytes { AdjacentLiterals.join($0, into: joined) }
      #expect(hasSeam == (pieces.count > 1))
      if hasSeam { #expect(Array(joined.bytes) == pieces.flatMap { $0 }) }
    }
  }
}
