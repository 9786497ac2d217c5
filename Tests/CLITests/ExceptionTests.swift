import Foundation
import Testing

@Suite struct ExceptionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func key() -> String { "SERVICE_API_KEY=\(RandomKey.prefixSecret())" }

  private func run(_ arguments: String..., input: String = "") throws -> Keyhound.Outcome {
    try Keyhound.run(arguments, in: folder, input: input)
  }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: folder.path(name), encoding: .utf8) }

  @Test func `a baseline silences what is known, and only that`() throws {
    let (first, second) = (key(), key())
    try folder.write("\(first)\n", to: "a.env")
    try folder.write("\(second)\n", to: "sub/b.env")
    #expect(try run("baseline", "write", "known").status == 0)
    #expect(try text("known").split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 2)
    #expect(try !text("known").contains(first.suffix(32)))
    let quiet = try run("scan", "--baseline", "known")
    #expect(quiet.status == 0 && quiet.output.contains("left out 2 by the baseline"))
    // A moved line and a renamed file are known; another secret in the same place is new.
    try folder.write("# moved\n\n\(first)\n", to: "a.env")
    try FileManager.default.moveItem(atPath: folder.path("sub/b.env"), toPath: folder.path("sub/c.env"))
    #expect(try run("scan", "--baseline", "known").status == 0)
    try folder.write("\(key())\n", to: "a.env")
    let changed = try run("scan", "--baseline", "known")
    #expect(changed.status == 1 && changed.output.contains("a.env:1:17") && !changed.output.contains("c.env"))
  }

  @Test func `writing again keeps what entries say, and pruning takes out what is gone or has expired`() throws {
    try folder.write("\(key())\n", to: "a.env")
    try folder.write("\(key())\n", to: "b.env")
    #expect(try run("baseline", "write", "known").status == 0)
    let noted = try text("known").replacingOccurrences(of: " a.env\n", with: " a.env owner=ada reason=a test key\n")
    try folder.write(noted, to: "known")
    #expect(try run("baseline", "write", "known").errors.contains("0 added, 2 in all"))
    #expect(try text("known").contains(" a.env owner=ada reason=a test key\n"))
    try FileManager.default.removeItem(atPath: folder.path("b.env"))
    let dry = try run("baseline", "prune", "known", "--dry-run")
    #expect(dry.status == 1 && dry.output.contains("unused: ") && dry.output.contains("b.env"))
    #expect(try run("baseline", "prune", "known").status == 0)
    #expect(try !text("known").contains("b.env") && text("known").contains("a.env"))
    try folder.write(try text("known").replacingOccurrences(of: "owner=ada", with: "expires=2020-01-01"), to: "known")
    #expect(try run("scan", "--baseline", "known").status == 1)
    #expect(try run("baseline", "prune", "known").output.contains("expired: "))
  }

  @Test func `an expiry on a day that does not exist silences nothing and is said with its place`() throws {
    try folder.write("\(key())\n", to: "a.env")
    #expect(try run("baseline", "write", "known").status == 0)
    let noted = try text("known").replacingOccurrences(of: " a.env\n", with: " a.env expires=2027-13-45\n")
    try folder.write(noted, to: "known")
    let scan = try run("scan", "-b", "known")
    #expect(scan.status == 2 && scan.errors.contains("known:3: \"expires=2027-13-45\": the calendar has no such day"))
    try folder.write(noted, to: ".keyhoundignore")
    let ignoring = try run("scan")
    #expect(ignoring.status == 1 && ignoring.output.contains("a.env:1:17"))
    #expect(ignoring.output.contains(".keyhoundignore: line 3: \"expires=2027-13-45\""))
  }

  @Test func `a scan says which entries of the baseline are of no use, and check lists them`() throws {
    for name in ["a", "b", "c", "sub/d"] { try folder.write("\(key())\n", to: "\(name).env") }
    #expect(try run("baseline", "write", "known").status == 0)
    let fresh = try run("scan", "-b", "known")
    #expect(fresh.status == 0 && fresh.errors.isEmpty)
    #expect(try run("baseline", "check", "known").status == 0)
    try folder.write("fixed\n", to: "a.env")
    try FileManager.default.removeItem(atPath: folder.path("sub/d.env"))
    try folder.write(try text("known").replacingOccurrences(of: " b.env\n", with: " b.env expires=2020-01-01\n"), to: "known")
    let stale = try run("scan", "-b", "known")
    #expect(stale.status == 1 && stale.output.contains("b.env:1:17"))
    #expect(stale.errors.contains("baseline: 2 known findings are gone, 1 exception expired; `keyhound baseline check known`"))
    let json = try run("scan", "-b", "known", "--format", "json", "--quiet")
    #expect(json.errors.isEmpty)
    let use = try #require(
      json.output.firstMatch(of: /"baseline": \{\s*"met": (\d+),\s*"unused": \[([^\]]*)\],\s*"expired": \[([^\]]*)\]/))
    #expect(use.output.1 == "2" && use.output.2.matches(of: /[0-9a-f]{32}/).count == 2 && use.output.3.contains(/[0-9a-f]{32}/))
    let before = try text("known")
    let check = try run("baseline", "check", "known")
    #expect(check.status == 1 && check.output.matches(of: /unused: [0-9a-f]{32} [^ ]+ (a|sub\/d)\.env/).count == 2)
    #expect(try check.output.contains("expired: ") && text("known") == before)
    #expect(try run("baseline", "check", "nowhere").status == 2)
  }

  @Test func `a scan is silent about entries that it cannot judge`() throws {
    for name in ["a", "sub/d"] { try folder.write("\(key())\n", to: "\(name).env") }
    #expect(try run("baseline", "write", "known").status == 0)
    try folder.write("fixed\n", to: "a.env")
    #expect(try run("scan", "./sub/", "-b", "known").errors.isEmpty)
    #expect(try run("scan", ".", "-b", "known", "--exclude", "a.env").errors.isEmpty)
    #expect(try run("scan", ".", "nowhere", "-b", "known").errors.isEmpty)
    #expect(try run("scan", "-", "-b", "known", input: "x").errors.isEmpty)
    #expect(try run("scan", "-b", "known", "--disable-rule", String(ruleInBaseline())).errors.isEmpty)
    // What is believed too little to be reported is there all the same.
    #expect(try run("scan", "sub", "-b", "known", "--min-confidence", "high").errors.isEmpty)
    #expect(try run("scan", "./a.env", "-b", "known").errors.contains("1 known finding is gone"))
    #expect(try run("scan", "-b", "known").errors.contains("1 known finding is gone"))
  }

  private func ruleInBaseline() throws -> Substring {
    try #require(text("known").split(separator: "\n").first { $0.contains("a.env") }).split(separator: " ")[1]
  }

  @Test func `pruning and writing follow a renamed file, and keep what its entry says`() throws {
    try folder.write("\(key())\n", to: "a.env")
    #expect(try run("baseline", "write", "known").status == 0)
    try folder.write(try text("known").replacingOccurrences(of: " a.env\n", with: " a.env owner=ada\n"), to: "known")
    for command in ["prune", "write"] {
      let (old, new) = command == "prune" ? ("a.env", "b.env") : ("b.env", "c.env")
      try FileManager.default.moveItem(atPath: folder.path(old), toPath: folder.path(new))
      #expect(try run("baseline", command, "known").status == 0)
      let entries = try text("known").split(separator: "\n").filter { !$0.hasPrefix("#") }
      #expect(entries.count == 1 && entries[0].hasSuffix(" \(new) owner=ada"), "\(command): \(entries)")
      #expect(try run("scan", "-b", "known").status == 0)
    }
  }

  @Test(arguments: [true, false])
  func `what lies above a repository says nothing about it, however its path is written`(isRepository: Bool) throws {
    if isRepository { try FileManager.default.createDirectory(atPath: folder.path(".git"), withIntermediateDirectories: false) }
    try folder.write("\(key())\n", to: "sub/a.env")
    try folder.write("*\n", to: "../.keyhoundignore")
    for path in [".", "sub", folder.path(""), folder.path("sub"), folder.path("sub/a.env"), folder.path("./sub/")] {
      #expect(try run("scan", path).status == (isRepository ? 1 : 0), "\(path)")
    }
    try folder.write("*\n", to: ".keyhoundignore")
    for path in [".", folder.path("sub"), folder.path("sub/a.env")] { #expect(try run("scan", path).status == 0, "\(path)") }
  }

  @Test func `what lies above the current folder says nothing about another tree`() throws {
    try folder.write("\(key())\n", to: "b/f.env")
    try folder.write("*.env\n", to: "a/.keyhoundignore")
    try folder.write("x\n", to: "a/sub/x.txt")
    try folder.write("", to: "a/.git/HEAD")
    let sub = URL(filePath: folder.path("a/sub")).path
    let script = "cd '\(sub)' && '\(Keyhound.binary)' scan '\(folder.path("b"))'"
    #expect(try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", script], in: folder).status == 1)
  }

  @Test func `a baseline can be made from a report`() throws {
    try folder.write("\(key())\n", to: "a.env")
    for format in ["json", "jsonl"] {
      let report = try run("scan", "--format", format).output
      #expect(try run("baseline", "write", "known-\(format)", "--from", "-", input: report).status == 0)
      #expect(try run("scan", "a.env", "--baseline", "known-\(format)").status == 0)
    }
  }

  @Test func `what is no complete report takes nothing out of a baseline`() throws {
    try folder.write("\(key())\n", to: "a.env")
    let report = try run("scan", "--format", "json").output
    #expect(try run("baseline", "write", "known").status == 0)
    let before = try text("known")
    let lines = try run("scan", "--format", "jsonl").output
    let bad = try [
      "", "{}\n", String(lines.dropLast(30)), String(report.dropLast(30)), run("scan", "-b", "known", "--format", "json").output,
      run("scan", "nowhere", "a.env", "--format", "json").output,
    ]
    for report in bad {
      for command in ["prune", "check"] {
        #expect(try run("baseline", command, "known", "--from", "-", input: report).status == 2, "\(report)")
      }
    }
    #expect(try text("known") == before)
    let compact = report.replacingOccurrences(of: "\n", with: "\r\n")
    #expect(try run("baseline", "prune", "known", "--from", "-", input: compact).status == 0)
    #expect(try text("known") == before)
  }

  @Test func `baselines of gitleaks and detect-secrets are read`() throws {
    let line = key()
    try folder.write("# one\n\(line)\n", to: "a.env")
    let secret = line.dropFirst(16)
    try folder.write("[{\"RuleID\":\"x\",\"File\":\"a.env\",\"StartLine\":9,\"Secret\":\"\(secret)\"}]", to: "gl.json")
    try folder.write("[{\"RuleID\":\"x\",\"File\":\"a.env\",\"StartLine\":2,\"Secret\":\"REDACTED\"}]", to: "redacted.json")
    try folder.write("[{\"RuleID\":\"x\",\"File\":\"a.env\",\"StartLine\":1,\"Secret\":\"REDACTED\"}]", to: "elsewhere.json")
    #expect(try run("scan", "a.env", "-b", "gl.json").status == 0)
    #expect(try run("scan", "a.env", "-b", "redacted.json").status == 0)
    #expect(try run("scan", "a.env", "-b", "elsewhere.json").status == 1)
    let digest = try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", "sha1sum | cut -c1-40"], in: folder, input: String(secret))
    let hash = digest.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let entry = "{\"type\":\"Secret Keyword\",\"hashed_secret\":\"\(hash)\",\"line_number\":9}"
    try folder.write("{\"version\":\"1.5.0\",\"results\":{\"a.env\":[\(entry)]}}", to: ".secrets.baseline")
    #expect(try run("scan", "a.env", "-b", ".secrets.baseline").status == 0)
    #expect(try run("scan", "a.env", "-b", "nowhere").status == 2)
    try folder.write("{\"what\": 1}", to: "odd.json")
    #expect(try run("scan", "a.env", "-b", "odd.json").status == 2)
  }

  @Test func `markers are honoured, counted, listed, and disregarded on demand`() throws {
    try folder.write("\(key())  # keyhound:allow a test account\n\(key())  # gitleaks:allow\n", to: "a.env")
    let quiet = try run("scan")
    #expect(quiet.status == 0 && quiet.output.contains("left out 2 by markers"))
    let listed = try run("scan", "--list-allowed")
    #expect(listed.status == 0 && listed.output.contains("a.env:1:17") && listed.output.contains("a test account"))
    let json = try run("scan", "--list-allowed", "--format", "json")
    #expect(json.output.contains("\"allowance\"") && json.output.contains("\"marker\": 2"))
    #expect(try run("scan", "--no-allow").status == 1)
  }

  @Test(arguments: ["text", "json", "jsonl"])
  func `a key that stands in the reason of a marker is not shown`(format: String) throws {
    let key = RandomKey.prefixSecret()
    try folder.write("{\"note\": \"keyhound:allow test account\", \"api_key\": \"\(key)\"}\n", to: "a.json")
    let outcome = try run("scan", "--list-allowed", "--format", format)
    #expect(outcome.status == 0 && outcome.output.contains("test account") && !outcome.shows(key))
  }

  @Test func `in a notebook on one line a marker holds for the line of its cell, and a tag for its cell`() throws {
    func cell(_ source: String, tags: String = "") -> String {
      "{\"cell_type\":\"code\",\"execution_count\":1,\"metadata\":{\"tags\":[\(tags)]},\"outputs\":[],\"source\":[\(source)]}"
    }
    func line(_ rest: String = "") -> String { "\"API_KEY = '\(RandomKey.prefixSecret())'\(rest)\\n\"" }
    let marked = cell("\(line("  # keyhound:allow")),\(line())")
    let tagged = cell("\(line()),\(line())", tags: "\"x\",\"keyhound:allow\"")
    let cells = [marked, cell(line()), tagged].joined(separator: ",")
    try folder.write("{\"cells\":[\(cells)],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":4}", to: "a.ipynb")
    let outcome = try run("scan")
    #expect(outcome.status == 1 && outcome.output.contains("2 keys found"))
    #expect(outcome.output.contains("cell 1 (In [1]), line 2") && outcome.output.contains("cell 2 (In [1]), line 1"))
    #expect(outcome.output.contains("left out 2 by cell tags, 1 by markers"))
    #expect(try run("scan", "--no-allow").output.contains("5 keys found"))
  }

  @Test func `ignore files hold for their folder and those below, wherever the scan begins`() throws {
    try folder.write("", to: ".git/HEAD")
    try folder.write("generated/\n", to: "pkg/.keyhoundignore")
    try folder.write("\(key())\n", to: "pkg/generated/a.env")
    try folder.write("\(key())\n", to: "other/generated/a.env")
    let all = try run("scan", "--quiet")
    #expect(all.status == 1 && !all.output.contains("pkg/") && all.output.contains("other/generated/a.env"))
    #expect(try run("scan", "pkg/generated").status == 0)
    #expect(try run("scan", folder.path("pkg/generated/a.env")).status == 0)
    let command = "cd pkg/generated && exec '\(Keyhound.binary)' scan"
    let inner = try Keyhound.run(URL(filePath: "/bin/sh"), ["-c", command], in: folder)
    #expect(inner.status == 0)
  }

  @Test func `a configuration sets levels, leaves out rules and paths, brings rules and names a baseline`() throws {
    try folder.write("\(key())\n", to: "src/a.env")
    try folder.write("\(key())\n", to: "vendor/b.env")
    try folder.write("zzz_abcdefgh\n", to: "src/c.txt")
    let rule = "[[rules]]\nid = \"zzz\"\nregex = '''zzz_[a-z]{8}'''\n"
    try folder.write("exclude = [\"vendor/\"]\ndisabledRules = [\"baseten-*\"]\n\(rule)", to: ".keyhound.toml")
    let outcome = try run("scan", "--list-allowed")
    #expect(outcome.status == 1 && outcome.output.contains("src/c.txt:1:1"))
    #expect(outcome.output.contains("allowed: vendor/b.env:1:17"))
    try folder.write("baseline = \"known\"\n", to: ".keyhound.toml")
    #expect(try run("baseline", "write", "known", "src", "vendor").status == 0)
    #expect(try run("scan", "src", "vendor").status == 0)
    try folder.write("[[settings]]\npaths = [\"*.env\"]\nreport = false\nreason = \"made by tests\"\n", to: "mine.toml")
    #expect(try run("scan", "src", "--config", "mine.toml").status == 0)
  }

  @Test func `a mistake in the configuration is an error, one in a nested folder is said and has no say`() throws {
    try folder.write("\(key())\n", to: "sub/a.env")
    try folder.write("\n[[settings]]\nrules = [\"x\"]\nreprot = false\n", to: "sub/.keyhound.toml")
    let nested = try run("scan")
    #expect(nested.status == 1 && nested.output.contains("sub/.keyhound.toml: line 4") && nested.output.contains("sub/a.env:1"))
    #expect(try run("config", "check", "sub").status == 2)
    try FileManager.default.moveItem(atPath: folder.path("sub/.keyhound.toml"), toPath: folder.path(".keyhound.toml"))
    let top = try run("scan")
    #expect(top.status == 2 && top.errors.contains(".keyhound.toml:4"))
  }

  @Test func `config lists, shows and checks the files that hold`() throws {
    #expect(try run("config", "show").output.contains("no configuration"))
    try folder.write("minConfidence = \"high\"\n", to: ".keyhound.toml")
    try folder.write("*.tmp\n", to: "sub/.keyhoundignore")
    #expect(try run("config", "path", "sub").output == ".keyhound.toml\nsub/.keyhoundignore\n")
    #expect(try run("config", "show").output.contains("minConfidence"))
    #expect(try run("config", "check", "sub").status == 0)
  }

  @Test func `a rule that is not there is named, with the one that is meant`() throws {
    try folder.write("\(key())\n", to: "sub/a.env")
    for option in ["--disable-rule", "--enable-rule"] {
      let outcome = try run("scan", option, "baseten-api-kye")
      #expect(outcome.status == 2 && outcome.errors.contains("no rule called baseten-api-kye; did you mean baseten-api-key?"))
    }
    #expect(try run("rules", "show", "baseten").errors.contains("did you mean baseten-api-key?"))
    let names = """
      disabledRules = ["baseten-api-kee", "nothing-*", "generic-*"]
      [[settings]]
      rules = ["stripe-secret-kay"]
      report = true
      """
    try folder.write(names, to: ".keyhound.toml")
    for arguments in [["scan"], ["scan", "--format", "json"], ["scan", "sub"]] {
      let outcome = try Keyhound.run(arguments, in: folder)
      #expect(outcome.status == 1, "what it means is found all the same")
      #expect(outcome.output.contains("disabledRules: there is no rule called baseten-api-kee; did you mean baseten-api-key?"))
      #expect(outcome.output.contains("there is no rule called nothing-*") && !outcome.output.contains("generic-*"))
      #expect(outcome.output.contains("line 2: there is no rule called stripe-secret-kay"))
      #expect(outcome.output.matches(of: /baseten-api-kee/).count == 1)
    }
    #expect(try run("config", "check").errors.contains("disabledRules: there is no rule called baseten-api-kee"))
    #expect(try run("scan", "--no-allow").output.contains("baseten-api-kee") == false)
    // One in a folder further in is said where something is found.
    try FileManager.default.moveItem(atPath: folder.path(".keyhound.toml"), toPath: folder.path("sub/.keyhound.toml"))
    #expect(try run("scan").output.contains("sub/.keyhound.toml: disabledRules: there is no rule called baseten-api-kee"))
  }

  @Test func `rules of one's own may be named in a configuration`() throws {
    let rule = "[[rules]]\nid = \"zzz\"\nregex = 'zzz_[a-z]{8}'\n"
    try folder.write("disabledRules = [\"zzz\", \"baseten-api-key\"]\n\(rule)", to: ".keyhound.toml")
    #expect(try run("config", "check").status == 0)
    #expect(try !run("scan").output.contains("no rule called"))
    try folder.write("disabledRules = [\"zzz\"]\n", to: ".keyhound.toml")
    try folder.write(rule, to: "own.toml")
    #expect(try run("config", "check").status == 2)
    #expect(try run("config", "check", "--rules", "own.toml").status == 0)
    #expect(try !run("scan", "--rules", "own.toml").output.contains("no rule called"))
  }

  @Test func `a configuration that is not there is an error, and a file may have any name`() throws {
    for command in ["check", "show", "path"] {
      let missing = try run("config", command, "nowhere")
      #expect(missing.status == 2 && missing.errors.contains("there is no folder nowhere"), "\(command)")
    }
    let file = try run("config", "check", "nowhere.toml")
    #expect(file.status == 2 && file.errors.contains("nowhere.toml"))
    try folder.write("exclude = 3\n", to: "mine.conf")
    #expect(try run("config", "check", "mine.conf").errors.contains("mine.conf:1"))
    #expect(try run("config", "show", "mine.conf").status == 2)
  }

  @Test func `a secret in a path or another line of the same run is nowhere printed`() throws {
    let secret = RandomKey.prefixSecret()
    try folder.write("SERVICE_API_KEY=\(secret)\n", to: "\(secret)/\(secret).env")
    let formats = "text json jsonl sarif csv junit checkstyle rdjson github gitlab gitlab-codequality markdown html gitleaks"
    for format in formats.split(separator: " ").map(String.init) {
      let outcome = try run("scan", "--format", format)
      #expect(outcome.status == 1, "\(format)")
      #expect(!(outcome.output + outcome.errors).contains(secret.suffix(32)), "\(format)")
      #expect(outcome.output.contains(secret.prefix(8)), "\(format)")
    }
    #expect(try run("scan", "--reveal").output.contains("\(secret)/\(secret).env"))
    let missing = try run("scan", "nowhere/\(secret)")
    #expect(missing.status == 2 && !(missing.output + missing.errors).contains(secret.suffix(32)))
  }

  @Test func `a rule and a finding are explained`() throws {
    try folder.write("\(key())  # keyhound:allow\n", to: "a.env")
    let report = try run("scan", "--no-allow", "--format", "json").output
    let fingerprint = try #require(report.firstMatch(of: /"fingerprint": "([0-9a-f]{32})"/)).output.1
    let finding = try run("explain", String(fingerprint))
    #expect(finding.status == 0 && finding.output.contains("a.env:1:17") && finding.output.contains("\(fingerprint)"))
    for heading in ["Why it is reported", "How to revoke", "history", "How to except"] {
      #expect(finding.output.contains(heading))
    }
    #expect(try run("explain", "baseten-api-key").output.contains("app.baseten.co"))
    #expect(try run("explain", "nothing").status == 2)
    #expect(try run("explain", String(repeating: "0", count: 32)).status == 2)
  }

  // MARK: What has no say

  @Test func `what a configuration says too far down is said`() throws {
    try folder.write("\(key())\n", to: "sub/a.env")
    let rule = "[[rules]]\nid = \"own\"\ndescription = \"x\"\nregex = \"zz_[a-z]{9}\"\n"
    try folder.write("baseline = \"b\"\n\(rule)", to: "sub/.keyhound.toml")
    let outcome = try run("scan")
    #expect(outcome.status == 1 && outcome.output.contains("sub/.keyhound.toml: rules, baseline: has no say from here"))
  }

  @Test func `a marker with the name of no rule excepts nothing, and it is said with its line`() throws {
    try folder.write("x\n\(key()) # keyhound:allow(nothing-like-it)\n", to: "a.env")
    let outcome = try run("scan")
    #expect(outcome.status == 1 && outcome.output.contains("a.env: line 2: keyhound:allow names a rule that is not there"))
  }

  @Test func `a byte order mark belongs to no line of an ignore file or a baseline`() throws {
    try folder.write("\(key())\n", to: "a.env")
    try folder.write("\u{FEFF}a.env\n", to: ".keyhoundignore")
    #expect(try run("scan").status == 0)
  }

  // MARK: Baselines and narrow scans

  @Test(arguments: [["--min-confidence", "high"], ["--decode-depth", "0"], ["--ignore-examples"], ["--no-images"]])
  func `a scan that finds less calls nothing gone, and neither does prune`(narrow: [String]) throws {
    let encoded = Data(key().utf8).base64EncodedString()
    try folder.write("data = \(encoded)\nx = \(RandomKey.prefixSecret())\n", to: "a.env")
    #expect(try run("baseline", "write", "known").errors.contains("2 added"))
    #expect(try !Keyhound.run(["scan", "a.env", "--baseline", "known"] + narrow, in: folder).errors.contains("gone"))
    let pruned = try Keyhound.run(["baseline", "prune", "known", "a.env"] + narrow, in: folder)
    #expect(pruned.errors.contains("0 taken out, 2 left"), "\(pruned.errors)")
  }

  @Test func `what a picture may show is not called gone where pictures are not read`() throws {
    try folder.write("\(key())\n", to: "a.png")
    #expect(try run("baseline", "write", "known").errors.contains("1 added"))
    try folder.write("nothing\n", to: "a.png")
    #expect(try run("baseline", "prune", "known").errors.contains("0 taken out"))
  }

  @Test func `a baseline is written where a link leads, with the remarks in it, and expired entries are counted`() throws {
    try folder.write("\(key())\n", to: "a.env")
    #expect(try run("baseline", "write", "known").status == 0)
    let entry = try #require(try text("known").split(separator: "\n").last)
    try folder.write("# ours\n\(entry) expires=2001-01-01\n", to: "known")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "known")
    #expect(try run("baseline", "write", "link").errors.contains("1 in all; 1 expired, which is reported all the same"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "known")
    #expect(try text("known").contains("# ours\n"))
  }
}
