import FoundationEssentials
import KeyhoundGit

extension GitEnvironment {
  /// What the environment of this program says, as git sets it for hooks.
  static var current: GitEnvironment { GitEnvironment(variables: ProcessInfo.processInfo.environment) }
}

extension PersonalGit {
  /// Git as the person who started this program would run it.
  static var current: PersonalGit { PersonalGit(variables: ProcessInfo.processInfo.environment) }
}
