import KeyhoundCore
import KeyhoundRules
import Testing

@Suite struct ConfigurationFileTests {
  private func read(_ text: String) throws(RuleFileError) -> ConfigurationFile {
    try ConfigurationFile(RuleFile(name: ".keyhound.toml", text: text))
  }

  @Test func `every key has its place`() throws {
    let file = try read(
      """
      title = "ours"
      baseline = ".keyhound-baseline"
      minConfidence = "high"
      decodeDepth = 3
      exclude = ["vendor/", "!vendor/ours/"]
      disabledRules = ["generic-*"]
      [examples]
      ignore = true
      [[settings]]
      paths = ["tests/**"]
      rules = ["github-*"]
      report = false
      reason = "made by tests"
      [[allowlists]]
      stopwords = ["EXAMPLE"]
      [[rules]]
      id = "zzz"
      regex = "zzz_[a-z]{8}"
      """)
    #expect(file.baseline == ".keyhound-baseline" && file.rules.map(\.id) == ["zzz"] && file.decodeDepth == 3)
    #expect(file.settings.allowlists.first?.stopwords == ["example"])
    let settings = file.settings.settings
    #expect(settings.count == 4)
    #expect(settings[0].minimumConfidence == .high && settings[0].ignoresExamples == true)
    #expect(settings[1].rules == ["generic-*"] && settings[2].paths.count == 2 && settings[2].isReported == false)
    #expect(settings[3].place == ".keyhound.toml:9" && settings[3].reason == "made by tests")
  }

  @Test(arguments: [
    ("minConfidence = \"none\"", 1), ("\nexclude = 3", 2), ("[[settings]]\npaths = [\"a\"]", 1),
    ("[[settings]]\nreprot = true\nreport = false", 2), ("[examples]\nignored = true", 2), ("what = 1", 1),
  ]) func `a mistake is said with its line`(text: String, line: Int) {
    do throws(RuleFileError) {
      _ = try read(text)
      Testing.Issue.record("no error for \(text)")
    } catch {
      #expect(error.line == line, "\(error)")
    }
  }
}
