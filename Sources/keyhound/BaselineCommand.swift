import ArgumentParser
import KeyhoundCore
import KeyhoundEngine
import KeyhoundFiles
import KeyhoundReports
import KeyhoundRules

/// `keyhound baseline`: what is known and not reported again.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Write down what is known, so that only what is new is reported.",
    discussion: """
      A baseline has one line for each finding, sorted, with its fingerprint, rule and path, and without the secret. Behind that a line may \
      say owner=NAME, expires=YYYY-MM-DD and reason=WORDS. It is used with --baseline FILE, or when .keyhound.toml says baseline = "FILE".
      """,
    subcommands: [Write.self, Check.self, Prune.self])

  /// `keyhound baseline write FILE [PATH...]`
  struct Write: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "write",
      abstract: "Add what is found to the baseline; what it says already stays.")
    @OptionGroup var input: BaselineInput

    func run() throws {
      var baseline = try input.known()
      let before = baseline.entries.count
      let found = try input.found()
      let moved = found.follow(in: &baseline)
      found.insert(into: &baseline)
      try TextFile.write(baseline.text, to: input.file)
      let added = baseline.entries.count - before
      let renamed = moved.isEmpty ? "" : "\(moved.count) moved, "
      let expired = baseline.entries.values.count { $0.isExpired(on: Terminal.today) }
      let reported = expired == 0 ? "" : "; \(expired) expired, which \(expired == 1 ? "is" : "are") reported all the same"
      StandardStream.error.write("\(input.shownFile): \(added) added, \(renamed)\(baseline.entries.count) in all\(reported)\n")
    }
  }

  /// `keyhound baseline prune FILE [PATH...]`
  struct Prune: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prune",
      abstract: "Take out entries that nothing stands for any more, and those that have expired.",
      discussion: """
        Entries whose files were renamed are moved. Exit status: 0 also when there is nothing to take out; with --dry-run, 1 when \
        there is.
        """)
    @OptionGroup var input: BaselineInput

    @Flag(name: .customLong("dry-run"), help: "Only say what would be taken out.")
    var isDryRun = false

    func run() throws {
      let review = try BaselineReview(input)
      try review.tell()
      if !isDryRun && review.isChanged { try TextFile.write(review.pruned.text, to: input.file) }
      review.sum(isDryRun ? "to take out" : "taken out")
      if isDryRun && !review.useless.isEmpty { throw ExitStatus.found(code: ExitStatus.defaultFoundCode) }
    }
  }

  /// `keyhound baseline check FILE [PATH...]`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List entries that nothing stands for any more, and those that have expired; change nothing.",
      discussion: "Exit status: 0 when every entry is in use, 1 when some are not, 2 when the baseline cannot be read.")
    @OptionGroup var input: BaselineInput

    func run() throws {
      guard FilesOnDisk().exists(input.file) else {
        throw CommandFailure("there is no baseline \(input.shownFile); `keyhound baseline write \(input.shownFile)` makes one")
      }
      let review = try BaselineReview(input)
      try review.tell()
      review.sum("of no use")
      if !review.useless.isEmpty { throw ExitStatus.found(code: ExitStatus.defaultFoundCode) }
    }
  }
}

/// A baseline held against what is found now.
private struct BaselineReview {
  /// The baseline as it should be.
  private(set) var pruned: Baseline
  /// Entries that have expired, or that nothing stands for.
  private(set) var useless: [(entry: BaselineEntry, isExpired: Bool)] = []
  private let moved: [BaselineEntry]
  private let file: String

  init(_ input: BaselineInput) throws {
    file = input.shownFile
    pruned = try input.known()
    guard !pruned.entries.isEmpty else {
      moved = []
      return
    }
    let found = try input.found(isWhole: true)
    moved = found.follow(in: &pruned)
    let present = found.met(in: pruned)
    for entry in pruned.sorted {
      let isExpired = entry.isExpired(on: Terminal.today)
      guard isExpired || (!present.contains(entry.fingerprint) && found.isSearched(entry, pruned.places)) else { continue }
      useless.append((entry, isExpired))
      pruned.remove(entry.fingerprint)
    }
  }

  var isChanged: Bool { !useless.isEmpty || !moved.isEmpty }

  /// One line for each entry that goes or moves.
  func tell() throws(CommandFailure) {
    let lines =
      useless.map { "\($0.isExpired ? "expired" : "unused"): \($0.entry.line)" } + moved.map { "moved: \($0.line)" }
    try StandardStream.output.print(lines.map { TerminalText.safe($0) + "\n" }.joined())
  }

  func sum(_ done: String) {
    StandardStream.error.write("\(file): \(useless.count) \(done), \(pruned.entries.count) left\n")
  }
}

/// What the commands about baselines take: the file, and where findings come from.
struct BaselineInput: ParsableArguments {
  @Argument(help: "The baseline.", completion: .file())
  var file: String

  @Argument(help: "Folders and files to scan.", completion: .file())
  var paths: [String] = ["."]

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "Take the findings of this JSON or JSON Lines report instead of scanning, as of `keyhound git`; - is standard input.",
      valueName: "report"))
  var report: String?

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions
  @OptionGroup(title: "What counts") var policyOptions: PolicyOptions
  @OptionGroup(title: "Pictures") var pictureOptions: PictureOptions

  /// What the file says now; nothing when there is none yet.
  func known() throws -> Baseline {
    let places = ScannedPaths(named: paths).places(of: [file])
    guard FilesOnDisk().exists(file) else {
      var empty = Baseline()
      empty.places = places
      return empty
    }
    let baseline = try BaselineFile.read(file, places)
    guard !baseline.isForeign else {
      throw CommandFailure("\(shownFile) is a baseline of another program, which is only read; choose another file")
    }
    return baseline
  }

  /// The file as messages name it.
  var shownFile: String { TerminalText.safe(file) }

  /// All that is found, the known included.
  /// - Parameter isWhole: whether what is not found is taken to be gone.
  func found(isWhole: Bool = false) throws -> FoundNow {
    if let report {
      let report = try FindingsReport(TextFile.read(report), name: report)
      if isWhole { try report.checkWholeness() }
      return FoundNow(reported: report.entries)
    }
    let findings = try Collection(ruleOptions, policyOptions, pictureOptions).findings(in: paths, isWhole: isWhole)
    let loaded = try ruleOptions.load(roots: paths)
    return FoundNow(
      findings: findings, scope: .paths(paths), rules: Set(loaded.rules.map(\.id)),
      readsPictures: pictureOptions.images ?? loaded.images ?? false)
  }

  /// What is there now. Reports tell no secrets, so that what they tell of cannot be known under another name.
  struct FoundNow {
    var reported: [BaselineEntry] = []
    var findings: [Finding] = []
    /// What was searched. A report is taken for one of everything that the baseline was made of.
    var scope = BaselineScope.everything
    /// The rules that were searched for; `nil` where a report does not tell.
    var rules: Set<String>?
    /// Whether the text that pictures show was read.
    var readsPictures = true

    /// Moves entries of `baseline` to where their files are now.
    /// - Returns: those that moved.
    func follow(in baseline: inout Baseline) -> [BaselineEntry] { findings.compactMap { baseline.follow($0) } }

    func insert(into baseline: inout Baseline) {
      for entry in reported { baseline.insert(entry) }
      for finding in findings { baseline.insert(finding) }
    }

    /// Fingerprints of the entries that something was found for.
    func met(in baseline: Baseline) -> Set<String> {
      Set(reported.map(\.fingerprint) + findings.compactMap { baseline.exactEntry(for: $0)?.fingerprint })
    }

    /// Whether what `entry` stands for would have been found.
    func isSearched(_ entry: BaselineEntry, _ places: BaselinePlaces) -> Bool {
      (rules?.contains(entry.rule) ?? true) && scope.covers(entry, places, readsPictures: readsPictures)
    }
  }

  /// A scan that keeps what it finds instead of reporting it.
  struct Collection {
    private let ruleOptions: RuleOptions
    private let policyOptions: PolicyOptions
    private let pictureOptions: PictureOptions

    init(_ ruleOptions: RuleOptions, _ policyOptions: PolicyOptions, _ pictureOptions: PictureOptions) {
      self.ruleOptions = ruleOptions
      self.policyOptions = policyOptions
      self.pictureOptions = pictureOptions
    }

    /// The findings below `paths` that nothing but a baseline leaves out.
    /// - Parameter isWhole: whether what is believed little, and the examples of vendors, are among them whatever the options say.
    func findings(in paths: [String], isWhole: Bool = false) throws -> [Finding] {
      var loaded = try ruleOptions.load(roots: paths)
      loaded.baselines = []
      var options = isWhole ? policyOptions.widened(for: loaded) : policyOptions
      options.baseline = []
      let policy = try options.policy(loaded, from: FilesOnDisk(scanning: paths))
      var findings: [Finding] = []
      var problems: [Issue] = []
      let scanner = ScanRun.scanner(loaded, policy, options, pictures: try pictureOptions.shelf(for: loaded))
      func consume(_ event: Scanner.Event) {
        switch event {
        case .finding(let finding): findings.append(finding)
        case .issue(let issue): problems.append(issue)
        case .allowed, .progress, .note: break
        }
      }
      let searched = scanner.scan(FolderSource(paths: paths), consume)
      let coverage = scanner.readPictures(after: searched, consume)
      guard coverage.isComplete else { throw Self.failure(problems) }
      return findings
    }

    private static func failure(_ problems: [Issue]) -> CommandFailure {
      let words = problems.filter(\.isGap).prefix(5).map { ($0.path.map { "\($0): " } ?? "") + $0.message }
      return CommandFailure("not everything could be scanned: \(words.joined(separator: "; "))")
    }
  }
}
