import ArgumentParser
import KeyhoundCore
import KeyhoundEngine

/// Options that say what counts.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("min-confidence"),
    help: ArgumentHelp("Report findings of at least this confidence: low, medium or high.", valueName: "level"))
  var minimumConfidence = Confidence.medium

  @Flag(name: .customLong("ignore-examples"), help: "Leave out the example keys that vendors print in their documentation.")
  var ignoreExamples = false

  @Option(
    name: .customLong("allow-incomplete"),
    help: ArgumentHelp(
      "Do not fail for this kind of gap; repeatable: \(Issue.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kind"))
  var allowedGaps: [Issue.Kind] = []

  @Option(
    name: [.short, .long], help: ArgumentHelp("Workers that read and search (default: one for each processor).", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 || jobs > 1024 { throw ValidationError("--jobs takes a number from 1 to 1024, not \(jobs)") }
  }

  var policy: Policy {
    var policy = Policy()
    policy.minimumConfidence = minimumConfidence
    policy.ignoresExamples = ignoreExamples
    policy.allowedGaps = Set(allowedGaps)
    return policy
  }
}

extension Confidence: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(name: argument)
    if self == .none { return nil }
  }
}

extension Issue.Kind: ExpressibleByArgument {}
