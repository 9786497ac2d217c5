import ArgumentParser
import KeyhoundCore
import KeyhoundGit
import KeyhoundReports

/// `keyhound ci`: what a pull or merge request, or a push, brings in.
struct CICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ci",
    abstract: "Scan what a pull request, a merge request or a push adds.",
    discussion: """
      Works out the commits from what GitHub Actions, GitLab CI, Bitbucket, Azure, Jenkins, Buildkite or CircleCI say, or from --base, \
      and scans each of them, their messages, and the tree they result in. A checkout without the history it takes is refused. \
      On GitHub the findings become annotations and a step summary.
      """)

  @Option(
    help: ArgumentHelp("Scan what HEAD has and this commit or branch has not, whatever the service says.", valueName: "commit"))
  var base: String?

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions
  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  func validate() throws {
    if outputOptions.reveal {
      throw ValidationError("--reveal would print keys into a log that others read; ci does not do that")
    }
  }

  func run() throws {
    let service = CIService.current
    let repository = try Repository.open(at: ".", environment: .current)
    let range = try range(repository, service)
    let sources = try sources(range, repository, service)
    let texts: any PolicyTexts =
      range.base.map { BaseTexts(repository: repository, base: $0) } ?? FilesOnDisk(start: repository.layout.workTree)
    let trusted = TrustedRules(repository: repository, base: range.base)
    let rules = try ruleOptions.load(from: texts, configuration: trusted.text) { try trusted.load($0) }
    var scan = ScanRun(
      rules: rules, policyOptions: policyOptions, pictureOptions: pictureOptions, outputOptions: outputs(service))
    scan.reportsFirstSightingsOnly = true
    scan.honoursMarkers = range.base == nil
    scan.texts = texts
    throw try scan.run(sources)
  }

  private func range(_ repository: Repository, _ service: CIService?) throws -> CIRange {
    let change = try base == nil ? service.map { try CIChange($0) } ?? CIChange() : CIChange()
    return try refusing(service) { () throws(GitError) in try CIRange(change, explicitBase: base, in: repository) }
  }

  /// The commits one by one, then what they amount to.
  private func sources(_ range: CIRange, _ repository: Repository, _ service: CIService?) throws -> [any Source] {
    if let note = range.note { StandardStream.error.write("keyhound: \(note)\n") }
    return try refusing(service) { () throws(GitError) in
      let commits = try RangeSource(repository, range: range.commits, head: range.head)
      let all = commits.including(tags: try commits.annotatedTags)
      guard let base = range.base else { return [all] }
      return [all, TreeSource(repository, head: range.head, bases: try repository.mergeBases(base, range.head))]
    }
  }

  /// Says how to get a complete checkout where `body` shows that this one is not.
  private func refusing<Result>(_ service: CIService?, _ body: () throws(GitError) -> Result) throws(CommandFailure) -> Result {
    do {
      return try body()
    } catch {
      throw CommandFailure(Self.refusal(error, service))
    }
  }

  /// On GitHub annotations and a step summary, unless other reports are asked for.
  private func outputs(_ service: CIService?) -> OutputOptions {
    var options = outputOptions
    guard service == .github else { return options }
    if options.format == nil && options.output == nil && !options.reports.contains(where: { $0.path == "-" }) {
      options.format = .builtIn(.github)
    }
    if let summary = Terminal.variable("GITHUB_STEP_SUMMARY"), !summary.isEmpty {
      options.reports.append(ReportRequest(format: .builtIn(.markdown), path: summary, appends: true))
    }
    return options
  }

  private static func refusal(_ error: GitError, _ service: CIService?) -> String {
    switch error {
    case .shallow, .unresolved, .brokenHistory, .noCommonAncestor, .missing:
      guard let service else { return error.description }
      return "this checkout does not have the commits of the change. On \(service.name), \(service.deepening). (\(error))"
    default: return error.description
    }
  }
}
