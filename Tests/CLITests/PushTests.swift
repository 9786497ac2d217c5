import Foundation
import Testing

/// Pushes with the hook on this side, and with the hook on the other.
@Suite struct PushTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.write("text\n", to: "a.txt")
    try git.commit("root")
    try git.sh("git init -q --bare -b main ../outside/remote.git && git remote add origin ../outside/remote.git")
    try git.sh("git push -q -u origin main")
  }

  private func push(_ arguments: String) throws -> Keyhound.Outcome { try git.trySh("git push -q \(arguments)") }

  private func commitKey(_ name: String) throws {
    try git.writeKey(to: name)
    try git.commit("adds \(name)")
  }

  @Test func `pre-push stops new commits with a key, also one that a later commit removes`() throws {
    try git.sh("keyhound hook install --type pre-push")
    try commitKey("a.env")
    try git.sh("git rm -q a.env")
    try git.commit("removes it")
    let outcome = try push("origin main")
    #expect(outcome.status != 0 && (outcome.output + outcome.errors).contains("a.env:1"))
    #expect(try git.sh("git -C ../outside/remote.git rev-list --count main") == "1\n")
  }

  @Test func `pre-push scans only what the remote lacks`() throws {
    try commitKey("old.env")
    try git.sh("git push -q origin main && keyhound hook install --type pre-push && echo more >> a.txt")
    try git.commit()
    #expect(try push("origin main").status == 0)
  }

  @Test func `pre-push of several branches looks at each of them`() throws {
    try git.sh("keyhound hook install --type pre-push && git checkout -q -b clean && git commit -q --allow-empty -m c")
    try git.sh("git checkout -q -b dirty")
    try commitKey("a.env")
    let outcome = try push("origin clean dirty")
    #expect(outcome.status != 0 && (outcome.output + outcome.errors).contains("a.env:1"))
    #expect(try push("origin clean").status == 0)
    #expect(try push("origin dirty").status != 0)
  }

  @Test func `pre-push of a new branch, a forced push and a deletion`() throws {
    try git.sh("keyhound hook install --type pre-push && git checkout -q -b topic && echo 1 >> a.txt")
    try git.commit("one")
    #expect(try push("origin topic").status == 0)
    try git.sh("git commit -q --amend -m other")
    #expect(try push("--force origin topic").status == 0)
    try git.writeKey(to: "a.env")
    try git.sh("git add . && git commit -q --amend -m leak")
    #expect(try push("--force origin topic").status != 0)
    #expect(try push("origin :topic").status == 0)
    #expect(try push("origin :main topic").status != 0)
  }

  @Test func `pre-push knows commits that another branch of the remote has`() throws {
    try git.sh("git checkout -q -b known")
    try commitKey("old.env")
    try git.sh(
      "git push -q origin known && keyhound hook install --type pre-push && git checkout -q -b topic && git commit -q --allow-empty -m t"
    )
    #expect(try push("origin topic").status == 0)
  }

  @Test func `pre-push does not take branches of another remote for those of this one`() throws {
    try git.sh(
      """
      git clone -q --bare . ../outside/fork.git && git clone -q --bare . ../outside/team.git
      for name in team team/fork; do
        git config "remote.$name.url" "../outside/${name##*/}.git"
        git config "remote.$name.fetch" "+refs/heads/*:refs/remotes/$name/*"
      done
      """)
    try commitKey("a.env")
    try git.sh("git push -q team/fork main && git update-ref refs/remotes/team/fork/main main")
    try git.sh("keyhound hook install --type pre-push")
    #expect(try push("team/fork main:again").status == 0)
    #expect(try push("team main").status != 0)
  }

  @Test func `pre-push to an address, without a name, leaves nothing out`() throws {
    try git.sh("git init -q --bare ../outside/second.git && keyhound hook install --type pre-push")
    #expect(try push("../outside/second.git main").status == 0)
    try commitKey("a.env")
    #expect(try push("../outside/second.git main").status != 0)
    #expect(try push("../outside/second.git main~:refs/heads/old").status == 0)
  }

  @Test func `pre-push reads the messages of tags, and objects that are no commits`() throws {
    try git.sh("keyhound hook install --type pre-push && git tag -a v1 -m 'SERVICE_API_KEY=\(RandomKey.prefixSecret())'")
    #expect(try push("origin v1").status != 0)
    try git.writeKey(to: "loose.env")
    try git.sh("git tag blob $(git hash-object -w loose.env)")
    #expect(try push("origin blob").status != 0)
    try git.sh("git add . && git tag tree $(git write-tree) && git reset -q")
    #expect(try push("origin tree").status != 0)
    try git.sh("git tag -a v2 -m fine")
    #expect(try push("origin v2").status == 0)
  }

  @Test func `pre-push works in SHA-256 repositories`() throws {
    let other = try GitFolder("--object-format=sha256")
    try other.sh(
      "git commit -q --allow-empty -m root && git init -q --bare --object-format=sha256 ../outside/r.git && git remote add origin ../outside/r.git"
    )
    try other.sh(
      "keyhound hook install --type pre-push && git push -q origin main && git push -q origin main:x && git push -q origin :x")
    try other.writeKey(to: "a.env")
    try other.commit()
    #expect(try other.trySh("git push -q origin main").status != 0)
  }

  @Test func `pre-receive refuses a push and leaves nothing behind`() throws {
    try git.sh("keyhound hook install --type pre-receive", in: "../outside/remote.git")
    let before = try git.sh("find ../outside/remote.git -type f | sort && git -C ../outside/remote.git for-each-ref")
    try commitKey("a.env")
    let key = try git.sh("sed 's/.*=//' a.env").trimmingCharacters(in: .whitespacesAndNewlines)
    let blob = try git.sh("git rev-parse HEAD:a.env").trimmingCharacters(in: .whitespacesAndNewlines)
    let refused = try push("origin main")
    #expect(refused.status != 0 && refused.errors.contains("a.env:1") && refused.errors.contains("the push was refused"))
    #expect(!refused.shows(key))
    #expect(try git.trySh("git -C ../outside/remote.git cat-file -e \(blob)").status != 0)
    #expect(try git.sh("find ../outside/remote.git -type f | sort && git -C ../outside/remote.git for-each-ref") == before)
    try git.sh("git reset -q --hard HEAD~ && echo fine >> a.txt")
    try git.commit("fine")
    #expect(try push("origin main").status == 0)
  }

  @Test func `pre-receive looks at all references of a push, and lets deletions and known commits through`() throws {
    try git.sh("keyhound hook install --type pre-receive", in: "../outside/remote.git")
    try git.sh(
      "git checkout -q -b clean && git commit -q --allow-empty -m c && git push -q origin clean && git push -q origin clean:again"
    )
    try git.sh("git push -q origin :again && git checkout -q -b dirty")
    try commitKey("a.env")
    #expect(try push("origin dirty clean:third").status != 0)
    try git.sh("git tag -a v1 clean -m 'SERVICE_API_KEY=\(RandomKey.prefixSecret())'")
    #expect(try push("origin v1").status != 0)
    #expect(
      try git.sh("git -C ../outside/remote.git for-each-ref --format='%(refname)'") == "refs/heads/clean\nrefs/heads/main\n")
  }
}
