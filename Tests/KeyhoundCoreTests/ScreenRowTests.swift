import PCRE2
import TestSupport
import Testing

@testable import KeyhoundCore

/// Texts that are searched together are as suspicious as each is by itself.
@Suite struct ScreenRowTests {
  @Test(arguments: 0..<30) func `of many texts the same are suspicious as one by one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rules = seed % 2 == 0 ? ScreenedPieces.rules : ScreenedPieces.rules.filter { $0.id != "anywhere" }
    let screen = Screen(Detector(RuleSet(rules)), extractors: [], minimumConfidence: .medium)
    let (scratch, text) = (screen.makeScratch(), ScreenedText())
    for _ in 0..<5 {
      let texts = (0..<60).map { _ in
        (0..<Int.random(in: 1...4, using: &random)).flatMap { _ in ScreenedPieces.piece(&random) }
      }.filter { !$0.isEmpty }
      var (ranges, end) = ([Range<Int>](), 0)
      for text in texts {
        ranges.append(end..<end + text.count)
        end += text.count
      }
      texts.flatMap { $0 }.withUnsafeBytes { bytes in
        let together = screen.suspicions(in: TextRow(bytes, ranges), into: text, scratch)
        let single = ranges.map { range in
          screen.screen(bytes.view(range), into: text, scratch)
          return text.isSuspicious
        }
        #expect(together == single && single.contains(true) && single.contains(false))
      }
    }
  }
}
