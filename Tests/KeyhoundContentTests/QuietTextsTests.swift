import TestSupport
import Testing

@testable import KeyhoundContent

@Suite struct QuietTextsTests {
  @Test(arguments: 0..<20 as Range<UInt64>) func `a text is known only as it was kept`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let quiet = QuietTexts(capacity: 1 << 10)
    var kept: Set<Kept> = []
    var known = 0
    for _ in 0..<3000 {
      let text = Kept(form: UInt8.random(in: 0...1, using: &random), bytes: Self.text(&random))
      if text.isKnown(to: quiet) {
        known += 1
        #expect(kept.contains(text))
      }
      if Bool.random(using: &random) {
        text.keep(in: quiet)
        kept.insert(text)
        #expect(text.isKnown(to: quiet) == (8...128 ~= text.bytes.count))
      }
    }
    #expect(known > 50)
  }

  @Test func `what others were written over is known no more`() {
    let quiet = QuietTexts(capacity: 1 << 10)
    let texts = (0..<20).map { Kept(form: 0, bytes: Array("text number \($0) of twenty".utf8 + Array(repeating: 46, count: 75))) }
    for text in texts { text.keep(in: quiet) }
    let known = texts.filter { $0.isKnown(to: quiet) }
    #expect(known.count >= 9 && known == texts.suffix(known.count))
  }

  private struct Kept: Hashable {
    let form: UInt8
    let bytes: [UInt8]

    func isKnown(to quiet: QuietTexts) -> Bool { bytes.withUnsafeBytes { quiet.contains($0, form: form) } }
    func keep(in quiet: QuietTexts) { bytes.withUnsafeBytes { quiet.insert($0, form: form) } }
  }

  /// One of a hundred, of which some have the same length and the same ends.
  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    var text = [UInt8](repeating: 97, count: [0, 5, 8, 9, 31, 64, 100, 128, 129, 500].randomElement(using: &random)!)
    for place in [0, text.count / 2, text.count - 1] where Bool.random(using: &random) && !text.isEmpty { text[place] = 98 }
    return text
  }
}
