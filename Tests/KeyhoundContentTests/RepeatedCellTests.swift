import KeyhoundContent
import KeyhoundCore
import Testing

/// What notebooks have in common is searched once, and found in each.
@Suite struct RepeatedCellTests {
  @Test(arguments: 0..<10) func `what is found does not depend on the notebooks before`(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let cells = (0..<24).map { Self.cell($0, &random) }
    var companion: AnyObject?
    var (searched, searchedAnew) = (0, 0)
    for _ in 0..<20 {
      let chosen = (0..<12).map { _ in cells.randomElement(using: &random)! }
      let notebook = Array("{\"cells\": [\(chosen.joined(separator: ",\n "))], \"nbformat\": 4}".utf8)
      let scan = NotebookScan(notebook, screens: true, companion: companion)
      companion = scan.extractorCompanion
      let other = NotebookScan(notebook, screens: true)
      #expect(scan.findings.map(\.location) == other.findings.map(\.location))
      #expect(scan.findings.map(\.origin.cell?.index) == other.findings.map(\.origin.cell?.index))
      searched += scan.screenedBytes
      searchedAnew += other.screenedBytes
    }
    #expect(searched < searchedAnew * 2 / 3)
  }

  @Test func `the same bytes are two texts where one is read as markup`() {
    let key = TestKey.prefixSecret()
    let source = #"["token <i>\#(key.prefix(12))</i>\#(key.dropFirst(12))"]"#
    var companion: AnyObject?
    for (type, count) in [("code", 0), ("markdown", 1), ("code", 0), ("markdown", 1)] {
      let notebook = Array(#"{"cells": [{"cell_type": "\#(type)", "source": \#(source)}], "nbformat": 4}"#.utf8)
      let scan = NotebookScan(notebook, screens: true, companion: companion)
      companion = scan.extractorCompanion
      #expect(scan.findings.count == count)
    }
  }

  /// A cell whose source is a string or a list of lines, with a key in every eighth, whole or in two pieces.
  private static func cell(_ number: Int, _ random: inout SplitMix) -> String {
    let key = TestKey.prefixSecret(&random)
    let cut = key.index(key.startIndex, offsetBy: Int.random(in: 1..<40, using: &random))
    let line = number % 8 > 0 ? "x = \(number)" : number % 16 > 0 ? "x = '\(key)'" : "x = '\(key[..<cut])' + '\(key[cut...])'"
    let lines = ["import os\\n", "# cell number \(number)\\n", line]
    let source = Bool.random(using: &random) ? "\"\(lines.joined())\"" : "[\(lines.map { "\"\($0)\"" }.joined(separator: ", "))]"
    let type = Bool.random(using: &random) ? "code" : "markdown"
    return #"{"cell_type": "\#(type)", "source": \#(source), "outputs": [{"text": \#(source)}]}"#
  }
}
