import KeyhoundCore

/// The policy's view of findings in pictures: what is reported, and what is shown of it.
struct PictureJudgement {
  let policy: Policy
  private let allowlists: [Allowlist]
  private let matcher = AllowlistMatcher()
  private let exceptions: ExceptionLookup
  private let concealer: Concealer

  init(_ scanner: Scanner) {
    policy = scanner.policy
    let detector = scanner.detector
    allowlists = detector.rules.allowlists
    exceptions = ExceptionLookup(scanner.policy, isRule: detector.rules.isRule)
    concealer = Concealer(detector, DetectorScratch(for: detector.rules))
  }

  /// The finding as it is reported, with an allowance where somebody said that it is not; `nil` when it is dropped.
  func judged(_ finding: Finding) -> Finding? {
    let lists = allowlists + finding.rule.allowlists
    guard !lists.contains(where: { matcher.allows($0, finding, path: finding.origin.path) }) else { return nil }
    var finding = finding
    switch exceptions.verdict(on: finding) {
    case .drop: return nil
    case .report: finding.allowance = nil
    case .allow(let allowance): finding.allowance = allowance
    }
    guard policy.concealsTexts else { return finding }
    concealer.conceal(&finding)
    finding.extract = concealer.concealed(finding.extract)
    return finding
  }

  func issues(concerning path: String) -> [Issue] { exceptions.issues(concerning: path) }

  func concealed(_ issue: Issue) -> Issue { policy.concealsTexts ? concealer.concealed(issue) : issue }

  func takeMetEntries() -> Set<String> { exceptions.takeMetEntries() }
}
