import Foundation
import Testing

/// Checkouts as CI services make them: a pull request merged on top of its target.
@Suite struct CITests {
  let git: GitFolder
  /// The checkout of the pull request.
  private static let checkout = "../outside/checkout"

  /// A repository with a legacy key on `main`, and a branch `topic` that adds nothing wrong.
  init() throws {
    git = try GitFolder()
    try git.writeKey(to: "legacy.env")
    try git.write("one\ntwo\nthree\n", to: "a.txt")
    try git.commit("root")
    try git.sh("git checkout -q -b topic && echo topic >> a.txt")
    try git.commit("topic work")
  }

  /// Lets `main` move on, merges `topic` as GitHub does, and checks the result out.
  private func checkOut(depth: Int? = nil) throws {
    try git.sh("git checkout -q main && echo elsewhere > b.txt && git add . && git commit -q -m 'main moves on'")
    try git.sh("git checkout -q --detach main && git merge -q --no-ff -m 'Merge topic into main' topic")
    try git.sh("git update-ref refs/pull/1/merge HEAD && git checkout -q main")
    let option = depth.map { "--depth=\($0) " } ?? ""
    let branches = depth == nil ? "'+refs/heads/*:refs/remotes/origin/*' " : ""
    try git.sh(
      """
      git init -q \(Self.checkout) && cd \(Self.checkout) && git remote add origin "file://$OLDPWD"
      git fetch -q \(option)origin \(branches)+refs/pull/1/merge:refs/remotes/pull/1/merge
      git checkout -q --detach refs/remotes/pull/1/merge
      """)
  }

  private func id(_ revision: String) throws -> String {
    try git.sh("git rev-parse \(revision)").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs `keyhound ci` in the checkout as GitHub Actions would for the pull request.
  private func pullRequest(_ arguments: String = "", base: String? = nil) throws -> Keyhound.Outcome {
    let event = """
      {"action": "synchronize", "number": 1, "repository": {"default_branch": "main", "private": false},
       "pull_request": {"title": "::error::x", "base": {"ref": "main", "sha": "\(try base ?? id("main~"))"},
       "head": {"ref": "topic", "sha": "\(try id("topic"))"}}}
      """
    return try github(event, "pull_request", arguments)
  }

  private func github(_ event: String, _ name: String, _ arguments: String = "") throws -> Keyhound.Outcome {
    let file = git.folder.outside.appending(path: "event.json")
    try Data(event.utf8).write(to: file)
    let variables = [
      "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": file.path,
      "GITHUB_STEP_SUMMARY": git.folder.outside.appending(path: "summary.md").path,
    ]
    return try git.trySh("keyhound ci \(arguments)", in: Self.checkout, environment: variables)
  }

  @Test func `a pull request that adds no key is clean, whatever its target holds`() throws {
    try checkOut()
    let outcome = try pullRequest()
    #expect(outcome.status == 0, "\(outcome)")
  }

  @Test func `a key in any commit of a pull request is an annotation and a row of the summary`() throws {
    let key = try git.writeKey(to: "new.env")
    try git.commit("adds a key")
    let culprit = try id("HEAD")
    try git.sh("git rm -q new.env")
    try git.commit("takes it out")
    try checkOut()
    try git.sh("echo before > ../outside/summary.md")
    let outcome = try pullRequest("--report sarif=keys.sarif --report gitlab=keys.json")
    #expect(outcome.status == 1 && outcome.output.contains("file=new.env,line=1,"), "\(outcome)")
    let summary = try git.sh("cat ../outside/summary.md")
    #expect(summary.hasPrefix("before\n") && summary.contains("new.env") && summary.contains(culprit.prefix(12)))
    let files = try git.sh("cat \(Self.checkout)/keys.sarif \(Self.checkout)/keys.json")
    #expect(files.contains("2.1.0") && files.contains("secret_detection"))
    #expect(!outcome.shows(key) && !(summary + files).contains(key.suffix(32)))
  }

  @Test func `at most ten annotations are printed, and the rest counted`() throws {
    for number in 0..<14 { try git.writeKey(to: "\(number).env") }
    try git.commit()
    try checkOut()
    let outcome = try pullRequest()
    #expect(
      outcome.output.components(separatedBy: "::error ").count + outcome.output.components(separatedBy: "::warning ").count == 12)
    #expect(outcome.output.contains("4 more keys not shown"))
  }

  @Test func `commits of the target that came after the event are no part of the change`() throws {
    try git.sh("git checkout -q main")
    try git.writeKey(to: "elsewhere.env")
    try git.commit("another key")
    try git.sh("git checkout -q topic")
    try checkOut()
    #expect(try pullRequest(base: id("main~2")).status == 0)
  }

  @Test func `a key in the merge itself is found`() throws {
    try checkOut()
    try git.sh("echo x > x.txt && git add x.txt && git commit -q --amend -m 'evil merge'", in: Self.checkout)
    try git.sh(
      "printf 'SERVICE_API_KEY=%s\\n' '\(RandomKey.prefixSecret())' >> a.txt && git commit -q -a --amend -m evil",
      in: Self.checkout)
    #expect(try pullRequest("--format text").places == ["a.txt:5"])
  }

  @Test(arguments: [1, 2]) func `a checkout that is too shallow is refused with the way to deepen it`(depth: Int) throws {
    try git.writeKey(to: "new.env")
    try git.commit("adds a key")
    try checkOut(depth: depth)
    let outcome = try pullRequest()
    #expect(outcome.status == 2 && outcome.errors.contains("fetch-depth: 0"), "\(outcome)")
  }

  @Test func `a push is scanned from where the branch was`() throws {
    let before = try id("topic")
    try git.writeKey(to: "new.env")
    try git.commit()
    try git.sh("git clone -q -b topic . \(Self.checkout)")
    let event = #"{"before": "\#(before)", "after": "x", "repository": {"default_branch": "main"}}"#
    #expect(try github(event, "push", "--format text").places == ["new.env:1"])
    // A new branch begins where it left the default branch.
    let new = #"{"before": "\#(String(repeating: "0", count: 40))", "repository": {"default_branch": "main"}}"#
    #expect(try github(new, "push", "--format text").places == ["new.env:1"])
    // After a forced push the old commit is gone.
    let gone = #"{"before": "\#(String(repeating: "ab", count: 20))", "repository": {"default_branch": "main"}}"#
    #expect(try github(gone, "push", "--format text").places == ["new.env:1"])
  }

  @Test func `where nothing says what changed, every commit is scanned, and that is said`() throws {
    try git.sh("git clone -q -b main . \(Self.checkout)")
    let outcome = try github(#"{"schedule": "x", "repository": {"default_branch": "main"}}"#, "schedule", "--format text")
    #expect(outcome.places == ["legacy.env:1"] && outcome.errors.contains("every commit is scanned"))
    let plain = try git.trySh("keyhound ci", in: Self.checkout)
    #expect(plain.places == ["legacy.env:1"] && plain.errors.contains("--base"))
  }

  @Test func `a merge queue is scanned from its base`() throws {
    try git.writeKey(to: "new.env")
    try git.commit()
    try git.sh("git clone -q -b topic . \(Self.checkout)")
    let event = #"{"merge_group": {"base_sha": "\#(try id("main"))", "head_sha": "\#(try id("topic"))"}}"#
    #expect(try github(event, "merge_group", "--format text").places == ["new.env:1"])
  }

  @Test(arguments: [
    [
      "GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_SHA": "TOPIC",
      "CI_COMMIT_BEFORE_SHA": "ZEROS",
    ],
    ["GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "MAIN", "CI_COMMIT_SHA": "TOPIC", "CI_COMMIT_BEFORE_SHA": "ZEROS"],
    [
      "GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "topic", "CI_COMMIT_SHA": "TOPIC",
      "CI_MERGE_REQUEST_DIFF_BASE_SHA": "MAIN",
    ],
    ["GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": "MAIN", "CI_COMMIT_SHA": "TOPIC"],
    ["GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": "ZEROS", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_SHA": "TOPIC"],
    ["BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_COMMIT": "TOPIC", "BITBUCKET_PR_DESTINATION_COMMIT": "SHORT"],
    ["BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_PR_DESTINATION_BRANCH": "main"],
    ["TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "SYSTEM_PULLREQUEST_SOURCECOMMITID": "TOPIC"],
    ["JENKINS_URL": "http://x", "CHANGE_TARGET": "main"],
    ["JENKINS_URL": "http://x", "GIT_PREVIOUS_SUCCESSFUL_COMMIT": "MAIN"],
    ["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_COMMIT": "HEAD"],
    ["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "", "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "main"],
    ["CIRCLECI": "true", "CIRCLE_SHA1": "TOPIC"],
  ]) func `other services say it in their own variables`(variables: [String: String]) throws {
    try git.writeKey(to: "new.env")
    try git.commit()
    // As after a clone of a remote whose default branch is main.
    try git.sh("git checkout -q main && git clone -q . \(Self.checkout) && git -C \(Self.checkout) checkout -q topic")
    let names = [
      "TOPIC": try id("topic"), "MAIN": try id("main"), "SHORT": String(try id("main").prefix(12)),
      "ZEROS": String(repeating: "0", count: 40),
    ]
    let outcome = try git.trySh("keyhound ci", in: Self.checkout, environment: variables.mapValues { names[$0] ?? $0 })
    #expect(outcome.status == 1 && outcome.places == ["new.env:1"], "\(outcome)")
  }

  @Test(arguments: [
    ("GITLAB_CI", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "GIT_DEPTH: 0"),
    ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_DESTINATION_COMMIT", "depth: full"),
    ("TF_BUILD", "SYSTEM_PULLREQUEST_TARGETBRANCH", "fetchDepth: 0"), ("JENKINS_URL", "CHANGE_TARGET", "shallow: false"),
    ("BUILDKITE", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", "BUILDKITE_GIT_CLONE_FLAGS"), ("CIRCLECI", "CIRCLE_SHA1", "--unshallow"),
  ]) func `each service gets its own advice when the target is not there`(mark: String, variable: String, advice: String) throws {
    let missing = String(repeating: "ab", count: 20)
    let outcome = try git.keyhound("ci", environment: [mark: "1", variable: missing])
    #expect(outcome.status == 2 && outcome.errors.contains(advice), "\(outcome)")
  }

  @Test func `a tag that is called like the target branch is not taken for it`() throws {
    try git.writeKey(to: "new.env")
    try git.commit()
    try git.sh("git branch -q -m main other && git tag main topic")
    let variables = ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"]
    #expect(try git.keyhound("ci", environment: variables).status == 2)
    let known = variables.merging(["CI_MERGE_REQUEST_DIFF_BASE_SHA": try id("other")]) { $1 }
    #expect(try git.keyhound("ci", environment: known).places == ["new.env:1"])
  }

  @Test func `a tag that is called like the id of the target is not taken for it`() throws {
    try git.writeKey(to: "new.env")
    try git.commit()
    let short = String(try id("main").prefix(12))
    try git.sh("git tag \(short) topic")
    let variables = ["BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_PR_DESTINATION_COMMIT": short]
    #expect(try git.keyhound("ci", environment: variables).places == ["new.env:1"])
  }

  @Test func `a baseline that is named is that of the base, from whatever folder and however it is written`() throws {
    try git.writeKey(to: "new.env")
    try git.sh("mkdir sub && keyhound baseline write known . && cp known ../outside/known")
    try git.sh("git checkout -q main && git add known && git commit -q -m known && git checkout -q topic && git merge -q main")
    try git.write("", to: "sub/a")
    try git.commit()
    let files = [
      (".", "known"), (".", "./known"), (".", "sub/../known"), ("sub", "../known"), ("sub", "../../outside/known"),
    ]
    for (folder, path) in files {
      let outcome = try git.trySh("keyhound ci --base main --baseline \(path)", in: folder)
      #expect(outcome.status == 0, "\(folder) \(path) \(outcome)")
    }
    try git.sh("git rm -q --cached known && cp known other && git add other && git commit -q -m other")
    #expect(try git.keyhound("ci", "--base", "main", "--baseline", "other").status == 2)
  }

  @Test func `where every commit is scanned, the default branch still says what is ignored, if it is another`() throws {
    try git.sh("git checkout -q main")
    try git.write("*\n", to: ".keyhoundignore")
    try git.commit("ignores everything")
    try git.sh("git clone -q . \(Self.checkout) && git -C \(Self.checkout) checkout -q --detach")
    let own = try git.trySh("keyhound ci", in: Self.checkout)
    #expect(own.status == 0 && own.errors.contains("ignore files and markers in it hold"), "\(own)")
    try git.sh("git rm -q .keyhoundignore && git commit -q -m 'ignores nothing' && git -C \(Self.checkout) fetch -q")
    let trusted = try git.trySh("keyhound ci", in: Self.checkout)
    let judge = try id("main").prefix(12)
    #expect(trusted.places == ["legacy.env:1"] && trusted.errors.contains(judge), "\(trusted)")
  }

  @Test func `--base wins over what the service says`() throws {
    try git.writeKey(to: "new.env")
    try git.commit()
    let variables = ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "topic"]
    #expect(try git.keyhound("ci", "--base", "main", environment: variables).places == ["new.env:1"])
    #expect(try git.keyhound("ci", "--base", "nowhere").status == 2)
  }

  @Test func `an event that cannot be read is an error, not a clean scan`() throws {
    try git.sh("git clone -q . \(Self.checkout)")
    #expect(try github("{ broken", "pull_request").status == 2)
    let without = try git.keyhound("ci", environment: ["GITHUB_ACTIONS": "true"])
    #expect(without.status == 2 && without.errors.contains("--base"))
  }

  @Test func `keys are never revealed`() throws {
    #expect(try git.keyhound("ci", "--base", "main", "--reveal").status == 2)
  }

  private func rule(_ pattern: String) -> String { "[[rules]]\nid = \"own\"\nregex = '''\(pattern)'''\n" }

  /// Puts a rule into the base and, in a change, what it finds; the change makes the rule find it no more.
  private func defuseRule(in file: String) throws {
    try git.sh("git checkout -q main")
    try git.write(rule("zzz_[a-z]{8}"), to: file)
    try git.commit("own rule")
    try git.sh("git checkout -q -b evil")
    try git.write(rule("never_[a-z]{8}"), to: file)
    try git.write("zzz_abcdefgh\n", to: "c.txt")
    try git.commit("defuses the rule")
  }

  @Test func `rules are those of the base, not those of the change`() throws {
    try defuseRule(in: "rules/own.toml")
    try git.write(rule("text_[a-z]{8}"), to: "rules2.toml")
    try git.commit("another rule")
    let link = git.folder.outside.appending(path: "link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: git.folder.url)
    let paths = ["rules", "rules/own.toml", "./rules/../rules", git.folder.path("rules/own.toml"), "\(link.path)/rules/own.toml"]
    for path in paths {
      #expect(try git.keyhound("ci", "--base", "main", "--rules", path).places == ["c.txt:1"], "\(path)")
    }
    let untrusted = try git.keyhound("ci", "--base", "main", "--rules", "rules2.toml")
    #expect(untrusted.status == 2 && untrusted.errors.contains("not trusted"))
    try git.sh("cp rules2.toml ../outside/")
    #expect(try git.keyhound("ci", "--base", "main", "--rules", git.folder.outside.path + "/rules2.toml").status == 0)
  }

  @Test(arguments: ["own.toml", ".gitleaks.toml"])
  func `a configuration that is named is that of the base`(name: String) throws {
    try defuseRule(in: name)
    #expect(try git.keyhound("ci", "--base", "main", "--config", name).places == ["c.txt:1"])
    try git.sh(
      "git checkout -q -b later && git rm -q --cached \(name) && cp \(name) new.toml && git add new.toml && git commit -q -m new")
    #expect(try git.keyhound("ci", "--base", "main", "--config", "new.toml").status == 2)
  }

  @Test func `rules and configuration are those of the base also where the environment names the repository`() throws {
    try defuseRule(in: "sub/own.toml")
    try git.sh("git clone -q --bare . ../outside/bare.git && git worktree add -q ../outside/linked -b linked")
    let (top, bare) = (git.folder.url.path, git.folder.outside.path + "/bare.git")
    let places = [
      (".", ["GIT_DIR": ".git"], "sub/own.toml"), ("sub", ["GIT_DIR": "\(top)/.git"], "own.toml"),
      ("../outside/linked/sub", ["GIT_DIR": "\(top)/.git/worktrees/linked"], "own.toml"),
      ("sub", ["GIT_DIR": bare, "GIT_WORK_TREE": ".."], "own.toml"), (".", ["GIT_DIR": bare], "sub/own.toml"),
    ]
    for (folder, variables, file) in places {
      for option in ["--rules", "--config"] {
        let outcome = try git.trySh("keyhound ci --base main \(option) \(file)", in: folder, environment: variables)
        #expect(outcome.places == ["c.txt:1"], "\(folder) \(variables) \(outcome)")
      }
    }
  }

  #if os(Linux)
    @Test func `a repository in a folder whose name is no UTF-8 is the one that is scanned`() throws {
      try git.write("[[rules]]\nid = \"own\"\nregex = '''zzz_[a-z]{8}'''\n", to: "own.toml")
      try git.sh(
        """
        inner=$(printf 'x\\377') && git init -q -b main "$inner" && mv own.toml "$inner" && cd "$inner" && mkdir sub
        git add . && git commit -q -m rules && git checkout -q -b evil && echo zzz_abcdefgh > sub/c.txt && git add .
        """)
      for folder in ["x?", "x?/sub"] {
        let outcome = try git.trySh("cd \(folder); keyhound git --staged --rules $(git rev-parse --show-cdup)own.toml")
        #expect(outcome.places == ["sub/c.txt:1"], "\(outcome)")
      }
      try git.sh("cd x? && sed -i s/zzz/never/ own.toml && git add . && git commit -q -m 'defuses the rule'")
      for command in ["ci --base main", "git"] {
        let outcome = try git.trySh("cd x?; keyhound \(command) --rules own.toml")
        #expect(outcome.places == (command == "git" ? [] : ["sub/c.txt:1"]) && outcome.status < 2, "\(outcome)")
      }
      #expect(try git.trySh("cd x?/sub; keyhound ci --base main --rules ../own.toml").places == ["sub/c.txt:1"])
    }
  #endif

  @Test func `ignore files, settings and markers of the change itself have no say`() throws {
    try git.write("*.env\n", to: ".keyhoundignore")
    try git.write("[allowlist]\npaths = ['''.*''']\n", to: ".gitleaks.toml")
    try git.write("SERVICE_API_KEY=\(RandomKey.prefixSecret()) # gitleaks:allow keyhound:allow\n", to: "new.env")
    try git.commit()
    #expect(try git.keyhound("ci", "--base", "main").places == ["new.env:1"])
    // The same files in the base count.
    try git.sh(
      "git checkout -q main && git checkout -q topic -- .keyhoundignore && git commit -q -m ignore && git checkout -q topic")
    #expect(try git.keyhound("ci", "--base", "main").status == 0)
  }
}
