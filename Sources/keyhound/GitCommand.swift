import ArgumentParser
import KeyhoundCore
import KeyhoundGit

/// `keyhound git`: what a repository holds, read object by object.
struct GitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    abstract: "Scan a repository's whole history, what the next commit adds, or what a range of commits adds.",
    discussion: """
      Without --staged or --range, everything that branches, tags, notes, stashes and worktrees lead to is searched: files, messages and names, \
      and the repository's own .git/config, except in a CI job, whose own token stands there. A key is reported once for each path, at the \
      commit that brought it in. Objects are read by their ids, never through diffs, filters or the work tree, so no setting and no attribute \
      can hide anything. With --staged and --range only lines that are new count.
      """,
    aliases: ["protect"])

  @Argument(help: "The repository, or a folder in it.", completion: .directory)
  var repository = "."

  @Flag(
    name: [.customLong("staged"), .customLong("pre-commit", withSingleDash: false)],
    help: "What the next commit adds: the index against HEAD.")
  var isStaged = false

  @Option(help: ArgumentHelp("What these commits add, each of them: BASE..HEAD, or BASE...HEAD.", valueName: "range"))
  var range: String?

  @OptionGroup(title: "History") var historyOptions: HistoryArguments
  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions
  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  func validate() throws {
    if isStaged && range != nil { throw ValidationError("--staged and --range ask for different things; give one of them") }
    if historyOptions.isUsed && (isStaged || range != nil) {
      throw ValidationError("--unreachable is about the whole history; leave out --staged and --range")
    }
  }

  func run() throws {
    let opened = try Repository.open(at: repository, environment: .current)
    guard isStaged || range != nil else { throw try scanHistory(opened) }
    let source = try startListing(opened)
    var scan = try makeScan(of: opened)
    scan.reportsFirstSightingsOnly = true
    throw try scan.run([source()])
  }

  private func scanHistory(_ opened: Repository) throws -> ExitStatus {
    let history = HistoryScan(repository: opened, options: historyOptions.options)
    var scan = try makeScan(of: opened)
    scan.baselineScope = .everything
    return try scan.run { scanner, consume in try history.run(scanner, consume) }
  }

  /// A scan whose paths, and the files that speak about them, begin at the top of the work tree.
  private func makeScan(of opened: Repository) throws -> ScanRun {
    let top = opened.layout.workTree
    let texts = FilesOnDisk(start: top)
    var scan = ScanRun(
      rules: try ruleOptions.load(from: texts, roots: top == nil ? [repository] : []), policyOptions: policyOptions,
      pictureOptions: pictureOptions, outputOptions: outputOptions)
    scan.texts = texts
    scan.scanned.start = top
    return scan
  }

  /// Sets git to work; the result waits for it.
  private func startListing(_ opened: Repository) throws -> () throws -> any Source {
    guard let range else {
      let listing = try StagedListing(opened)
      return { try StagedSource(listing) }
    }
    let commits = try CommitRange(range, in: opened)
    let source = try RangeSource(opened, range: commits, head: commits.included.first)
    let tagged = try source.including(tags: source.annotatedTags)
    return { tagged }
  }
}
