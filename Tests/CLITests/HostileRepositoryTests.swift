import Foundation
import Testing

/// Settings and attributes that blind tools which read diffs, and repositories that try to run something.
@Suite struct HostileRepositoryTests {
  static let settings = [
    "git config color.ui always", "git config color.diff always", "git config diff.orderFile /nowhere/order",
    "git config diff.external true", "git config diff.noprefix true", "git config diff.mnemonicPrefix true",
    "git config diff.renames copies", "git config diff.ignoreSubmodules all", "git config diff.wsErrorHighlight all",
    "git config diff.relative true", "git config diff.noIndex true", "git config diff.algorithm nonsense",
    "git config log.showRoot false", "git config log.showSignature true", "git config log.diffMerges off",
    "git config format.pretty oneline", "git config core.quotePath false", "git config core.pager false",
    "git config core.attributesFile \"$PWD/../outside/attributes\" && echo '* -diff' > ../outside/attributes",
    "git config diff.secret.textconv true && echo '* diff=secret' > .gitattributes",
    "echo '* -diff -text binary' > .gitattributes", "echo '* -diff' > .git/info/attributes",
    "echo '* filter=hide' > .gitattributes && git config filter.hide.clean 'sed s/KEY/XXX/' && git config filter.hide.required false",
    "echo '* export-ignore' > .gitattributes", "echo '*' > .gitignore", "echo '*' > .git/info/exclude",
    "git config core.bare true", "git config core.worktree /nowhere", "git config core.ignoreCase true",
    "git config alias.diff-index version", "git config alias.rev-list version", "git config feature.manyFiles true",
    "git config core.sparseCheckout true && echo '/nothing' > .git/info/sparse-checkout",
    "git config grep.lineNumber true", "git config i18n.logOutputEncoding UTF-16", "git config core.abbrev 4",
    "git config rev-list.max 1", "git config fetch.fsckObjects true", "git config core.fsmonitor true",
    "git config core.splitIndex true", "git config index.threads true", "git config safe.bareRepository explicit",
  ]

  @Test(arguments: settings) func `no setting and no attribute hides a staged key, or one in a commit`(setting: String) throws {
    let git = try GitFolder()
    try git.writeKey(to: "root.env")
    try git.sh("git add . && git commit -q -m root")
    try git.writeKey(to: "a.env")
    try git.writeKey(to: "sub/b.txt")
    // The keys are in the index and in a commit before an attribute could filter them away.
    try git.sh("git add . && git commit -q -m second && git tag second && git reset -q --soft HEAD~ && \(setting)")
    #expect(try git.keyhound("git", "--staged").places == ["a.env:1", "sub/b.txt:1"])
    let range = try git.keyhound("git", "--range", "HEAD..second")
    #expect(range.places == ["a.env:1", "sub/b.txt:1"], "\(range.output)\(range.errors)")
  }

  @Test func `settings of the user and variables of git have no say`() throws {
    let git = try GitFolder()
    try git.sh(
      "git commit -q --allow-empty -m root && git config --global color.ui always && git config --global diff.external false")
    try git.writeKey(to: "a.env")
    try git.sh("git add .")
    let variables = [
      "GIT_EXTERNAL_DIFF": "false", "GIT_PAGER": "false", "GIT_DIFF_OPTS": "-u0", "GIT_LITERAL_PATHSPECS": "0",
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "color.ui", "GIT_CONFIG_VALUE_0": "always", "GIT_TRACE": "1",
      "GIT_NAMESPACE": "other", "GIT_CEILING_DIRECTORIES": "/", "GIT_REPLACE_REF_BASE": "refs/x",
    ]
    #expect(try git.keyhound("git", "--staged", environment: variables).places == ["a.env:1"])
  }

  @Test func `replaced commits and grafts hide nothing`() throws {
    let git = try GitFolder()
    try git.commit("root")
    try git.writeKey(to: "a.env")
    try git.commit("second")
    try git.sh("git rm -q a.env && git commit -q -m third")
    let clean = try git.sh("git rev-parse HEAD~2").trimmingCharacters(in: .whitespacesAndNewlines)
    try git.sh("git replace HEAD~1 HEAD~2")
    #expect(try git.keyhound("git", "--range", "\(clean)..HEAD").places == ["a.env:1"])
    try git.sh("git replace -d HEAD~1 && echo $(git rev-parse HEAD) \(clean) > .git/info/grafts")
    #expect(try git.keyhound("git", "--range", "\(clean)..HEAD").places == ["a.env:1"])
  }

  @Test func `nothing that a repository names is ever run`() throws {
    let git = try GitFolder()
    try git.write("a\n", to: "a.txt")
    try git.commit("root")
    try git.write("echo run \"$0\" \"$@\" >> '\(git.folder.outside.path)/ran'\nexit 1\n", to: "../outside/evil")
    let evil = git.folder.outside.appending(path: "evil").path
    try git.sh("chmod +x '\(evil)' && sed -i '1i #!/bin/sh' '\(evil)'")
    try git.writeKey(to: "b.env")
    try git.sh("echo x >> a.txt && git add . && git commit -q -m second && echo y >> a.txt && git add .")
    try git.sh(Self.traps(evil))
    // A missing blob invites a partial clone to fetch it.
    try git.sh(
      "id=$(git -c core.fsmonitor=false rev-parse HEAD:b.env) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)"
    )
    for arguments in [
      ["git", "--staged"], ["git", "--range", "HEAD~..HEAD"], ["hook", "run", "pre-commit"], ["ci", "--base", "HEAD~"],
    ] {
      let outcome = try Keyhound.run(arguments, in: git.folder, environment: git.environment)
      #expect(!FileManager.default.fileExists(atPath: git.folder.outside.appending(path: "ran").path), "\(arguments)")
      #expect(outcome.status == (arguments.contains("--staged") || arguments.contains("run") ? 0 : 2), "\(arguments) \(outcome)")
    }
  }

  private static func traps(_ evil: String) -> String {
    let keys = [
      "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
      "core.alternateRefsCommand",
      "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge",
      "filter.trap.process",
      "merge.trap.driver", "credential.helper", "gpg.program", "pager.diff-index", "pager.rev-list", "pager.cat-file",
      "uploadpack.packObjectsHook", "sequence.editor", "interactive.diffFilter", "remote.origin.uploadpack", "remote.origin.vcs",
    ]
    let lines = keys.map { "git config \($0) '\(evil)'" }
    return
      (lines + [
        "mkdir -p .git/hooks",
        "for hook in post-index-change post-checkout reference-transaction fsmonitor-watchman pre-auto-gc; do",
        "  cp '\(evil)' .git/hooks/$hook", "done", "git config alias.cat-file '!\(evil)'",
        "git config alias.diff-index '!\(evil)'",
        "git config remote.origin.url \"ext::\(evil) %s\"", "git config remote.origin.promisor true",
        "git config remote.origin.partialclonefilter blob:none", "git config extensions.partialClone origin",
        "git config core.repositoryFormatVersion 1", "git config protocol.ext.allow always",
        "printf '* filter=trap diff=trap merge=trap\\n' > .gitattributes",
        "rm -f '\(evil.replacingOccurrences(of: "/evil", with: "/ran"))'",
      ]).joined(separator: "\n")
  }
}
