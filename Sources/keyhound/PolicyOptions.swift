import ArgumentParser
import KeyhoundCore
import KeyhoundEngine
import KeyhoundRules

/// Options that say what counts.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("min-confidence"),
    help: ArgumentHelp("Report findings of at least this confidence (default: medium).", valueName: "level"))
  var chosenConfidence: Confidence?

  /// The level in force where no configuration file sets another one.
  var minimumConfidence: Confidence { chosenConfidence ?? .medium }

  @Flag(name: .customLong("ignore-examples"), help: "Leave out the example keys that vendors print in their documentation.")
  var ignoreExamples = false

  @Option(
    name: .customLong("allow-incomplete"),
    help: ArgumentHelp("Do not fail for this kind of gap; repeatable.", valueName: "kind"))
  var allowedGaps: [Issue.Kind] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Leave out what this baseline knows: ours, a gitleaks report or a .secrets.baseline; repeatable.", valueName: "file"),
    completion: .file())
  var baseline: [String] = []

  @Flag(
    name: [.customLong("no-allow"), .customLong("ignore-gitleaks-allow")],
    help: "Disregard markers in the text, cell tags, ignore files and what configuration files leave out.")
  var noAllow = false

  @Flag(name: .customLong("list-allowed"), help: "Also show what is left out because somebody said so, and who said it where.")
  var listAllowed = false

  @Option(
    name: [.customLong("decode-depth"), .customLong("max-decode-depth")],
    help: ArgumentHelp(
      "How many encodings may lie one inside another, such as base64 in a URL; 0 decodes nothing (default: 2).", valueName: "n"))
  var chosenDecodeDepth: Int?

  /// The depth in force: the one that was chosen, or that of the configuration.
  func decodeDepth(_ loaded: LoadedRules) -> Int { chosenDecodeDepth ?? Self.configuredDecodeDepth(loaded, noAllow: noAllow) }

  /// Whether somebody chose to decode less than the configuration would.
  func decodesLess(than loaded: LoadedRules) -> Bool {
    decodeDepth(loaded) < Self.configuredDecodeDepth(loaded, noAllow: noAllow)
  }

  /// These options for a scan that is to find whatever may be known.
  func widened(for loaded: LoadedRules) -> PolicyOptions {
    var options = self
    options.chosenConfidence = .low
    options.ignoreExamples = false
    options.chosenDecodeDepth = max(decodeDepth(loaded), Self.configuredDecodeDepth(loaded, noAllow: true))
    return options
  }

  private static let usualDecodeDepth = 2

  /// The depth of the configuration, with which `--no-allow` reads no less than usual.
  static func configuredDecodeDepth(_ loaded: LoadedRules, noAllow: Bool) -> Int {
    let configured = loaded.decodeDepth ?? usualDecodeDepth
    return noAllow ? max(configured, usualDecodeDepth) : configured
  }

  @Option(
    name: [.short, .long], help: ArgumentHelp("Workers that read and search (default: one for each processor).", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 || jobs > 1024 { throw ValidationError("--jobs takes a number from 1 to 1024, not \(jobs)") }
    if let depth = chosenDecodeDepth, !ConfigurationFile.decodeDepths.contains(depth) {
      throw ValidationError("--decode-depth takes a number from 0 to \(ConfigurationFile.decodeDepths.upperBound), not \(depth)")
    }
  }

  /// The policy that these options and what was loaded come to.
  /// - Parameters:
  ///   - texts: where baselines, ignore files and configuration files come from.
  ///   - paths: what is scanned.
  func policy(
    _ loaded: LoadedRules, from texts: any PolicyTexts = FilesOnDisk(), scanning paths: ScannedPaths = ScannedPaths()
  ) throws -> Policy {
    var policy = Policy()
    policy.reportedRules = loaded.reported
    policy.minimumConfidence = minimumConfidence
    policy.isConfidenceChosen = chosenConfidence != nil
    policy.honoursExceptions = !noAllow
    policy.today = Terminal.today
    policy.exceptions = ExceptionFolders(texts: texts, loaded)
    policy.baseline = try known(loaded.baselines + baseline.map(texts.path), texts, paths)
    policy.ignoresExamples = ignoreExamples
    policy.allowedGaps = Set(allowedGaps)
    return policy
  }

  /// What all baselines know together.
  private func known(_ files: [String], _ texts: any PolicyTexts, _ paths: ScannedPaths) throws -> Baseline {
    var known = Baseline()
    guard !files.isEmpty else { return known }
    known.places = texts.places(of: files, scanning: paths)
    for file in files { known.formUnion(try BaselineFile.read(file, from: texts, known.places)) }
    return known
  }
}

extension Confidence: ExpressibleByArgument {
  public static var allValueStrings: [String] { ["low", "medium", "high"] }

  public init?(argument: String) {
    self.init(name: argument)
    if self == .none { return nil }
  }
}

extension Issue.Kind: ExpressibleByArgument {}
