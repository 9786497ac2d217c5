/// A service that runs checks on changes.
enum CIService: CaseIterable {
  case github, gitlab, bitbucket, azure, jenkins, buildkite, circleCI

  /// The service that runs this program, by the variable each of them sets.
  static var current: CIService? { allCases.first { Terminal.variable($0.mark)?.isEmpty == false } }

  private var mark: String {
    switch self {
    case .github: "GITHUB_ACTIONS"
    case .gitlab: "GITLAB_CI"
    case .bitbucket: "BITBUCKET_BUILD_NUMBER"
    case .azure: "TF_BUILD"
    case .jenkins: "JENKINS_URL"
    case .buildkite: "BUILDKITE"
    case .circleCI: "CIRCLECI"
    }
  }

  var name: String {
    switch self {
    case .github: "GitHub Actions"
    case .gitlab: "GitLab CI"
    case .bitbucket: "Bitbucket Pipelines"
    case .azure: "Azure Pipelines"
    case .jenkins: "Jenkins"
    case .buildkite: "Buildkite"
    case .circleCI: "CircleCI"
    }
  }

  /// What to write, and where, so that the checkout has all of the history.
  var deepening: String {
    switch self {
    case .github: "give actions/checkout `with: { fetch-depth: 0 }`"
    case .gitlab: "set the variable `GIT_DEPTH: 0` in this job of .gitlab-ci.yml"
    case .bitbucket: "write `clone: { depth: full }` at the top of bitbucket-pipelines.yml"
    case .azure: "begin the steps with `- checkout: self` and `fetchDepth: 0` below it"
    case .jenkins: "switch off the shallow clone of the Git plugin (CloneOption, shallow: false), and fetch the target branch too"
    case .buildkite: "take --depth out of BUILDKITE_GIT_CLONE_FLAGS, and fetch the target branch"
    case .circleCI: "use the full method of checkout, or run `git fetch --unshallow` before"
    }
  }
}
