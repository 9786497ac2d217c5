import ArgumentParser
import KeyhoundCore
import KeyhoundGit

/// `keyhound hook run`: what the hook scripts call.
struct HookRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Do the work of a hook; git's arguments and standard input belong to it.",
    discussion: """
      Says nothing when all is well. Under the pre-commit framework, the commits of PRE_COMMIT_FROM_REF..PRE_COMMIT_TO_REF are scanned \
      where it names some.
      """)

  @Argument(help: ArgumentHelp("Which hook: \(HookType.names).", valueName: "type"))
  var type = HookType.preCommit

  @Argument(help: ArgumentHelp("What git gives to the hook.", valueName: "arguments"))
  var arguments: [String] = []

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions
  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  func run() throws {
    let repository = try Repository.open(at: ".", environment: .current)
    guard let source = try startListing(repository) else { throw ExitStatus.clean }
    var output = outputOptions
    output.quiet = true
    let texts = FilesOnDisk(start: repository.layout.workTree)
    var scan = ScanRun(
      rules: try ruleOptions.load(from: texts), policyOptions: policyOptions, pictureOptions: pictureOptions,
      outputOptions: output)
    scan.texts = texts
    scan.scanned.start = repository.layout.workTree
    scan.reportsFirstSightingsOnly = true
    // Whoever pushes is not the judge of what is pushed.
    scan.honoursMarkers = type != .preReceive
    let status = try scan.run([source()])
    if status != .clean { StandardStream.error.write(advice(status)) }
    throw status
  }

  /// Sets git to work; the result waits for it. `nil` when a push only deletes.
  private func startListing(_ repository: Repository) throws -> (() throws -> any Source)? {
    if let framework = FrameworkRange.current { return { try framework.source(repository) } }
    switch type {
    case .preCommit, .preMergeCommit:
      let listing = try StagedListing(repository)
      return { try StagedSource(listing) }
    case .prePush:
      let updates = try references { ReferenceUpdate(prePush: $0) }
      let known = try FrameworkRange.remoteReferences(arguments.first, in: repository)
      return pushed(updates, to: repository, known: known)
    case .preReceive:
      return pushed(try references { ReferenceUpdate(preReceive: $0) }, to: repository, known: ["--all"])
    }
  }

  private func pushed(
    _ updates: [ReferenceUpdate], to repository: Repository, known: [String]
  ) -> (() throws -> any Source)? {
    guard updates.contains(where: { $0.new != nil }) else { return nil }
    return { try PushedSource(repository, updates: updates, known: known) }
  }

  private func references(_ parse: (String) -> ReferenceUpdate?) throws(CommandFailure) -> [ReferenceUpdate] {
    var updates: [ReferenceUpdate] = []
    while let line = readLine() {
      guard let update = parse(line) else {
        throw CommandFailure("\(type.rawValue): standard input is not what git gives this hook; it is meant to be run by git")
      }
      updates.append(update)
    }
    return updates
  }

  private func advice(_ status: ExitStatus) -> String {
    let bypass = type.bypass.map { " If this is no key, go past the check once with \($0)." } ?? ""
    switch status {
    case .clean: return ""
    case .failed: return "keyhound: not everything could be scanned, so git stops here.\(bypass)\n"
    case .found:
      switch type {
      case .preCommit, .preMergeCommit:
        return "keyhound: nothing was committed. Take the key out and stage the file again.\(bypass)\n"
      case .prePush:
        return
          "keyhound: nothing was pushed. Take the key out of these commits, and revoke it if it was ever elsewhere.\(bypass)\n"
      case .preReceive: return "keyhound: the push was refused. Take the key out of these commits and push again.\n"
      }
    }
  }
}

/// The commits that the pre-commit framework names in its variables, for it keeps standard input to itself.
enum FrameworkRange {
  case between(from: String, to: String)
  /// The first push of all: everything that the branch has and the remote lacks.
  case first(branch: String, remote: String)

  static var current: FrameworkRange? {
    guard Terminal.variable("PRE_COMMIT") != nil else { return nil }
    if let from = Terminal.variable("PRE_COMMIT_FROM_REF"), let to = Terminal.variable("PRE_COMMIT_TO_REF") {
      return .between(from: from, to: to)
    }
    let branch = Terminal.variable("PRE_COMMIT_LOCAL_BRANCH") ?? "HEAD"
    return Terminal.variable("PRE_COMMIT_REMOTE_NAME").map { .first(branch: branch, remote: $0) }
  }

  func source(_ repository: Repository) throws -> RangeSource {
    switch self {
    case .between(let from, let to):
      return try RangeSource(repository, range: CommitRange("\(from)..\(to)", in: repository), head: nil)
    case .first(let branch, let remote):
      let head = try repository.commit(named: branch)
      let known = try Self.remoteReferences(remote, in: repository)
      return try RangeSource(repository, range: CommitRange(included: [head], excludedReferences: known), head: nil)
    }
  }

  /// What `git rev-list` calls the branches that a remote is known to have. A remote given by its address has none.
  static func remoteReferences(_ remote: String?, in repository: Repository) throws(GitError) -> [String] {
    guard let remote, !remote.isEmpty, !remote.contains(":"), !remote.hasPrefix("/"), !remote.hasPrefix(".") else { return [] }
    return try repository.branches(ofRemote: remote)
  }
}
