import ArgumentParser
import KeyhoundCore
import KeyhoundGit

/// `keyhound git`: what a repository holds, read object by object.
struct GitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    abstract: "Scan what the next commit, or a range of commits, adds.",
    discussion: """
      Objects are read by their ids, never through diffs, filters or the work tree, so no setting and no attribute can hide anything. \
      Only lines that are new count: a key in a line that was there before does not stop a commit.
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

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  func validate() throws {
    if isStaged && range != nil { throw ValidationError("--staged and --range ask for different things; give one of them") }
    if !isStaged && range == nil { throw ValidationError("say what to scan: --staged, or --range BASE..HEAD") }
  }

  func run() throws {
    let source = try startListing()
    var scan = ScanRun(rules: try ruleOptions.load(), policyOptions: policyOptions, outputOptions: outputOptions)
    scan.reportsFirstSightingsOnly = true
    throw try scan.run([source()])
  }

  /// Sets git to work; the result waits for it.
  private func startListing() throws -> () throws -> any Source {
    let opened = try Repository.open(at: repository, environment: .current)
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
