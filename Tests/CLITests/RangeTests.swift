import Foundation
import Testing

@Suite struct RangeTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.write("one\ntwo\nthree\n", to: "a.txt")
    try git.commit("root")
    try git.sh("git tag base")
  }

  private func range(_ range: String, _ arguments: String...) throws -> Keyhound.Outcome {
    try Keyhound.run(["git", "--range", range] + arguments, in: git.folder, environment: git.environment)
  }

  private func id(_ revision: String) throws -> String {
    try git.sh("git rev-parse \(revision)").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `a key added and removed again is found at the commit that added it`() throws {
    try git.writeKey(to: "a.env")
    try git.commit("adds it")
    let culprit = try id("HEAD")
    try git.sh("echo more >> a.env")
    try git.commit("touches the file")
    try git.sh("git rm -q a.env")
    try git.commit("removes it")
    let outcome = try range("base..HEAD")
    #expect(outcome.status == 1 && outcome.places == ["a.env:1"])
    #expect(outcome.output.contains(culprit.prefix(12)) && outcome.output.contains("adds it"))
    #expect(try range("base..HEAD", "--format", "json").output.contains("\"inHead\": false"))
    #expect(try range("HEAD~2..HEAD").status == 0)
  }

  @Test func `a key whose line is edited later is reported once, where it came in, and said to be still there`() throws {
    try git.writeKey(to: "a.env")
    try git.commit("adds it")
    try git.sh("sed -i 's/^/export /' a.env")
    try git.commit("edits it")
    let outcome = try range("base..HEAD", "--format", "jsonl")
    let findings = outcome.output.split(separator: "\n").filter { $0.contains("\"ruleId\"") }
    #expect(findings.count == 1 && findings[0].contains("adds it"))
  }

  @Test(arguments: [(500, Int32(1)), (600, 2)])
  func `folders nested without measure are followed to a depth, and what is below is said not to be scanned`(
    depth: Int, status: Int32
  ) throws {
    try git.writeKey(to: "a.env")
    try git.sh(
      """
      tree=$(printf '100644 blob %s\\ta.env\\n' $(git hash-object -w a.env) | git mktree)
      for level in $(seq \(depth)); do tree=$(printf '040000 tree %s\\td\\n' $tree | git mktree); done
      git update-ref HEAD $(git commit-tree -p HEAD -m deep $tree)
      """)
    for outcome in [try range("base..HEAD"), try Keyhound.run(["git"], in: git.folder, environment: git.environment)] {
      #expect(outcome.status == status, "\(outcome.output.suffix(500))")
      #expect(outcome.output.contains("nested more than") == (status == 2))
    }
  }

  @Test func `of a merge it is the resolution that counts`() throws {
    try git.sh("git checkout -q -b side")
    try git.write("one\ntheirs\nthree\n", to: "a.txt")
    try git.commit("theirs")
    try git.sh("git checkout -q main")
    try git.write("one\nours\nthree\n", to: "a.txt")
    try git.commit("ours")
    try git.sh("git merge -q side || true")
    let key = RandomKey.prefixSecret()
    try git.write("one\nours\ntheirs\nthree\nSERVICE_API_KEY=\(key)\n", to: "a.txt")
    try git.commit("the merge")
    let outcome = try range("base..HEAD")
    #expect(outcome.places == ["a.txt:5"] && outcome.output.contains("the merge"))
    #expect(try range("HEAD^1..HEAD").places == ["a.txt:5"])
  }

  @Test func `what a merge merely brings together is nothing new`() throws {
    try git.sh("git checkout -q -b side")
    try git.writeKey(to: "theirs.env")
    try git.commit("theirs")
    let culprit = try id("HEAD")
    try git.sh("git checkout -q main && echo four >> a.txt")
    try git.commit("ours")
    try git.sh("git merge -q --no-edit side")
    let outcome = try range("base..HEAD")
    #expect(outcome.places == ["theirs.env:1"] && outcome.output.contains(culprit.prefix(12)))
    #expect(try range("side..HEAD").status == 0)
  }

  @Test func `three dots mean what HEAD has since the two parted`() throws {
    try git.sh("git checkout -q -b side")
    try git.writeKey(to: "side.env")
    try git.commit()
    try git.sh("git checkout -q main")
    try git.writeKey(to: "main.env")
    try git.commit()
    #expect(try range("main...side").places == ["side.env:1"])
    #expect(try range("main..side").places == ["side.env:1"])
    #expect(try range("side...").places == ["main.env:1"])
    try git.sh("git checkout -q --orphan other && git rm -rq --cached . && git commit -q --allow-empty -m other")
    let unrelated = try range("main...other")
    #expect(unrelated.status == 2 && unrelated.errors.contains("no common ancestor"))
  }

  @Test func `messages of commits and annotated tags are searched`() throws {
    let key = RandomKey.prefixSecret()
    try git.commit("deploy with SERVICE_API_KEY=\(key)")
    try git.commit("later")
    try git.sh("git tag -a v1 -m 'SERVICE_API_KEY=\(RandomKey.prefixSecret())'")
    let outcome = try range("base..HEAD")
    #expect(outcome.places == ["<commit message>:1", "<tag v1>:1"])
    #expect(!outcome.shows(key))
  }

  @Test func `people and other headers are searched, where they first come up`() throws {
    let keys = (0..<4).map { _ in "SERVICE_API_KEY=\(RandomKey.prefixSecret())" }
    try git.sh("GIT_AUTHOR_NAME='\(keys[0])' git commit -q --allow-empty -m one")
    try git.sh("GIT_AUTHOR_NAME='\(keys[0])' GIT_COMMITTER_EMAIL='\(keys[1])' git commit -q --allow-empty -m two")
    let merged = "mergetag object $(git rev-parse HEAD)\\n type commit\\n tag v2\\n \\n \(keys[3])\\n"
    try git.sh(
      "{ git cat-file commit HEAD | sed '/^$/,$d'; printf \"\(merged)\\nthree\\n\"; } > ../outside/commit"
        + " && git update-ref HEAD $(git hash-object -w -t commit --literally ../outside/commit)")
    try git.sh("GIT_COMMITTER_NAME='\(keys[2])' git tag -a v1 -m v1")
    let outcome = try range("base..HEAD")
    #expect(outcome.places == ["<author>:1", "<commit headers>:5", "<committer>:1", "<tagger>:1"], "\(outcome)")
    #expect(keys.allSatisfy { !outcome.shows($0) })
  }

  @Test func `links, renames, odd names and other encodings are read as in a commit`() throws {
    let lines = (0..<30).map { "LINE_\($0)=\($0)\n" }.joined()
    try git.writeKey(to: "old.env", before: lines)
    try git.commit()
    try git.sh("git tag -f base && git mv old.env 'new name.env'")
    try git.sh("printf 'NEW_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' >> 'new name.env'")
    try git.sh("ln -s 'SERVICE_API_KEY=\(RandomKey.prefixSecret())' link")
    let text = "SERVICE_API_KEY=\(RandomKey.prefixSecret())\n"
    try git.folder.write([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "wide.txt")
    try git.commit()
    #expect(try range("base..HEAD").places == ["link:1", "new name.env:32", "wide.txt:1"])
  }

  @Test(arguments: ["nowhere..HEAD", "base..nowhere", "--all..HEAD", "HEAD", "..", ""])
  func `a range that does not resolve is exit status 2`(text: String) throws {
    let outcome = try Keyhound.run(["git", "--range=\(text)"], in: git.folder, environment: git.environment)
    #expect(outcome.status == 2 && outcome.output.isEmpty && !outcome.errors.isEmpty)
  }

  @Test func `an empty range is clean`() throws {
    #expect(try range("HEAD..HEAD").status == 0)
  }

  @Test func `a shallow clone that ends inside the range is refused, with the way out`() throws {
    for number in 0..<4 { try git.commit("c\(number)") }
    try git.sh("git clone -q --depth 2 \"file://$PWD\" ../outside/shallow")
    let shallow = try git.trySh("keyhound git --range HEAD~1..HEAD", in: "../outside/shallow")
    #expect(shallow.status == 0)
    try git.sh("git fetch -q --depth 1 origin refs/tags/base:refs/tags/base", in: "../outside/shallow")
    let cut = try git.trySh("keyhound git --range base..HEAD", in: "../outside/shallow")
    #expect(cut.status == 2 && cut.errors.contains("git fetch --unshallow"))
    let parted = try git.trySh("keyhound git --range base...HEAD", in: "../outside/shallow")
    #expect(parted.status == 2 && parted.errors.contains("--unshallow"))
    #expect(try git.trySh("git fetch -q --unshallow && keyhound git --range base..HEAD", in: "../outside/shallow").status == 0)
  }

  @Test func `missing objects make the scan incomplete, and nothing is fetched for it`() throws {
    try git.writeKey(to: "a.env")
    try git.commit()
    try git.sh("git rm -q a.env")
    try git.commit()
    try git.sh("git config uploadpack.allowFilter true && git clone -q --filter=blob:none \"file://$PWD\" ../outside/partial")
    let outcome = try git.trySh("keyhound git --range origin/main~2..HEAD", in: "../outside/partial")
    #expect(outcome.status == 2 && outcome.output.contains("a.env") && outcome.output.contains("git fetch --refetch"))
    let missing = try git.sh("git rev-list --objects --missing=print HEAD | grep -c '^?' || true", in: "../outside/partial")
    #expect(missing.hasPrefix("1"))
  }

  @Test func `a missing commit or folder is said`() throws {
    try git.commit("one")
    try git.writeKey(to: "sub/a.env")
    try git.commit("two")
    try git.sh("id=$(git rev-parse HEAD:sub) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)")
    let folder = try range("base..HEAD")
    #expect(folder.status == 2 && folder.output.contains("sub"))
    try git.sh("id=$(git rev-parse HEAD~) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)")
    #expect(try range("base..HEAD").status == 2)
  }

  @Test func `the first commits of all are read whole`() throws {
    try git.sh("git checkout -q --orphan fresh && git rm -rfq .")
    try git.writeKey(to: "root.env")
    try git.commit("fresh root")
    #expect(try range("base..HEAD").places == ["root.env:1"])
  }

  @Test func `results are the same bytes whatever the number of workers`() throws {
    for number in 0..<40 {
      try git.writeKey(to: "\(number % 5)/\(number).env")
      if number % 8 == 7 { try git.commit("c\(number)") }
    }
    let one = try range("base..HEAD", "--jobs", "1", "--quiet")
    #expect(one.places.count == 40)
    for jobs in ["2", "5"] { #expect(try range("base..HEAD", "--jobs", jobs, "--quiet").output == one.output) }
  }
}
