import KeyhoundContent
import KeyhoundCore
import TestSupport
import Testing

/// A screen sees encoded keys from the differences of a text to another as it does in the whole text.
@Suite struct EncodedScreenTests {
  @Test(arguments: 0..<60) func `a text with a finding is suspicious, however it was made from another`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let screen = Screen(
      EncodedTexts.detector, extractors: [], encoded: EncodedSearch(TextDecoders(), depth: 2), minimumConfidence: .medium,
      shortestCopy: seed % 2 == 0 ? 1 : 64)
    let scratch = screen.makeScratch()
    var text = (0..<20).flatMap { _ in Self.piece(&random) }
    var known = ScreenedText()
    var findings = 0
    text.withUnsafeBytes { screen.screen($0, into: known, scratch) }
    for _ in 0..<40 {
      let edited = Edit.random(of: text, inserting: Self.piece, &random)
      let told = ScreenedText()
      edited.text.withUnsafeBytes { bytes in
        screen.screen(bytes, madeFrom: known, copies: edited.copies, into: told, scratch)
        let isFound = !EncodedTexts.findings(in: bytes).isEmpty
        findings += isFound ? 1 : 0
        #expect(told.isSuspicious || !isFound)
      }
      (text, known) = (edited.text, told)
    }
    #expect(findings > 0 || seed > 50)
  }

  @Test func `a line far behind the first of a wrapped text is seen to have changed`() {
    let screen = Screen(
      EncodedTexts.detector, extractors: [], encoded: EncodedSearch(TextDecoders(), depth: 1), minimumConfidence: .medium)
    let scratch = screen.makeScratch()
    let words = (0..<60).map { String("line \($0 + 100) of a text that has nothing to hide, whoever reads it".prefix(57)) }
    func wrapped(_ lines: [String]) -> [UInt8] {
      Array(("x:\n" + lines.map { Encoding.base64(Array($0.utf8)) }.joined(separator: "\n") + "\n").utf8)
    }
    var changed = words
    changed[50] = String("a \(EncodedTexts.key()) and more words that fill the line".prefix(57))
    let (old, new) = (wrapped(words), wrapped(changed))
    let (base, told) = (ScreenedText(), ScreenedText())
    old.withUnsafeBytes { screen.screen($0, into: base, scratch) }
    #expect(!base.isSuspicious && old.count == new.count)
    let line = 3 + 50 * 77
    let copies = [
      CopiedRange(source: 0, target: 0, count: line),
      CopiedRange(source: line + 76, target: line + 76, count: old.count - line - 76),
    ]
    new.withUnsafeBytes { screen.screen($0, madeFrom: base, copies: copies, into: told, scratch) }
    #expect(told.isSuspicious)
  }

  /// Words, encoded keys, and pieces of such.
  private static func piece(_ random: inout SeededGenerator) -> [UInt8] {
    let words = String(repeating: "some words and more ", count: Int.random(in: 0..<4, using: &random))
    guard Int.random(in: 0..<6, using: &random) == 0, let encoding = Encoding.all.randomElement(using: &random) else {
      return Array((words + (Bool.random(using: &random) ? "\n" : "")).utf8)
    }
    let text = Array("\n" + encoding("\(words) \(EncodedTexts.key(&random)) "))
    let cut = Bool.random(using: &random) ? text.count : Int.random(in: 0..<text.count, using: &random)
    return Array(String(text[..<cut]).utf8)
  }
}
