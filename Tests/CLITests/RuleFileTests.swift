import Foundation
import Testing

@Suite struct RuleFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(rules: String) throws -> Keyhound.Outcome {
    try Data(rules.utf8).write(to: folder.outside.appending(path: "own.toml"))
    return try Keyhound.run(["scan", "--rules", folder.outside.appending(path: "own.toml").path], in: folder)
  }

  @Test func `own rules find what they describe`() throws {
    try folder.write("zzz_\(RandomKey.alphanumerics(16))", to: "a.txt")
    let outcome = try scan(rules: "[[rules]]\nid = \"zzz\"\nregex = '''zzz_[A-Za-z0-9]{16}'''\n")
    #expect(outcome.status == 1 && outcome.output.contains("zzz"))
  }

  @Test(arguments: [
    ("[[rules]\nid = 1", ["own.toml:1"]),
    ("[[rules]]\nid = \"bad\"\nregex = '''(abc'''\n", ["own.toml:3", "bad", "parenthesis"]),
    ("[[rules]]\nid = \"one\"\nregex = 'abcd'\n[[rules]]\nid = \"one\"\nregex = 'efgh'\n", ["own.toml:", "one", "twice"]),
    ("[[rules]]\nregex = 'abcd'\n", ["own.toml:1", "id"]),
    ("[[rules]]\nid = \"odd\"\nregex = 'abcd'\nconfidence = \"sure\"\n", ["own.toml:4", "odd", "medium"]),
    ("[[rules]]\nid = \"odd\"\nregex = 'abcd'\nregexp = 'x'\n", ["own.toml:4", "odd", "regexp"]),
  ]) func `a wrong rule file is an error that names file, line and rule`(rules: String, words: [String]) throws {
    let outcome = try scan(rules: rules)
    #expect(outcome.status == 2)
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  }

  @Test func `a missing rule file is an error`() throws {
    let outcome = try Keyhound.run(["scan", "--rules", "nowhere.toml"], in: folder)
    #expect(outcome.status == 2 && outcome.errors.contains("nowhere.toml"))
  }

  @Test(.timeLimit(.minutes(15))) func `a catastrophic expression costs one issue, not the scan`() throws {
    let key = RandomKey.prefixSecret()
    try folder.write("boom" + String(repeating: "ab", count: 40_000) + "\nSERVICE_API_KEY=\(key)\n", to: "a.txt")
    let outcome = try scan(rules: "[[rules]]\nid = \"bad\"\nregex = '''boom(?:[ab]+)+\\d'''\n")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("a.txt:2:17") && outcome.output.contains("rule bad was given up at line 1"))
  }

  @Test func `rules can be listed and shown`() throws {
    let list = try Keyhound.run(["rules", "list"], in: folder)
    #expect(list.status == 0 && list.output.contains("baseten-api-key"))
    let shown = try Keyhound.run(["rules", "show", "baseten-api-key"], in: folder)
    #expect(shown.status == 0 && shown.output.contains("docs.baseten.co"))
    let unknown = try Keyhound.run(["rules", "show", "nothing"], in: folder)
    #expect(unknown.status == 2 && unknown.errors.contains("nothing"))
  }

  @Test func `rules check finds examples that are missed and counterexamples that are found`() throws {
    let good =
      "[[rules]]\nid = \"zzz\"\nregex = '''zzz_[a-z]{8}'''\nexamples = ['a zzz_{lower:8}']\ncounterexamples = ['zzz_{digit:8}']\n"
    try folder.write(good, to: "good.toml")
    #expect(try Keyhound.run(["rules", "check", "good.toml"], in: folder).status == 0)
    try folder.write(good.replacingOccurrences(of: "{lower:8}'", with: "{lower:7}'"), to: "missed.toml")
    let missed = try Keyhound.run(["rules", "check", "missed.toml"], in: folder)
    #expect(missed.status == 1 && missed.output.contains("zzz") && missed.output.contains("missed.toml"))
    try folder.write(good.replacingOccurrences(of: "{digit:8}", with: "{lower:9}"), to: "wrong.toml")
    #expect(try Keyhound.run(["rules", "check", "wrong.toml"], in: folder).status == 1)
  }

  @Test func `rules check does not call a file or a folder without rules all right`() throws {
    try folder.write("# nothing yet\n", to: "empty/a.toml")
    for path in ["empty", "empty/a.toml"] {
      let outcome = try Keyhound.run(["rules", "check", path], in: folder)
      #expect(outcome.status == 2 && outcome.errors.contains("\(path): there is no rule in it"), "\(path)")
    }
    try folder.write("nothing", to: "none/a.txt")
    #expect(try Keyhound.run(["rules", "check", "none"], in: folder).status == 2)
    try folder.write("[[allowlists]]\nstopwords = [\"abc\"]\n", to: "lists.toml")
    #expect(try Keyhound.run(["rules", "check", "lists.toml"], in: folder).status == 0)
  }

  @Test func `that a rule takes the place of a built-in one is said`() throws {
    try folder.write("[[rules]]\nid = \"aws-access-key-id\"\ndescription = \"x\"\nregex = \"zz_[a-z]{9}\"\n", to: "own.toml")
    let outcome = try Keyhound.run(["rules", "check", "own.toml"], in: folder)
    #expect(outcome.output.contains("own.toml:1: aws-access-key-id takes the place of the built-in rule"), "\(outcome.output)")
    let note = "own.toml:1, in place of the built-in rule"
    let shown = try Keyhound.run(["rules", "show", "aws-access-key-id", "--rules", "own.toml"], in: folder).output
    #expect(shown.contains(note), "\(shown)")
    try FileManager.default.moveItem(atPath: folder.path("own.toml"), toPath: folder.path(".keyhound.toml"))
    let listed = try Keyhound.run(["rules", "list"], in: folder).output.split(separator: "\n")
    #expect(listed.filter { $0.contains(" in place of ") }.map { $0.prefix { $0 != " " } } == ["aws-access-key-id"])
    #expect(listed.contains { $0.hasSuffix("x (.keyhound.toml:1, in place of the built-in rule)") }, "\(listed)")
  }

  @Test func `of rules in force as they are built in nothing is said to be replaced`() throws {
    #expect(try !Keyhound.run(["rules", "list"], in: folder).output.contains("in place of"))
    #expect(try !Keyhound.run(["rules", "show", "aws-access-key-id"], in: folder).output.contains("in place of"))
  }

  @Test func `costs on what is not there are an error`() throws {
    #expect(try Keyhound.run(["rules", "cost", "nothing"], in: folder).status == 2)
  }

  @Test func `a configuration is not taken for gitleaks' for the leaks in its name`() throws {
    try folder.write("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a.env")
    try folder.write("disabledRules = [\"*\"]\n", to: "known-leaks.toml")
    #expect(try Keyhound.run(["scan", "--config", "known-leaks.toml", "a.env"], in: folder).status == 0)
  }
}
