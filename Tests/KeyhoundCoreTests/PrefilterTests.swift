import CByteSearch
import Testing

@testable import KeyhoundCore

@Suite struct PrefilterTests {
  /// The plain twin: tries every literal at every offset.
  private func plainHits(_ literals: [[UInt8]], in text: [UInt8]) -> [[Int]] {
    let folded = text.map(\.lowercasedASCII)
    var hits: [[Int]] = []
    for (index, literal) in literals.enumerated() where literal.count <= folded.count {
      for start in 0...folded.count - literal.count where folded[start..<start + literal.count].elementsEqual(literal) {
        hits.append([start + literal.count, index])
      }
    }
    return hits.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func hits(_ literals: [[UInt8]], in text: [UInt8]) -> [[Int]] {
    var hits: [[Int]] = []
    text.withUnsafeBytes { bytes in
      Prefilter(literals).forEachHit(in: bytes, scratch: PrefilterScratch()) { hits.append([$1, $0]) }
    }
    return hits.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test func `a literal across the edge of a block is found once`() {
    let literal = Array("needle-in-hay".utf8)
    let size = Prefilter.blockSize
    for shift in 0...literal.count {
      var text = [UInt8](repeating: UInt8(ascii: " "), count: 2 * size + 100)
      text.replaceSubrange(size - shift..<size - shift + literal.count, with: literal)
      #expect(hits([literal, Array("dle".utf8)], in: text).map { $0[0] }.sorted() == [size - shift + 6, size - shift + 13])
    }
  }

  @Test(arguments: 0..<60) func `the same places are found as by a plain search`(seed: UInt64) {
    var random = SeededRandom(seed)
    let alphabet = Array("abAB-_.".utf8)
    func text(_ length: Int) -> [UInt8] { (0..<length).map { _ in alphabet.randomElement(using: &random)! } }
    let literals = Array(
      Set(
        (0..<Int.random(in: 1...30, using: &random)).map { _ in
          text(Int.random(in: 1...9, using: &random)).map(\.lowercasedASCII)
        }))
    for length in [0, 1, 5, 63, 99, 100, 101, 257, 1000] {
      let haystack = text(length)
      #expect(hits(literals, in: haystack) == plainHits(literals, in: haystack))
    }
  }

  @Test func `thousands of literals are told apart`() {
    var random = SeededRandom(7)
    let literals = Array(
      Set(
        (0..<4000).map { _ in
          (0..<20).map { _ in UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"), using: &random) }
        }))
    let text = literals[17] + Array(" ".utf8) + literals[3999 % literals.count]
    #expect(hits(literals, in: text) == plainHits(literals, in: text))
  }

  @Test func `short literals are found at both ends of a text and at either parity`() {
    let literals = ["abc", "abcd", "bcde", "abcdefghijkl"].map { Array($0.utf8) }
    for before in 0...9 {
      for behind in 0...9 {
        let text = Array(String(repeating: ".", count: before).utf8) + literals[3] + [UInt8](repeating: 0xFF, count: behind)
        #expect(hits(literals, in: text) == plainHits(literals, in: text))
        #expect(hits(literals, in: text.dropLast(behind + 9) + []) == plainHits(literals, in: text.dropLast(behind + 9) + []))
      }
    }
  }

  @Test(arguments: 0..<20) func `every form of the search finds the same, in the same order`(seed: UInt64) {
    var random = SeededRandom(seed)
    let alphabet = Array("abcdeABCD01-_. ".utf8)
    func text(_ length: Int) -> [UInt8] { (0..<length).map { _ in alphabet.randomElement(using: &random)! } }
    let literals = (0..<100).map { (index: $0, text: text(Int.random(in: 3...12, using: &random)).map(\.lowercasedASCII)) }
    for length in [3, 4, 65, 66, 67, 68, 130, 1001, 20_000] {
      let text = text(length)
      let plain = hits(GramTable(literals, form: BYTE_SEARCH_PLAIN), in: text)
      for form in [BYTE_SEARCH_AVX2, BYTE_SEARCH_AVX512] where form.rawValue <= byte_search_widest_form().rawValue {
        #expect(hits(GramTable(literals, form: form), in: text) == plain)
      }
    }
  }

  @Test(arguments: 0..<20) func `every form finds the same digits`(seed: UInt64) {
    var random = SeededRandom(seed)
    var text: [UInt8] = []
    while text.count < 3000 {
      text += (0..<Int.random(in: 1...60, using: &random)).map { _ in Array("abXY09+/-_".utf8).randomElement(using: &random)! }
      text += Array(" é,)".utf8).prefix(Int.random(in: 1...5, using: &random))
    }
    for form in [BYTE_SEARCH_AVX2, BYTE_SEARCH_AVX512] where form.rawValue <= byte_search_widest_form().rawValue {
      for start in 0..<100 {
        for end in [start + 8, start + 200, text.count - start] {
          #expect(
            byte_search_digits(form, text, text.count, start, end)
              == byte_search_digits(BYTE_SEARCH_PLAIN, text, text.count, start, end))
        }
      }
    }
  }

  private func hits(_ table: GramTable, in text: [UInt8]) -> [[Int]] {
    var hits: [[Int]] = []
    let scratch = PrefilterScratch()
    text.withUnsafeBytes { bytes in
      table.forEachHit(in: bytes, 0..<bytes.count, places: scratch.places) { hits.append([$1, $0]) }
    }
    return hits
  }

  @Test func `no literals find nothing`() {
    #expect(hits([], in: Array("anything".utf8)).isEmpty)
  }
}

/// Random numbers that are the same in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9 ^ state >> 32
  }
}
