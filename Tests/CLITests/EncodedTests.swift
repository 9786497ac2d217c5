import Foundation
import Testing

/// Keys in encoded text, as the program reports them.
@Suite struct EncodedTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private func findings(_ arguments: [String] = ["scan"]) throws -> [[String: Any]] {
    let outcome = try Keyhound.run(arguments + ["--format", "json"], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    return try #require(report["findings"] as? [[String: Any]])
  }

  @Test func `the report names the decoders and the place, and shows neither form of the key`() throws {
    let key = RandomKey.prefixSecret()
    let inner = Self.base64("BASETEN_API_KEY=\(key)\n")
    let outer = Self.base64("the settings are \(inner) and no more")
    try folder.write("first\nsettings: \(outer)\n", to: "a.txt")
    let outcome = try Keyhound.run(["scan", "--format", "json"], in: folder)
    #expect(!outcome.output.contains(key.suffix(32)) && !outcome.output.contains(outer) && !outcome.output.contains(inner))
    let finding = try #require(try findings().first)
    #expect(finding["decodedFrom"] as? [String] == ["base64", "base64"] && finding["startLine"] as? Int == 2)
    #expect(try findings(["scan", "--decode-depth", "1"]).isEmpty)
    try folder.write("decodeDepth = 1\n", to: ".keyhound.toml")
    #expect(try findings().isEmpty)
    #expect(try findings(["scan", "--decode-depth", "2"]).count == 1 && findings(["scan", "--no-allow"]).count == 1)
  }

  @Test func `the encoded form of one key is starred out beside another`() throws {
    let (first, second) = (RandomKey.prefixSecret(), RandomKey.prefixSecret())
    let encoded = Self.base64(first)
    try folder.write("BASETEN_API_KEY=\(second) BASETEN_API_KEY=\(encoded)\n", to: "a.env")
    let output = try Keyhound.run(["scan", "--format", "json"], in: folder).output
    #expect(try findings().count == 2)
    #expect(!output.contains(encoded.dropFirst(2).prefix(24)) && !output.contains(second.suffix(32)))
  }

  @Test func `a password in a Kubernetes Secret is found, however short`() throws {
    let password = "vK3!" + RandomKey.alphanumerics(6)
    try folder.write(
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  password: \(Self.base64(password))\n",
      to: "deploy/secret.yaml")
    #expect(try findings().map { $0["startLine"] as? Int } == [7])
  }

  private func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=A U Thor", "-c", "user.email=author@example.com"]
    let outcome = try Keyhound.run(URL(filePath: "/usr/bin/git"), identity + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `a history is searched for them too, and an ignored fingerprint is left out`() throws {
    let key = RandomKey.prefixSecret()
    try git("init", "-q")
    for text in ["a\n", "a\nx: \(Self.base64("BASETEN_API_KEY=\(key) "))\n", "a\nb\n"] {
      try folder.write(String(repeating: "filler\n", count: 200) + text, to: "a.txt")
      try git("add", "-A")
      try git("commit", "-q", "-m", "next")
    }
    try git("gc", "-q")
    let found = try findings(["git"])
    #expect(found.count == 1 && found.first?["decodedFrom"] as? [String] == ["base64"])
    #expect(try findings(["git", "--no-delta"]).count == 1)
    let fingerprint = try #require(found.first?["fingerprint"] as? String)
    try folder.write("\(fingerprint)\n", to: ".keyhoundignore")
    #expect(try findings(["git"]).isEmpty)
  }

  @Test func `a rule is tried on a file, and every match has its reason`() throws {
    let (key, digits) = (RandomKey.prefixSecret(), String(repeating: "0123456789abcdef", count: 2))
    try folder.write("BASETEN_API_KEY=\(key)\nsee \(digits.prefix(8)).\(digits)\n", to: "a.txt")
    let outcome = try Keyhound.run(["rules", "test", "baseten-api-key", "a.txt"], in: folder)
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.status == 1 && lines.count == 2 && !outcome.output.contains(key.suffix(32)))
    #expect(lines.first?.hasPrefix("a.txt:1:17: matched 41 bytes, believed at") == true)
    #expect(lines.last?.hasPrefix("a.txt:2:5: matched 41 bytes, not reported: ") == true)
    #expect(try Keyhound.run(["rules", "test", "nothing", "a.txt"], in: folder).status == 2)
  }

  @Test func `rules in YAML are used`() throws {
    try folder.write("zzz_\(RandomKey.alphanumerics(16))", to: "a.txt")
    let rules = folder.outside.appending(path: "own.yml")
    try Data("rules:\n  - name: Z\n    id: zzz\n    pattern: '(zzz_[A-Za-z0-9]{16})'\n".utf8).write(to: rules)
    #expect(try findings(["scan", "--rules", rules.path]).first?["ruleId"] as? String == "zzz")
  }
}
