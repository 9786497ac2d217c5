import PCRE2
import TestSupport
import Testing

@testable import KeyhoundCore

/// Guards spare runs of expressions, so none may be refused that would match.
@Suite struct MatchPathsTests {
  private func guards(_ regex: String, _ literal: String) -> [Int: String] {
    let shape = MatchShape(of: regex)
    guard let number = shape.literals.firstIndex(of: Array(literal.utf8)), number < shape.guards.count else { return [:] }
    let pairs = shape.guards[number].map { ($0.offset, String(decoding: $0.allowed.members, as: UTF8.self)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test func `the byte behind a literal and seldom ones are guards, and some of the rest`() {
    let guards = MatchShape(of: #"(?:pat|tok)[0-9A-Za-z]{14}\.[0-9a-f]{64}"#).guards
    #expect(guards.count == 2 && guards.allSatisfy { (9...16).contains($0.count) && $0[0].offset == 3 })
    #expect(guards[0].contains(MatchGuard(offset: 17, allowed: ByteSet(".".utf8))) && guards[0].contains { $0.offset > 30 })
  }

  @Test func `bytes before a literal are guards too`() {
    let (digits, letters) = ("0123456789", "abcdefghijklmnopqrstuvwxyz")
    #expect(guards("[0-9]{3}[a-z]xyz_[0-9]", "xyz_") == [0: digits, 1: digits, 2: digits, 3: letters, 4: "x", 8: digits])
    #expect(guards("(?:[a-z][0-9]|[0-9][a-z])xyz_", "xyz_") == [0: digits + letters, 1: digits + letters, 2: "x"])
  }

  @Test func `each literal has the bytes of its own branch`() {
    let regex = "(?:tok_(?:a|bc)d|key_[0-9])"
    #expect(guards(regex, "tok_ad") == [0: "t"] && guards(regex, "key_") == [0: "k", 4: "0123456789"])
    #expect(guards("(?i)(?:token|secret[_-]?key)[ =]{1,3}x", "token") == [5: " =", 6: " =Xx"])
  }

  @Test func `optional parts and branches of other widths are followed all at once`() {
    #expect(guards("(?i)secret(?:key)?[\"']{0,2}[:=]", "secret") == [6: "\"':=Kk"])
    #expect(guards("(?i)alpha[0-9]{2,100}z", "alpha")[7] == "0123456789Zz")
  }

  @Test func `a look-ahead is followed, and so is what stands behind it`() {
    let found = guards("(?i)column(?:(?=[:._]{0,3}(?:api|key))|\\.com)[\\w.]{0,9}", "column")
    #expect(found[6] == ".:AK_ak" && found[7]?.contains("c") == true && found[7]?.contains("z") == false)
    #expect(guards("(?i)column(?=[a-m])[h-z]", "column") == [6: "HIJKLMhijklm"])
    #expect(guards("(?i)column(?![a-m])[0-9]", "column") == [6: "0123456789"])
  }

  @Test func `what a match looks behind at is a guard before its start`() {
    #expect(guards("(?i)(?<=[ab])alpha", "alpha") == [-1: "ABab"])
    #expect(guards("(?<![\\x00-\\x60])alpha", "alpha")[-1]?.hasPrefix("abc") == true)
    #expect(guards("(?m)^alpha=", "alpha=")[-1]?.contains("\n") == true)
    #expect(guards("(?i)(?:(?<=a)|b)alpha", "alpha") == [-1: "Aa"])
    let excused = MatchShape(of: #"(?i)(?<![a-z](?<!\\[nr]|%2f))alpha"#).guards[0][0]
    #expect(excused.offset == -1 && excused.allowed.contains(UInt8(ascii: "n")) && !excused.allowed.contains(UInt8(ascii: "m")))
  }

  @Test func `a letter that stands in one case alone is a guard`() {
    #expect(guards("(?i)a(?-i)Kia[0-9]", "akia") == [1: "K", 4: "0123456789"])
  }

  private static let expressions = [
    #"(?i)(?<![a-z])abc(?:(?=[ :]{0,2}(?:a|bc))|\.c)[\w. :]{0,6}?b"#, "(?:abc|(?<![a-c])cab)s?(?:[ab]|:c){0,2}=",
    "(?m)^abc?:[^:]{1,4}:", #"(?<![abc](?<!:a|=b))abcb"#, #"ab(?:c{1,2}|ca)[ =:]{1,2}(?=a|\z)"#, "(?:A|b)bca(?-i:B)?$",
    "[a-c]{2}:b(?:a|bb|cc)", "(?>abc|ab)c(?!=)", #"\bcab\b"#, "(?i)(?<=a|[:=]b)cab?(?:=|:a)",
    "(?:[ab]:|:[bc])cab[a=]", "[:= ][a-c]{2}(?i)cab",
  ]

  @Test(arguments: expressions) func `no guard refuses a match`(regex: String) throws {
    let shape = MatchShape(of: regex)
    var random = SeededGenerator(seed: 7)
    let pattern = Pattern(regex, anchored: true)
    let scratch = MatchScratch()
    var count = 0
    for _ in 0..<8000 {
      let text = (0..<24).map { _ in Array("aabbccABC: =.\n".utf8).randomElement(using: &random) ?? 0 }
      try text.withUnsafeBytes { bytes in
        for start in bytes.indices where try scratch.matches(pattern, in: bytes, from: start) {
          count += 1
          #expect(refusals(of: shape, at: start, in: bytes) == [])
        }
      }
    }
    #expect(count > 0)
  }

  /// The places of guards that refuse a match at `start`, round all literals that stand where one may.
  private func refusals(of shape: MatchShape, at start: Int, in bytes: UnsafeRawBufferPointer) -> [Int] {
    let place = start + shape.minimumOffset
    return zip(shape.literals, shape.guards).flatMap { literal, guards in
      guard place + literal.count <= bytes.count, bytes.contains(folded: literal, in: place..<place + literal.count) else {
        return [Int]()
      }
      return guards.map { ($0, start + $0.offset) }
        .filter { $1 >= 0 && !($1 < bytes.count && $0.allowed.contains(bytes[$1])) }.map { $1 }
    }
  }
}
