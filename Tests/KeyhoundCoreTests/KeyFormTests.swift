import Testing

@testable import KeyhoundCore

@Suite struct KeyFormTests {
  private func forms(_ regex: String) -> [String] {
    KeyForm.all(of: regex).map { form in
      "\(String(decoding: form.literal, as: UTF8.self)) \(form.minimum)...\(form.maximum.map(String.init) ?? "") of \(form.body.count)"
    }.sorted()
  }

  @Test func `a literal and what follows it are a form`() {
    #expect(forms(#"(?<![0-9A-Za-z_])(?<secret>ghp_[0-9A-Za-z]{36})(?![0-9A-Za-z_])"#) == ["ghp_ 36...36 of 62"])
    #expect(forms(#"xoxb-[0-9]{10,13}-[0-9]{10,13}-[a-z]{24,}"#) == ["xoxb- 46... of 37"])
  }

  @Test func `every branch that begins with a literal is one`() {
    #expect(forms("(?:sk|rk)_(?:live|test)_[a-z]{24}").count == 4)
    #expect(forms("gh[ou]_[a-z]{36}") == ["gho_ 36...36 of 26", "ghu_ 36...36 of 26"])
    #expect(forms("sk-(?:ant-)?[a-z]{40}") == ["sk- 40...40 of 26", "sk-ant- 40...40 of 26"])
    #expect(forms("(?i)SG\\.[a-z]{22}") == ["sg. 22...22 of 52"])
  }

  @Test func `expressions that begin with something else have none`() {
    #expect(forms("[a-z]{8}_key_[0-9]{20}").isEmpty)
    #expect(forms(#"[\w.-]{0,50}?(?:adafruit)[0-9a-z]{32}"#).isEmpty)
    #expect(forms("ab[0-9]{32}").isEmpty)
    #expect(forms("key_(a)\\1[0-9]{32}").isEmpty)
    #expect(forms("key_(").isEmpty)
  }
}
