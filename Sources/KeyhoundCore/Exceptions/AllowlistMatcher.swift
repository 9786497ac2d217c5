import PCRE2

/// Asks allowlists about findings. Holds the memory that takes, so each worker has its own.
package final class AllowlistMatcher {
  private let scratch = MatchScratch(limits: MatchLimits())

  package init() {}

  /// Whether `list` says that `finding`, whose file is called `path`, is no leak. What a list asks of the match is asked of the line, as
  /// far as a finding keeps it.
  package func allows(_ list: Allowlist, _ finding: Finding, path: String) -> Bool {
    guard list.targetRules.isEmpty || list.targetRules.contains(finding.rule.id) else { return false }
    var answers: [Bool] = []
    if !list.commits.isEmpty { answers.append(list.commits.contains(finding.origin.commit?.id ?? "")) }
    if !list.paths.isEmpty { answers.append(list.paths.contains { matches($0, path) }) }
    if !list.regexes.isEmpty {
      let text = list.target == .secret ? finding.secret.revealed : finding.revealedExtract
      answers.append(list.regexes.contains { matches($0, text) })
    }
    if !list.stopwords.isEmpty {
      let secret = finding.secret.revealed.lowercased()
      answers.append(list.stopwords.contains { secret.contains($0) })
    }
    return list.needsAll ? !answers.isEmpty && answers.allSatisfy { $0 } : answers.contains(true)
  }

  private func matches(_ pattern: Pattern, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { (try? scratch.matches(pattern, in: UnsafeRawBufferPointer($0), from: 0)) ?? false }
  }
}
