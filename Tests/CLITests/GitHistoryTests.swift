import Foundation
import Testing

@Suite struct GitHistoryTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try git("init", "-q", "-b", "main", ".")
  }

  private func git(_ arguments: String...) throws {
    let identity = ["-c", "user.name=A U Thor", "-c", "user.email=author@example.com"]
    let outcome = try Keyhound.run(URL(filePath: "/usr/bin/git"), identity + arguments, in: folder)
    #expect(outcome.status == 0, "git \(arguments.joined(separator: " ")): \(outcome.errors)")
  }

  private func commit(_ text: String, to name: String) throws {
    try folder.write(text, to: name)
    try git("add", "-A")
    try git("commit", "-q", "-m", "change \(name)")
  }

  @Test func `a key that was removed is found once, with its commit, and the exit status is 1`() throws {
    let key = RandomKey.prefixSecret()
    for version in ["a = 1\n", "a = 1\nBASETEN_API_KEY=\(key)\n", "b = 2\nBASETEN_API_KEY=\(key)\n", "b = 2\n"] {
      try commit(version, to: "prod.env")
    }
    let outcome = try Keyhound.run(["git", "--format", "json"], in: folder)
    #expect(outcome.status == 1 && !outcome.output.contains(key.suffix(32)))
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding["path"] as? String == "prod.env" && finding["startLine"] as? Int == 2)
    #expect(finding["occurrences"] as? Int == 2 && finding["inHead"] as? Bool == false)
    #expect((finding["commit"] as? [String: Any])?["author"] as? String == "A U Thor")
  }

  @Test func `versions that differ elsewhere are counted, and told apart where lines have a say`() throws {
    let filler = String(repeating: "nothing to see here\n", count: 200)
    let text = "\(filler)BASETEN_API_KEY=\(RandomKey.prefixSecret())\n\(filler)"
    for version in [text, "moved\n\(text)", "moved\nagain\n\(text)"] { try commit(version, to: "prod.env") }
    #expect(try lineAndCount() == "201 3 in HEAD, 0 allowed")
    try folder.write("prod.env:any-rule:201\n", to: ".gitleaksignore")
    #expect(try lineAndCount() == "202 2 in HEAD, 1 allowed")
    try folder.write("prod.env\n", to: ".keyhoundignore")
    try FileManager.default.removeItem(at: folder.url.appending(path: ".gitleaksignore"))
    #expect(try lineAndCount() == "3 allowed")
  }

  /// The line of the only finding, how many versions have it and where it is, and how many findings were not reported.
  private func lineAndCount() throws -> String {
    let outcome = try Keyhound.run(["git", "--format", "json"], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let told = findings.map { finding in
      let place = finding["inHead"] as? Bool == true ? "in HEAD" : "gone"
      return "\(finding["startLine"] as? Int ?? 0) \(finding["occurrences"] as? Int ?? 0) \(place)"
    }
    let allowed = (report["coverage"] as? [String: Any])?["allowed"] as? [String: Int] ?? [:]
    return (told + ["\(allowed.values.reduce(0, +)) allowed"]).joined(separator: ", ")
  }

  @Test func `notebooks, other encodings and allow markers give the same with and without deltas`() throws {
    var lines = (0..<60).map { "line \($0) of a text that is long enough for git to make deltas" }
    for round in 0..<20 {
      let place = round * 17 % lines.count
      switch round % 4 {
      case 0: lines[place] = "BASETEN_API_KEY=\(RandomKey.prefixSecret())"
      case 1: lines[place] = "BASETEN_API_KEY=\(RandomKey.prefixSecret())  # keyhound:allow"
      case 2: lines = lines.map { $0.replacingOccurrences(of: "  # keyhound:allow", with: "") }
      default: lines.swapAt(place, (place + 31) % lines.count)
      }
      try folder.write(lines.joined(separator: "\n"), to: "a.env")
      try folder.write(notebook(lines), to: "a.ipynb")
      try folder.write(
        [0xFF, 0xFE] + lines.joined(separator: "\n").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "a.txt")
      try git("add", "-A")
      try git("commit", "-q", "-m", "round \(round)")
    }
    try git("repack", "-adfq")
    let (delta, whole) = (try report("git", "--list-allowed"), try report("git", "--list-allowed", "--no-delta"))
    #expect(delta == whole && delta.count > 20)
    for kind in ["a.env", "a.ipynb", "a.txt"] { #expect(delta.contains { $0.contains("\"\(kind)\"") }) }
  }

  @Test func `a line in UTF-16 that comes into the middle of a long text is read with and without deltas`() throws {
    let lines = (0..<4000).map { "line \($0) of a text that is long enough for git to make deltas" }
    try commit(lines.joined(separator: "\n"), to: "a.log")
    let wide = Array("BASETEN_API_KEY=\(RandomKey.prefixSecret())\n".utf8).flatMap { byte in [byte, 0] as [UInt8] }
    // Of two versions the shorter one is made from the longer one.
    let halves = [lines[..<1500], lines[2000...]].map { Array($0.joined(separator: "\n").utf8) }
    try folder.write(halves[0] + [0x0A] + wide + halves[1], to: "a.log")
    try git("commit", "-q", "-a", "-m", "wide")
    try git("repack", "-adfq")
    let (delta, whole) = (try report("git"), try report("git", "--no-delta"))
    #expect(delta == whole && delta.contains { $0.contains("utf-16le") && $0.contains("\"startLine\":1501") })
  }

  @Test func `a file that is a finding for its path is found in the history, and nothing in it is shown`() throws {
    let key = RandomKey.alphanumerics(32)
    try commit(key, to: "config/app.store")
    try commit("nothing", to: "docs/about-app.store.txt")
    try git("rm", "-q", "config/app.store")
    try commit(String(repeating: "more\n", count: 500), to: "a.txt")
    try git("repack", "-adfq")
    try folder.write("[[rules]]\nid = \"store-file\"\npath = '(?:^|/)config/app\\.store$'\n", to: "own.toml")
    let rules = ["--rules", "own.toml"]
    for form in [[], ["--no-delta"]] {
      let outcome = try Keyhound.run(["git"] + rules + form, in: folder)
      #expect(outcome.status == 1 && outcome.output.contains("1 key found"))
      #expect(outcome.output.hasPrefix("config/app.store:1:1: [store-file]"))
      #expect(!outcome.output.contains(key))
    }
    try folder.write(key, to: "config/app.store")
    for format in ["text", "json", "sarif", "html", "markdown"] {
      let outcome = try Keyhound.run(["scan", "config", "--format", format] + rules, in: folder)
      #expect(outcome.status == 1 && outcome.output.contains("store-file") && !outcome.output.contains(key))
    }
  }

  private func notebook(_ lines: [String]) throws -> String {
    let cells = lines.map { ["cell_type": "code", "metadata": [:], "outputs": [], "source": [$0]] as [String: Any] }
    let notebook = ["cells": cells, "metadata": [:], "nbformat": 4, "nbformat_minor": 4] as [String: Any]
    return String(
      decoding: try JSONSerialization.data(withJSONObject: notebook, options: [.prettyPrinted, .sortedKeys]), as: UTF8.self)
  }

  /// The findings, one a line.
  private func report(_ arguments: String...) throws -> [String] {
    let outcome = try Keyhound.run(arguments + ["--format", "jsonl", "--reveal"], in: folder)
    #expect(outcome.status == 1)
    return outcome.output.split(separator: "\n").map(String.init).filter { !$0.contains("\"seconds\"") }
  }

  @Test func `a clean history is clean, and a folder without one is refused`() throws {
    try commit("nothing\n", to: "a")
    #expect(try Keyhound.run(["git"], in: folder).status == 0)
    #expect(try Keyhound.run(["git", folder.outside.path], in: folder).status == 2)
  }

  @Test func `keys in the repository's own settings are found, but not the token of a CI job`() throws {
    try commit("nothing\n", to: "a")
    try git("remote", "add", "origin", "https://someone:\(RandomKey.alphanumerics(24))@github.com/some/thing.git")
    try git("worktree", "add", "-q", folder.outside.path + "/linked")
    try git("config", "extensions.worktreeConfig", "true")
    try folder.write("[http]\n\textraheader = AUTHORIZATION: bearer \(RandomKey.prefixSecret())\n", to: ".git/config.worktree")
    let environment = ["GITHUB_ACTIONS": "", "GITLAB_CI": ""]
    let outcome = try Keyhound.run(["git", "--format", "json"], in: folder, environment: environment)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(outcome.status == 1 && findings.map { $0["path"] as? String } == [".git/config", ".git/config.worktree"])
    #expect(findings.allSatisfy { $0["commit"] is NSNull && $0["blob"] is NSNull && $0["inHead"] is NSNull })
    #expect(
      try Keyhound.run(["git", folder.outside.path + "/linked"], in: folder, environment: environment).output.contains(
        ".git/config:"))
    try git("clone", "-q", "--bare", ".", folder.outside.path + "/bare")
    try git(
      "-C", folder.outside.path + "/bare", "remote", "set-url", "origin",
      "https://a:\(RandomKey.alphanumerics(24))@github.com/")
    #expect(
      try Keyhound.run(["git", folder.outside.path + "/bare"], in: folder, environment: environment).output.hasPrefix("config:"))
    #expect(try Keyhound.run(["git"], in: folder, environment: ["GITHUB_ACTIONS": "true"]).status == 0)
  }

  @Test func `packed references that are damaged exit with 2, or 1 with what is found in the rest`() throws {
    try commit("one\n", to: "a")
    try git("tag", "first")
    try git("pack-refs", "--all")
    let names = try String(contentsOfFile: folder.path(".git/packed-refs"), encoding: .utf8)
    let damaged = names.replacing(/\ refs.tags.*\n/, with: "")
    try folder.write(damaged, to: ".git/packed-refs")
    let outcome = try Keyhound.run(["git"], in: folder)
    #expect(outcome.status == 2 && outcome.output.contains("packed-refs is damaged: line 3"), "\(outcome.output)")
    try folder.write(names, to: ".git/packed-refs")
    try commit("SERVICE_API_KEY=\(RandomKey.prefixSecret())\n", to: "a")
    try folder.write(damaged, to: ".git/packed-refs")
    let found = try Keyhound.run(["git"], in: folder)
    #expect(found.status == 1 && found.output.contains("packed-refs") && found.output.contains("INCOMPLETE"), "\(found.output)")
  }

  #if os(Linux)
    @Test func `paths that are no UTF-8 and look alike are places of their own`() throws {
      try commit("nothing\n", to: "a")
      let (key, name) = (RandomKey.prefixSecret(), RandomKey.prefixSecret())
      let script = """
        set -e; export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
        for byte in 376 377; do
          folder=$(printf 'd%b' "\\0$byte"); mkdir "$folder"
          echo "SERVICE_API_KEY=\(key)" > "$folder/b.env"; echo $byte > "$folder/\(name)"
          git add .; git commit -q -m "byte $byte"
        done
        """
      let outcome = try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", script], in: folder)
      #expect(outcome.status == 0, "\(outcome)")
      let places = ["d\u{FFFD}/<file name>", "d\u{FFFD}/b.env"].flatMap { ["\($0):1", "\($0):1"] }
      for arguments in [["git"], ["git", "--no-delta"], ["git", "--range", "HEAD~2..HEAD"], ["scan"]] {
        #expect(try Keyhound.run(arguments, in: folder).places.sorted() == places, "\(arguments)")
      }
    }
  #endif

  @Test func `an incomplete history exits with 2, unless that is allowed`() throws {
    try commit("one\n", to: "a")
    try commit("two\n", to: "a")
    try git("clone", "-q", "--depth=1", "file://\(folder.url.path)", folder.outside.path + "/shallow")
    let outcome = try Keyhound.run(["git", folder.outside.path + "/shallow"], in: folder)
    #expect(outcome.status == 2 && outcome.output.contains("shallow"))
    #expect(try Keyhound.run(["git", "--allow-incomplete", "git", folder.outside.path + "/shallow"], in: folder).status == 0)
  }
}
