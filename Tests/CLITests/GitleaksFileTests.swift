import Foundation
import Testing

/// A gitleaks configuration holds where gitleaks would read it.
@Suite struct GitleaksFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("zzz_\(RandomKey.alphanumerics(16))\n", to: "a.txt")
  }

  private static func config(_ name: String) -> String { "[[rules]]\nid = \"\(name)\"\nregex = '''zzz_[A-Za-z0-9]{16}'''\n" }

  private func found(_ arguments: [String] = ["scan"], environment: [String: String] = [:]) throws -> Set<String> {
    let outcome = try Keyhound.run(arguments + ["--format", "jsonl"], in: folder, environment: environment)
    let words = outcome.output.split(separator: "\"").map(String.init)
    return Set(words.indices.filter { words[$0] == "ruleId" }.map { words[$0 + 2] })
  }

  @Test func `what is named wins over the environment, a file there over a text, and both over the folder`() throws {
    #expect(try found().isEmpty)
    try folder.write(Self.config("folder"), to: ".gitleaks.toml")
    #expect(try found() == ["folder"])
    let text = ["GITLEAKS_CONFIG_TOML": Self.config("text")]
    #expect(try found(environment: text) == ["text"])
    try Data(Self.config("file").utf8).write(to: folder.outside.appending(path: "leaks.toml"))
    let both = text.merging(["GITLEAKS_CONFIG": folder.outside.appending(path: "leaks.toml").path]) { $1 }
    #expect(try found(environment: both) == ["file"])
    try Data(Self.config("named").utf8).write(to: folder.outside.appending(path: "named-leaks.toml"))
    #expect(try found(["scan", "-c", folder.outside.appending(path: "named-leaks.toml").path], environment: both) == ["named"])
  }

  @Test func `the one in the scanned folder only adds, and speaks of rules that are not there`() throws {
    let key = RandomKey.prefixSecret()
    try folder.write("BASETEN_API_KEY=\(key)\n", to: "below/b.env")
    try folder.write(
      """
      \(Self.config("own"))
      [[rules]]
      id = "generic-api-key"
      [[rules.allowlists]]
      regexes = ["never"]
      [[allowlists]]
      targetRules = ["unknown-rule"]
      paths = ["."]
      """, to: "below/.gitleaks.toml")
    try folder.write("zzz_\(RandomKey.alphanumerics(16))\n", to: "below/a.txt")
    #expect(try found(["scan", "below"]) == ["own", "baseten-api-key"])
    try folder.write("", to: "below/.keyhound.toml")
    #expect(try found(["scan", "below"]) == ["baseten-api-key"])
  }

  @Test func `its allowlists hold, and a mistake in it is no clean scan`() throws {
    try folder.write("BASETEN_API_KEY=\(RandomKey.prefixSecret())\n", to: "b.env")
    #expect(try found() == ["baseten-api-key"])
    try folder.write("[[allowlists]]\npaths = ['''\\.env$''']\n", to: ".gitleaks.toml")
    #expect(try found().isEmpty)
    try folder.write("[[allowlists]]\npaths = 7\n", to: ".gitleaks.toml")
    let outcome = try Keyhound.run(["scan"], in: folder)
    #expect(outcome.status == 2 && outcome.errors.contains(".gitleaks.toml:"))
  }

  @Test func `config path and show tell about it`() throws {
    try folder.write(Self.config("own"), to: ".gitleaks.toml")
    #expect(try Keyhound.run(["config", "path"], in: folder).output == ".gitleaks.toml\n")
    #expect(try Keyhound.run(["config", "show"], in: folder).output.contains("id = \"own\""))
    #expect(try Keyhound.run(["config", "check"], in: folder).status == 0)
    let text = ["GITLEAKS_CONFIG_TOML": Self.config("text")]
    #expect(try Keyhound.run(["config", "path"], in: folder, environment: text).output == "GITLEAKS_CONFIG_TOML\n")
  }
}
