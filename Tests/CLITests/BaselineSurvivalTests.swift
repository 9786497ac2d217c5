import Foundation
import TestSupport
import Testing

/// A repository that changes at random, held against the baseline that was written at its beginning.
@Suite struct BaselineSurvivalTests {
  @Test func `fifty edits, moves, renames and rebases make nothing new, and a changed secret always is`() throws {
    let seed = UInt64.random(in: 1...UInt64(UInt32.max))
    let project = try ChangingProject(seed: seed)
    try project.writeBaseline()
    for step in 1...50 {
      let what = "seed \(seed), step \(step)"
      let change = try project.change()
      try project.expectNothingNew("\(what), \(change)", searchingHistory: step.isMultiple(of: 10))
      if step.isMultiple(of: 5) { try project.expectChangedSecretIsNew(what, searchingHistory: step.isMultiple(of: 10)) }
    }
    try project.expectBaselineToFollow()
  }
}

/// Files with secrets in a git repository, and ways to change them that leave the secrets what they are.
private final class ChangingProject {
  private let git: GitFolder
  private var random: SeededGenerator
  /// Paths of files that hold secrets; never one twice, as a name that comes back stands for another file.
  private var files: [String] = []
  private var names = 0

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    git = try GitFolder()
    for index in 0..<8 { try add("dir\(index % 3)/\(index).env", Self.settings) }
    try add("app.py", Self.program)
    try add("notes/analysis.ipynb", Self.notebook)
    try git.write("nothing here\n", to: "README")
    try git.commit("begin")
    try git.sh("git tag start")
  }

  private func add(_ path: String, _ text: () -> String) throws {
    try git.write(text(), to: path)
    files.append(path)
  }

  // MARK: Texts

  private static func settings() -> String {
    "# settings\nHOST=localhost\n\nSERVICE_API_KEY=\(RandomKey.prefixSecret())\nMODE=test\nOTHER_API_KEY=\(RandomKey.prefixSecret())\n"
  }

  private static func program() -> String {
    "import requests\n\napi_key = \"\(RandomKey.prefixSecret())\"\nheaders = {\"Authorization\": \"Api-Key \(RandomKey.prefixSecret())\"}\n"
  }

  private static func notebook() -> String {
    let cells = (1...4).map { index in
      """
        {
         "cell_type": "code",
         "execution_count": \(index),
         "id": "cell-\(index)",
         "metadata": {},
         "outputs": [],
         "source": [
          "API_KEY = '\(RandomKey.prefixSecret())'\\n",
          "run(API_KEY)"
         ]
        }
      """
    }
    return
      "{\n \"cells\": [\n\(cells.joined(separator: ",\n"))\n ],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"
  }

  // MARK: Changes

  /// Makes one change and commits it.
  /// - Returns: what was done.
  func change() throws -> String {
    let file = try #require(files.randomElement(using: &random))
    let kind = Int.random(in: 0..<9, using: &random)
    switch kind {
    case 0, 1: try edit(file)
    case 2: try rename(file, to: "\(folder(of: file))\(newName(like: file))")
    case 3: try rename(file, to: "moved\(names)/deep/\(newName(like: file))")
    case 4: try renameFolder(of: file)
    case 5: try rebase(editing: file)
    case 6: try amend(file)
    case 7: try mergeBranch(editing: file)
    default: try rerun(file)
    }
    return "change \(kind) of \(file)"
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: git.folder.path(path), encoding: .utf8) }

  /// Moves lines about, adds and takes away some round the secrets. What stands near by may speak for another rule.
  private func edit(_ path: String) throws {
    try disturb(path)
    try git.commit("edit")
  }

  private func disturb(_ path: String) throws {
    guard !path.hasSuffix(".ipynb") else { return try disturbNotebook(path) }
    var lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.removeAll {
      !$0.contains("API_KEY") && !$0.contains("Api-Key") && !$0.contains("api_key") && Bool.random(using: &random)
    }
    lines.shuffle(using: &random)
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let line = ["# a remark", "# deployed to baseten", "PORT=8080", "", "    # indented"].randomElement(using: &random) ?? ""
      lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
    }
    names += 1
    try git.write((lines + ["# edit \(names)"]).joined(separator: "\n") + "\n", to: path)
  }

  private func disturbNotebook(_ path: String) throws {
    let count = Int.random(in: 1...900, using: &random)
    var text = try text(path).replacing(/"execution_count": \d+/) { _ in "\"execution_count\": \(count)" }
    names += 1
    let cell = "  {\"cell_type\": \"markdown\", \"id\": \"new-\(names)\", \"metadata\": {}, \"source\": [\"words\"]},\n"
    if Bool.random(using: &random) { text = text.replacing(" \"cells\": [\n", with: " \"cells\": [\n\(cell)") }
    try git.write(text, to: path)
  }

  /// Runs the notebook again; of another file, changes the line ends.
  private func rerun(_ path: String) throws {
    if path.hasSuffix(".ipynb") { return try edit(path) }
    let old = try text(path).replacing("\r\n", with: "\n")
    try git.write(Bool.random(using: &random) ? old.replacing("\n", with: "\r\n") : old, to: path)
    try git.commit("line ends")
  }

  private func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  private func newName(like path: String) -> String {
    names += 1
    return "n\(names).\(path.split(separator: ".").last ?? "txt")"
  }

  private func rename(_ old: String, to new: String) throws {
    try git.sh("mkdir -p \"$(dirname '\(new)')\" && git mv '\(old)' '\(new)'")
    if Bool.random(using: &random) { try disturb(new) }
    try git.commit("rename")
    files = files.map { $0 == old ? new : $0 }
  }

  private func renameFolder(of path: String) throws {
    guard let old = path.split(separator: "/").first.map(String.init), old != path else { return try edit(path) }
    names += 1
    let new = "folder\(names)"
    try git.sh("git mv '\(old)' '\(new)'")
    try git.commit("rename a folder")
    files = files.map { $0.hasPrefix(old + "/") ? new + $0.dropFirst(old.count) : $0 }
  }

  /// Changes the file on a branch, something else on `main`, and puts the branch on top of that.
  private func rebase(editing path: String) throws {
    try branch(editing: path)
    try git.sh(
      "git checkout -q topic && git rebase -q main && git checkout -q main && git merge -q --ff-only topic && git branch -q -d topic"
    )
  }

  private func mergeBranch(editing path: String) throws {
    try branch(editing: path)
    try git.sh("git merge -q --no-ff -m merge topic && git branch -q -d topic")
  }

  private func branch(editing path: String) throws {
    try git.sh("git checkout -q -b topic")
    try disturb(path)
    try git.commit("on a branch")
    names += 1
    try git.sh("git checkout -q main && echo \(names) > other.txt")
    try git.commit("meanwhile")
  }

  private func amend(_ path: String) throws {
    try edit(path)
    try disturb(path)
    try git.sh("git add -A && git commit -q --amend -m amended")
  }

  // MARK: What must hold

  private var baseline: String { git.folder.outside.appending(path: "known").path }

  func writeBaseline() throws {
    let outcome = try git.keyhound("baseline", "write", baseline)
    #expect(outcome.status == 0 && outcome.errors.contains("22 added, 22 in all"), "\(outcome.errors)")
  }

  private func scan(_ arguments: String...) throws -> Keyhound.Outcome {
    try Keyhound.run(arguments + ["--baseline", baseline], in: git.folder, environment: git.environment)
  }

  func expectNothingNew(_ what: String, searchingHistory: Bool) throws {
    var scans = [["git", "--range", "HEAD~1..HEAD"]]
    if searchingHistory { scans += [["git"], ["git", "--range", "start..HEAD"]] }
    for arguments in scans {
      let outcome = try Keyhound.run(arguments + ["--baseline", baseline], in: git.folder, environment: git.environment)
      #expect(outcome.status == 0, "\(what): keyhound \(arguments.joined(separator: " ")): \(outcome.places) \(outcome.errors)")
    }
    let all = try scan("scan")
    #expect(all.output.contains("left out 22 by the baseline") && all.status == 0, "\(what): \(all.output)\(all.errors)")
    #expect(all.errors.isEmpty, "\(what)")
  }

  /// Puts another secret in the place of one, looks for it in every way, and takes it back.
  func expectChangedSecretIsNew(_ what: String, searchingHistory: Bool) throws {
    let path = try #require(files.randomElement(using: &random))
    let old = try text(path)
    let secret = try #require(old.matches(of: /[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}/).map(\.output).randomElement(using: &random))
    try git.write(old.replacing(secret, with: RandomKey.prefixSecret()), to: path)
    try git.sh("git add -A")
    let staged = try scan("git", "--staged")
    try git.commit("another secret")
    let folder = try scan("scan")
    #expect(folder.errors.contains("baseline: 1 known finding is gone"))
    var outcomes = [staged, folder, try scan("git", "--range", "HEAD~1..HEAD")]
    if searchingHistory { outcomes.append(try scan("git")) }
    for outcome in outcomes {
      #expect(
        outcome.status == 1 && outcome.places.count == 1 && outcome.places.first?.hasPrefix(path) == true, "\(what): \(outcome)")
    }
    try git.sh("git reset -q --hard HEAD~1 && rm .git/ORIG_HEAD")
  }

  /// Written again, the baseline names the files as they are called now, and has neither more nor fewer entries.
  func expectBaselineToFollow() throws {
    #expect(try git.keyhound("baseline", "write", baseline).errors.contains("22 in all"))
    let paths = try Set(
      String(contentsOfFile: baseline, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
        $0.split(separator: " ")[2]
      })
    #expect(paths == Set(files.map { Substring($0) }))
    #expect(try git.keyhound("baseline", "check", baseline).status == 0)
    #expect(try scan("scan").status == 0)
  }
}
