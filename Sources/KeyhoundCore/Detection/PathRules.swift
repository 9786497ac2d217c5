import PCRE2

/// Tells which files are findings for their paths alone. For one thread.
package final class PathRules {
  private let patterns: [Pattern]
  private let matcher = MatchScratch()

  init(_ rules: RuleSet) {
    patterns = rules.pathOnly.compactMap { rules.prepared[$0].pathPattern }
  }

  /// Whether a file at `path` may be one of them.
  package func mayConcern(_ path: RawPath) -> Bool {
    var text = path.text
    return text.withUTF8 { text in
      patterns.contains { (try? matcher.matches($0, in: UnsafeRawBufferPointer(text), from: 0)) ?? true }
    }
  }
}
