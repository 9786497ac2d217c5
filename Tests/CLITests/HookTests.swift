import Foundation
import Testing

@Suite struct HookTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
    try git.write("text\n", to: "a.txt")
    try git.commit("root")
  }

  @Test func `an installed hook stops a commit with a key, and lets others pass silently`() throws {
    try git.sh("keyhound hook install")
    let key = try git.writeKey(to: "a.env")
    let stopped = try git.trySh("git add . && git commit -q -m leak")
    #expect(stopped.status != 0 && (stopped.output + stopped.errors).contains("a.env:1") && !stopped.shows(key))
    #expect(stopped.errors.contains("--no-verify"))
    let passed = try git.trySh("git rm -q --cached -f a.env && rm a.env && echo more >> a.txt && git commit -q -a -m fine")
    #expect(passed.status == 0 && passed.output.isEmpty && passed.errors.isEmpty)
  }

  @Test func `commit -a, commit of a path and commits from a folder inside are seen as git makes them`() throws {
    try git.sh("keyhound hook install && mkdir sub && echo 1 > sub/b.txt && git add . && git commit -q -m two")
    try git.writeKey(to: "sub/b.txt")
    #expect(try git.trySh("git commit -q -a -m leak", in: "sub").status == 1)
    #expect(try git.trySh("git commit -q -m leak -- sub/b.txt").status == 1)
    // Only the path that is committed counts.
    #expect(try git.trySh("git add . && echo more >> a.txt && git commit -q -m fine -- a.txt").status == 0)
    #expect(try git.trySh("git commit -q -m leak").status == 1)
  }

  @Test func `a hook that goes into a folder first still sees the index of the commit`() throws {
    try git.sh("mkdir -p sub .git/hooks")
    try git.write("#!/bin/sh\ncd sub && exec keyhound hook run pre-commit -- \"$@\"\n", to: ".git/hooks/pre-commit")
    try git.writeKey(to: "sub/b.env")
    #expect(try git.trySh("chmod +x .git/hooks/pre-commit && git add . && git commit -q -m leak").status == 1)
  }

  @Test func `a merge is not stopped for what one of its sides has had before`() throws {
    try git.sh("keyhound hook install --type pre-commit --type pre-merge-commit && git checkout -q -b side")
    try git.write("text\n", to: "b.txt")
    try git.commit("side")
    try git.sh("git checkout -q main")
    try git.writeKey(to: "old.env")
    try git.sh("git add . && git commit -q --no-verify -m old && git checkout -q side && git merge -q --no-edit main")
    try git.writeKey(to: "new.env")
    #expect(try git.trySh("git add . && git commit -q -m leak").status == 1)
  }

  @Test func `in linked worktrees and submodules the hook sees their own index`() throws {
    try git.sh("keyhound hook install && git worktree add -q ../outside/linked")
    let script = "printf 'SERVICE_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' > k.env && git add . && git commit -q -m leak"
    let linked = try git.trySh(script, in: "../outside/linked")
    #expect(linked.status == 1 && linked.errors.contains("k.env:1"))
    try git.sh("git init -q -b main ../outside/inner && git -C ../outside/inner commit -q --allow-empty -m i")
    try git.sh("git -c protocol.file.allow=always submodule --quiet add ../outside/inner inner && git commit -q -m sub")
    #expect(try git.trySh("keyhound hook install && \(script)", in: "inner").status == 1)
  }

  @Test func `an earlier hook keeps running, and comes back when ours is removed`() throws {
    try git.sh(
      "printf '#!/bin/sh\\necho earlier >> ran\\nexit ${FAIL:-0}\\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit")
    try git.sh("cp .git/hooks/pre-commit ../outside/original && keyhound hook install && keyhound hook install")
    try git.sh("echo x >> a.txt && git commit -q -a -m one")
    #expect(try git.sh("cat ran") == "earlier\n")
    #expect(try git.trySh("echo y >> a.txt && FAIL=3 git commit -q -a -m two").status != 0)
    try git.writeKey(to: "a.txt")
    #expect(try git.trySh("git commit -q -a -m leak").status == 1)
    let removed = try git.keyhound("hook", "uninstall")
    #expect(removed.output.contains("is back"))
    try git.sh("cmp .git/hooks/pre-commit ../outside/original && [ ! -e .git/hooks/pre-commit.before-keyhound ]")
    #expect(try git.keyhound("hook", "uninstall").output.contains("no hook of keyhound"))
  }

  @Test func `both hooks of a push read what git says of the references`() throws {
    try git.sh("git init -q --bare ../outside/remote.git && git remote add origin ../outside/remote.git")
    try git.sh(
      "printf '#!/bin/sh\\ncat > seen\\n' > .git/hooks/pre-push && chmod +x .git/hooks/pre-push && keyhound hook install --type pre-push"
    )
    try git.sh("git push -q origin main")
    #expect(try git.sh("cat seen").hasPrefix("refs/heads/main "))
    try git.writeKey(to: "a.env")
    try git.commit()
    #expect(try git.trySh("git push -q origin main").status == 1)
  }

  @Test func `in a bare repository the hook is the one that git runs there`() throws {
    let remote = "../outside/remote.git"
    try git.sh("git init -q --bare -b main \(remote)")
    let installed = try git.sh("keyhound hook install && [ ! -e hooks/pre-commit ] && keyhound hook doctor", in: remote)
    #expect(installed.contains("pre-receive: installed as") && installed.contains("pre-receive: keyhound runs"))
    #expect(try git.sh("keyhound hook install --type pre-commit", in: remote).contains("this repository is bare"))
    let key = try git.writeKey(to: "a.env")
    try git.commit("leak")
    let refused = try git.trySh("git push -q \(remote) main")
    #expect(refused.status != 0 && refused.errors.contains("the push was refused") && !refused.shows(key))
    // Where people commit in worktrees of it, their commits are what counts.
    try git.sh("git rm -q a.env && git commit -q --amend -m clean --allow-empty && git push -q \(remote) main")
    try git.sh("rm hooks/pre-commit && git worktree add -q ../tree main", in: remote)
    #expect(try git.sh("keyhound hook install", in: remote).contains("pre-commit: installed as"))
    try git.writeKey(to: "../outside/tree/a.env")
    #expect(try git.trySh("git add . && git commit -q -m leak", in: "../outside/tree").status == 1)
  }

  @Test func `core.hooksPath is honoured and named`() throws {
    try git.sh("git config core.hooksPath .githooks")
    let installed = try git.keyhound("hook", "install")
    #expect(installed.output.contains(".githooks/pre-commit") && installed.output.contains("core.hooksPath"))
    try git.writeKey(to: "a.env")
    #expect(try git.trySh("git add a.env && git commit -q -m leak").status == 1)
    #expect(try git.trySh("keyhound hook uninstall && [ ! -e .githooks/pre-commit ]").status == 0)
  }

  @Test func `without the program the hook stops git and says what is missing`() throws {
    try git.sh("cp '\(Self.scripts)/pre-commit' .git/hooks/ && echo x >> a.txt")
    let outcome = try git.trySh("git commit -q -a -m x", environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"])
    #expect(outcome.status != 0 && outcome.errors.contains("program was not found"))
    let named = try git.trySh(
      "git commit -q -a -m x", environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere", "KEYHOUND": Keyhound.binary])
    #expect(named.status == 0)
  }

  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "hooks").path

  @Test(arguments: ["pre-commit", "pre-push", "pre-receive"])
  func `the scripts in hooks are those that install writes, without the place of a program`(name: String) throws {
    try git.sh("keyhound hook install --type \(name)")
    let installed = try git.sh("sed \"s|'/[^']*'|''|\" .git/hooks/\(name)")
    #expect(try String(contentsOfFile: "\(Self.scripts)/\(name)", encoding: .utf8) == installed)
    try git.sh("sh -n .git/hooks/\(name)")
  }

  @Test func `global hooks hold for all repositories, and theirs still run`() throws {
    try git.sh("printf '#!/bin/sh\\necho own >> ran\\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit")
    try git.sh("printf '#!/bin/sh\\necho message >> ran\\n' > .git/hooks/commit-msg && chmod +x .git/hooks/commit-msg")
    try git.sh("keyhound hook install --global && echo x >> a.txt && git commit -q -a -m one")
    #expect(try git.sh("cat ran") == "own\nmessage\n")
    try git.writeKey(to: "a.txt")
    #expect(try git.trySh("git commit -q -a -m leak").status == 1)
    #expect(try git.keyhound("hook", "doctor").status == 0)
    try git.sh("git init -q ../outside/other && keyhound hook uninstall --global && ! git config --global core.hooksPath")
    try git.sh("[ -z \"$(ls -A \"$XDG_CONFIG_HOME/keyhound/hooks\")\" ]")
    #expect(try git.trySh("git commit -q -a -m leak").status == 0)
  }

  @Test func `hooks need a repository`() throws {
    for command in ["install", "uninstall", "doctor", "run"] {
      let outcome = try Keyhound.run(["hook", command], in: TemporaryFolder(), environment: git.environment)
      #expect(outcome.status == 2 && outcome.errors.contains("repository"), "\(command) \(outcome)")
    }
  }
}

@Suite struct HookDoctorTests {
  let git: GitFolder

  init() throws {
    git = try GitFolder()
  }

  private func doctor(_ variables: [String: String] = [:]) throws -> Keyhound.Outcome {
    try git.keyhound("hook", "doctor", environment: variables)
  }

  @Test func `says that nothing is installed, and then that it runs`() throws {
    let before = try doctor()
    #expect(before.status == 2 && before.output.contains("pre-commit: keyhound does not run"))
    try git.sh("keyhound hook install")
    let after = try doctor()
    #expect(after.status == 0 && after.output.contains("pre-commit: keyhound runs"))
    #expect(after.output.contains("pre-push: keyhound does not run"))
  }

  @Test func `a hook that core.hooksPath hides is named, with the setting and its file`() throws {
    try git.sh("keyhound hook install && mkdir other && git config core.hooksPath other")
    let outcome = try doctor()
    #expect(outcome.status == 2)
    for text in [".git/hooks/pre-commit does not run", "core.hooksPath is other", ".git/config"] {
      #expect(outcome.output.contains(text), "\(outcome.output)")
    }
  }

  @Test func `a hook that may not be executed, or whose program has gone, is said`() throws {
    try git.sh("keyhound hook install && chmod -x .git/hooks/pre-commit")
    #expect(try doctor().output.contains("not executable"))
    try git.sh("chmod +x .git/hooks/pre-commit && sed -i \"s|'/[^']*'|'/gone/keyhound'|\" .git/hooks/pre-commit")
    let gone = try Keyhound.run(
      ["hook", "doctor"], in: git.folder,
      environment: git.environment.merging(["PATH": "/usr/bin:/bin", "HOME": "/nowhere"]) { $1 })
    #expect(gone.status == 2 && gone.output.contains("not where the hook looks"))
  }

  @Test(arguments: [
    (
      "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n", ".pre-commit-config.yaml", "the pre-commit framework"
    ),
    ("#!/bin/sh\ncall_lefthook run pre-commit\n", "lefthook.yml", "lefthook"),
    ("#!/bin/sh\n# husky\n", ".husky/pre-commit", "husky"),
  ]) func `a hook of another tool counts when its configuration names keyhound`(
    script: String, configuration: String, name: String
  ) throws {
    try git.write(script, to: ".git/hooks/pre-commit")
    try git.sh("chmod +x .git/hooks/pre-commit")
    let before = try doctor()
    #expect(
      before.status == 2 && before.output.contains("belongs to \(name)") && before.output.contains("does not name keyhound"))
    try git.write("keyhound hook run pre-commit\n", to: configuration)
    let after = try doctor()
    #expect(after.status == 0 && after.output.contains("\(configuration) names keyhound"))
  }

  @Test func `a hook of a person's own that calls keyhound counts`() throws {
    try git.write("#!/bin/sh\nkeyhound git --staged\n", to: ".git/hooks/pre-commit")
    try git.sh("chmod +x .git/hooks/pre-commit")
    #expect(try doctor().status == 0)
  }

  @Test func `variables that switch hooks off are warned of`() throws {
    #expect(try doctor(["HUSKY": "0", "SKIP": "keyhound"]).output.components(separatedBy: "warning:").count == 3)
  }

  @Test func `husky's own folder is not written into`() throws {
    try git.sh("mkdir -p .husky/_ && echo '#!/bin/sh' > .husky/_/pre-commit && git config core.hooksPath .husky/_")
    let outcome = try git.keyhound("hook", "install")
    #expect(outcome.status == 2 && outcome.errors.contains(".husky/pre-commit"))
  }
}
