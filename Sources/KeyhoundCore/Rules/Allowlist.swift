package import PCRE2

/// Text that is never a leak: gitleaks' `[[allowlists]]` and `[[rules.allowlists]]`.
package struct Allowlist: Sendable {
  package enum Target: String, CaseIterable, Sendable {
    case secret, match, line
  }

  package var description = ""
  /// Whether all criteria that are given must hold (`AND`), or any one (`OR`).
  package var needsAll = false
  /// Full commit ids in lower case.
  package var commits: Set<String> = []
  package var paths: [Pattern] = []
  package var regexes: [Pattern] = []
  /// What the regexes look at.
  package var target = Target.secret
  /// Lower-case text that the secret contains, in any case.
  package var stopwords: [String] = []
  /// The rules it holds for; empty for all, or for the rule it is part of.
  package var targetRules: [String] = []

  package init() {}
}
