import Testing

@testable import KeyhoundCore

@Suite struct RegexFactsTests {
  private func anchor(_ regex: String) -> (texts: [String], offsets: String)? {
    RegexFacts(of: regex).anchor.map { anchor in
      (
        anchor.literals.map { String(decoding: $0, as: UTF8.self) },
        "\(anchor.minimumOffset)...\(anchor.maximumOffset.map(String.init) ?? "")"
      )
    }
  }

  @Test func `a literal beginning is the anchor, at offset zero`() throws {
    let found = try #require(anchor("ghp_[A-Za-z0-9]{36}"))
    #expect(found.texts == ["ghp_"] && found.offsets == "0...0")
  }

  @Test func `look-behind and boundaries have no width`() throws {
    let found = try #require(anchor(#"(?<![A-Za-z0-9_-])\bAKIA[A-Z2-7]{16}\b"#))
    #expect(found.texts == ["akia"] && found.offsets == "0...0")
    #expect(RegexFacts(of: #"(?<![A-Za-z0-9_-])AKIA[A-Z2-7]{16}"#).maximumWidth == 20)
  }

  @Test func `small classes and options are multiplied out`() throws {
    let found = try #require(anchor("gh[pousr]_[A-Za-z0-9]{36}"))
    #expect(found.texts == ["gho_", "ghp_", "ghr_", "ghs_", "ghu_"])
    let key = try #require(anchor("(?i)api[_-]?key\\s*="))
    #expect(Set(key.texts) == ["apikey", "api_key", "api-key"])
  }

  @Test func `every branch of an alternation brings its literal`() throws {
    let found = try #require(anchor("(?:sk-live|rk_live)_[a-z]{20}"))
    #expect(Set(found.texts) == ["sk-live_", "rk_live_"] && found.offsets == "0...0")
    #expect(anchor("(?:abcd|[0-9]{4})") == nil)
  }

  @Test func `what stands before a literal sets its offsets`() throws {
    #expect(try #require(anchor("[0-9a-f]{8}secret")).offsets == "8...8")
    #expect(try #require(anchor(#"[\w.-]{0,50}?(?:adafruit)[0-9a-z]{32}"#)).offsets == "0...50")
    #expect(try #require(anchor("[a-z]+@example")).offsets == "1...")
  }

  @Test func `widths are bounded where the expression is`() {
    #expect(RegexFacts(of: "a{2,5}b?").maximumWidth == 6)
    #expect(RegexFacts(of: "a+").maximumWidth == nil)
    #expect(RegexFacts(of: "(?:ab|cde)").minimumWidth == 2)
    #expect(RegexFacts(of: "ab(?=cde)").lookahead == 3)
    #expect(RegexFacts(of: "(a)\\1").maximumWidth == nil)
  }

  @Test func `flags hold until their group ends`() throws {
    #expect(try #require(anchor("(?i:AbC)DEF")).texts == ["abcdef"])
    #expect(RegexFacts(of: "(?x) a b # comment\n c").exact == [Array("abc".utf8)])
    #expect(RegexFacts(of: #"\Qa.b\E+"#).minimumWidth == 3)
  }

  @Test func `what is not understood is given up, not guessed`() {
    for regex in ["(?R)", "(?(1)a|b)", "(*COMMIT)abc", #"\p{L}abc"#, "(abc"] {
      let facts = RegexFacts(of: regex)
      #expect(facts.maximumWidth == nil && facts.anchor == nil, "\(regex)")
    }
  }

  @Test func `the dotted shape is found by its full stop`() throws {
    let shape = MatchShape(of: #"(?<![A-Za-z0-9_-])(?<id>[A-Za-z0-9]{8})\.[A-Za-z0-9]{32}(?![A-Za-z0-9_-])"#)
    let fixed = try #require(shape.fixed)
    #expect(fixed.pivot == UInt8(ascii: ".") && fixed.pivotOffset == 8 && fixed.width == 41)
    #expect(shape.literals.isEmpty && shape.maximumWidth == 41 && shape.lookahead == 1)
  }
}
