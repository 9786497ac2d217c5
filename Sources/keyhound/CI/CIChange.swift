/// What a service says of the change it checks. Names are not resolved yet.
struct CIChange {
  /// The tip of the change, where HEAD may be something else.
  var head: String?
  /// Where the change is to go: commits and branches, one of which has to be known here. The first is the one to be trusted.
  var targets: [Target] = []
  /// What the branch held before a push; it may be gone after a forced one.
  var previous: String?
  /// The branch that changes go to when nothing else is said.
  var defaultBranch: String?

  enum Target: Equatable {
    case commit(String)
    case branch(String)
  }

  /// Reads what `service` tells the program.
  init(_ service: CIService) throws(CommandFailure) {
    switch service {
    case .github: self = try GitHubEvent.current().change
    case .gitlab: self = .gitlab
    case .bitbucket: self = .bitbucket
    case .azure: self = .azure
    case .jenkins: self = .jenkins
    case .buildkite: self = .buildkite
    case .circleCI: self = CIChange(head: Self.variable("CIRCLE_SHA1"))
    }
  }

  init(head: String? = nil, targets: [Target?] = [], previous: String? = nil, defaultBranch: String? = nil) {
    self.head = Self.known(head)
    self.targets = targets.compactMap { $0 }
    self.previous = Self.known(previous)
    self.defaultBranch = defaultBranch
  }

  private static var gitlab: CIChange {
    CIChange(
      head: variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? variable("CI_COMMIT_SHA"),
      targets: [
        commit("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"), branch("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
        commit("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
      ], previous: variable("CI_COMMIT_BEFORE_SHA"), defaultBranch: variable("CI_DEFAULT_BRANCH"))
  }

  private static var bitbucket: CIChange {
    CIChange(
      head: variable("BITBUCKET_COMMIT"),
      targets: [branch("BITBUCKET_PR_DESTINATION_BRANCH"), commit("BITBUCKET_PR_DESTINATION_COMMIT")])
  }

  private static var azure: CIChange {
    CIChange(head: variable("SYSTEM_PULLREQUEST_SOURCECOMMITID"), targets: [branch("SYSTEM_PULLREQUEST_TARGETBRANCH")])
  }

  private static var jenkins: CIChange {
    CIChange(
      targets: [branch("CHANGE_TARGET")],
      previous: variable("GIT_PREVIOUS_SUCCESSFUL_COMMIT") ?? variable("GIT_PREVIOUS_COMMIT"))
  }

  private static var buildkite: CIChange {
    CIChange(
      head: variable("BUILDKITE_COMMIT"), targets: [branch("BUILDKITE_PULL_REQUEST_BASE_BRANCH")],
      defaultBranch: variable("BUILDKITE_PIPELINE_DEFAULT_BRANCH"))
  }

  private static func commit(_ name: String) -> Target? { known(variable(name)).map(Target.commit) }

  private static func branch(_ name: String) -> Target? {
    variable(name).map { .branch($0.hasPrefix("refs/heads/") ? String($0.dropFirst("refs/heads/".count)) : $0) }
  }

  private static func variable(_ name: String) -> String? { Terminal.variable(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// A commit, unless it is the row of zeros that stands for none, or a name such as Buildkite's HEAD.
  private static func known(_ commit: String?) -> String? {
    guard let commit, commit.utf8.count >= 7, !commit.utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    return commit
  }
}
