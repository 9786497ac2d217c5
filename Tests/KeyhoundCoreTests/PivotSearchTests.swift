import Testing

@testable import KeyhoundCore

@Suite struct PivotSearchTests {
  private let expressions = [#"[a-z]{8}\.[a-z0-9]{32}"#, #"[a-z0-9]{4}\.[a-h0-3]{20}"#, #"[^\n]{12}=[0-9a-f]{16}"#]

  @Test(arguments: 0..<40) func `the same places are found as by trying them all`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let shapes = try expressions.map { try #require(MatchShape(of: $0).fixed) }
    let pieces = ["abcdefgh", ".", "=", "0123abcd", "é", "\n", "abcabcabcabcabcabcabcabc", " "].map { Array($0.utf8) }
    for length in [0, 1, 40, 41, 63, 300, 3000, Prefilter.blockSize + 200] {
      var text: [UInt8] = []
      while text.count < length { text += pieces.randomElement(using: &random)! }
      text.removeLast(text.count - length)
      text.withUnsafeBytes { bytes in
        #expect(found(shapes, in: bytes) == plain(shapes, in: bytes))
      }
    }
  }

  private func found(_ shapes: [FixedShape], in bytes: UnsafeRawBufferPointer) -> [[Int]] {
    let scratch = PrefilterScratch()
    var places: [[Int]] = []
    for search in PivotSearch.all(for: shapes) {
      search.forEachStart(in: bytes, scratch: scratch) { places.append([$0, $1]) }
    }
    return places.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func plain(_ shapes: [FixedShape], in bytes: UnsafeRawBufferPointer) -> [[Int]] {
    shapes.enumerated().flatMap { number, shape in
      bytes.indices.filter { bytes[$0] == shape.pivot && shape.lies(round: $0, in: bytes) }
        .map { [number, $0 - shape.pivotOffset] }
    }
  }
}
