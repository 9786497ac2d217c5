import KeyhoundCore
import PCRE2
import Testing

@testable import KeyhoundEngine

@Suite struct ExceptionTests {
  /// What folders say, by folder.
  private struct Folders: ExceptionSource {
    var above: [ScopedExceptions] = []
    var byFolder: [String: FolderExceptions] = [:]

    func exceptions(in folder: String) -> FolderExceptions? { byFolder[folder] }
  }

  private func finding(_ path: String, rule: String = "token", confidence: Confidence = .high) -> Finding {
    let bytes = Array("tok_\(UInt64.random(in: 0 ... .max))".utf8)
    let secret = bytes.withUnsafeBytes { Secret($0) }
    let start = Position(line: 3, column: 1)
    return Finding(
      rule: Rule(id: rule), secret: secret, confidence: confidence, evidence: [], isExample: false, origin: Origin(path: path),
      location: Location(start: start, end: start, bytes: 0..<1), extract: "", revealedExtract: "t = \(secret.revealed)",
      fingerprint: Fingerprint.of(rule: rule, secret: secret, origin: Origin(path: path)))
  }

  private func verdict(_ finding: Finding, _ folders: Folders, _ change: (inout Policy) -> Void = { _ in }) -> String {
    var policy = Policy()
    policy.exceptions = folders
    policy.today = "2026-06-01"
    change(&policy)
    switch ExceptionLookup(policy, isRule: { ["token", "other"].contains($0) }).verdict(on: finding) {
    case .report: return "report"
    case .drop: return "drop"
    case .allow(let allowance): return allowance.place
    }
  }

  private func ignoring(_ text: String) -> FolderExceptions {
    var folder = FolderExceptions()
    folder.ignores = IgnoreFile(text: text, name: ".keyhoundignore")
    return folder
  }

  @Test func `a pattern is seen from the folder of its file`() {
    let folders = Folders(byFolder: ["sub": ignoring("# heading\n/data/\n*.tmp\n!keep.tmp\n")])
    #expect(verdict(finding("sub/data/deep/a.txt"), folders) == ".keyhoundignore:2")
    #expect(verdict(finding("data/a.txt"), folders) == "report")
    #expect(verdict(finding("sub/x/data/a.txt"), folders) == "report")
    #expect(verdict(finding("sub/x/a.tmp"), folders) == ".keyhoundignore:3")
    #expect(verdict(finding("sub/x/keep.tmp"), folders) == "report")
    let absolute = Folders(byFolder: ["/top/sub": ignoring("/data/")])
    #expect(verdict(finding("/top/sub/data/a.txt"), absolute) == ".keyhoundignore:1")
    #expect(verdict(finding("/top/data/a.txt"), absolute) == "report")
  }

  @Test func `a folder above where paths begin sees the whole way`() {
    let folders = Folders(above: [ScopedExceptions(ignoring("/work/sub/a.txt"), prefix: ["work", "sub"])])
    #expect(verdict(finding("a.txt"), folders) == ".keyhoundignore:1")
    #expect(verdict(finding("x/a.txt"), folders) == "report")
  }

  @Test func `the folder that paths begin in has no say in what lies beside it`() {
    let folders = Folders(
      above: [ScopedExceptions(ignoring("*"), prefix: ["work"])], byFolder: ["": ignoring("*"), "../beside": ignoring("b.txt")])
    #expect(verdict(finding("../beside/a.txt"), folders) == "report")
    #expect(verdict(finding("../beside/b.txt"), folders) == ".keyhoundignore:1")
  }

  @Test func `a fingerprint holds until its last day, and for its secret alone`() {
    let known = finding("a.txt")
    let line = BaselineEntry(known).line
    #expect(verdict(known, Folders(byFolder: ["": ignoring(line)])) == ".keyhoundignore:1")
    #expect(verdict(known, Folders(byFolder: ["": ignoring("\(line) expires=2026-05-31")])) == "report")
    #expect(verdict(known, Folders(byFolder: ["": ignoring("\(known.fingerprint)  # any words")])) == ".keyhoundignore:1")
    #expect(verdict(finding("a.txt"), Folders(byFolder: ["": ignoring(line)])) == "report")
  }

  @Test func `gitleaks' fingerprints hold by path, line and rule, with or without the commit`() {
    func folders(_ text: String) -> Folders {
      var folder = FolderExceptions()
      folder.gitleaksIgnores = GitleaksIgnoreFile(text: text, name: ".gitleaksignore")
      return Folders(byFolder: ["": folder])
    }
    #expect(verdict(finding("a:b.txt"), folders("# x\na:b.txt:token:3")) == ".gitleaksignore:2")
    #expect(verdict(finding("a.txt"), folders("a.txt:token:4")) == "report")
    #expect(verdict(finding("a.txt"), folders("a.txt:other:3")) == "report")
    #expect(verdict(finding("a.txt"), folders("a.txt:no-rule-of-ours:3")) == ".gitleaksignore:1")
    let commit = String(repeating: "ab", count: 20)
    var old = finding("a.txt")
    #expect(verdict(old, folders("\(commit):a.txt:token:3")) == "report")
    old.origin.commit = Commit(id: commit, author: "", email: "", date: "", message: "")
    #expect(verdict(old, folders("\(commit):a.txt:token:3")) == ".gitleaksignore:1")
    #expect(verdict(old, folders("a.txt:token:3")) == ".gitleaksignore:1")
  }

  @Test func `inner settings overrule outer ones, and a level that a person chose overrules both`() {
    var outer = FolderExceptions()
    var inner = FolderExceptions()
    outer.settings = Settings(name: "outer")
    inner.settings = Settings(name: "inner")
    var high = Setting(place: "outer:1")
    high.minimumConfidence = .high
    var hidden = Setting(place: "outer:2")
    hidden.rules = ["oth*"]
    hidden.isReported = false
    var low = Setting(place: "inner:1")
    low.paths = [IgnorePattern("*.txt")].compactMap { $0 }
    low.minimumConfidence = .low
    outer.settings?.settings = [high, hidden]
    inner.settings?.settings = [low]
    let folders = Folders(byFolder: ["": outer, "sub": inner])
    #expect(verdict(finding("a.txt", confidence: .medium), folders) == "drop")
    #expect(verdict(finding("sub/a.txt", confidence: .low), folders) == "report")
    #expect(verdict(finding("sub/a.py", confidence: .low), folders) == "drop")
    #expect(verdict(finding("sub/a.txt", confidence: .low), folders) { $0.isConfidenceChosen = true } == "drop")
    #expect(verdict(finding("a.txt", rule: "other"), folders) == "outer:2")
  }

  @Test func `allowlists of a configuration look at path, secret and line`() {
    func folders(_ change: (inout Allowlist) -> Void) -> Folders {
      var list = Allowlist()
      change(&list)
      var folder = FolderExceptions()
      folder.settings = Settings(name: ".keyhound.toml")
      folder.settings?.allowlists = [list]
      return Folders(byFolder: ["": folder])
    }
    #expect(verdict(finding("test/a"), folders { $0.paths = [Pattern("^test/")] }) == ".keyhound.toml")
    #expect(verdict(finding("src/a"), folders { $0.paths = [Pattern("^test/")] }) == "report")
    #expect(verdict(finding("a"), folders { $0.regexes = [Pattern("^tok_")] }) == ".keyhound.toml")
    let line = folders { list in
      list.regexes = [Pattern("t = tok")]
      list.target = .line
    }
    #expect(verdict(finding("a"), line) == ".keyhound.toml")
    let targeted = folders { list in
      list.stopwords = ["tok_"]
      list.targetRules = ["other"]
    }
    #expect(verdict(finding("a"), targeted) == "report")
    #expect(verdict(finding("a", rule: "other"), targeted) == ".keyhound.toml")
  }

  @Test func `a cell tag holds for its cell, and for the rule it names`() {
    var tagged = finding("a.ipynb")
    tagged.origin.cell = Cell(index: 1, part: "source")
    tagged.origin.cell?.tags = ["keyhound:allow:token"]
    #expect(verdict(tagged, Folders()) == "keyhound:allow:token")
    tagged.origin.cell?.tags = ["keyhound:allow:other"]
    #expect(verdict(tagged, Folders()) == "report")
  }

  @Test func `exceptions can be disregarded, the baseline not with them`() {
    let known = finding("a.txt")
    let folders = Folders(byFolder: ["": ignoring("*")])
    #expect(verdict(known, folders) { $0.honoursExceptions = false } == "report")
    let place = verdict(known, folders) { policy in
      policy.honoursExceptions = false
      policy.baseline = Baseline([BaselineEntry(known)])
    }
    #expect(place == "baseline")
  }
}
