import PCRE2

/// Decides whether a match is a secret, and how sure that is.
struct Judge {
  let rule: PreparedRule
  private let search: ChunkSearch

  init(_ rule: PreparedRule, _ search: ChunkSearch) {
    self.rule = rule
    self.search = search
  }

  struct Verdict {
    var confidence: Confidence
    var evidence: [String]
    var isExample: Bool
  }

  var bytes: UnsafeRawBufferPointer { search.bytes }

  /// What is to be reported; `nil` for a match that is no secret.
  func verdict(secret: Range<Int>, match: Range<Int>, allowlists: [Allowlist]) -> Verdict? {
    let text = bytes.view(secret)
    guard rule.definition.requires.areMet(by: text), rule.definition.checksum?.holds(for: text) ?? true else { return nil }
    let details = rule.definition.readDetails
    let isExample = details.values.published.contains { text.elementsEqual($0.utf8) }
    if let entropy = rule.definition.entropy, !isExample, TextStatistics(text).entropy <= entropy { return nil }
    guard hasKeyword(near: match) else { return nil }
    if details.values.allowlists.contains(where: { allows($0, secret: secret, match: match) }) { return nil }
    if allowlists.contains(where: { allows($0, secret: secret, match: match) }) { return nil }
    return weigh(details.values.evidence, secret: secret, match: match, isExample: isExample)
  }

  func hasKeyword(near match: Range<Int>) -> Bool {
    guard !rule.keywords.isEmpty, rule.definition.keywordDistance < Rule.anywhere else { return true }
    let near = widened(match, by: rule.definition.keywordDistance)
    return rule.keywords.contains { bytes.contains(folded: $0, in: near) }
  }

  private func weigh(_ tests: [EvidenceTest], secret: Range<Int>, match: Range<Int>, isExample: Bool) -> Verdict? {
    var level = rule.definition.confidence.rawValue
    var names: [String] = []
    for test in tests where test.isDue(after: names) && holds(test, secret: secret, match: match) {
      switch test.effect {
      case .reject where !isExample: return nil
      case .reject: continue
      case .raise: level += 1
      case .lower: level -= 1
      case .atLeast(let least): level = max(level, least.rawValue)
      case .atMost(let most): level = min(level, most.rawValue)
      }
      names.append(test.name)
    }
    let confidence = Confidence(rawValue: min(max(level, 0), Confidence.high.rawValue)) ?? .none
    if isExample {
      let isCarried = names.contains { $0.hasPrefix("carrier:") }
      return Verdict(confidence: isCarried ? .medium : .low, evidence: names, isExample: true)
    }
    guard confidence > .none else { return nil }
    return Verdict(confidence: confidence, evidence: names, isExample: false)
  }

  // MARK: Evidence

  func holds(_ test: EvidenceTest, secret: Range<Int>, match: Range<Int>) -> Bool {
    if test.place == .path {
      guard search.chunk.isPathKnown else { return test.effect.isFavourable }
      var path = search.chunk.origin.path
      return path.withUTF8 { answer(test, in: UnsafeRawBufferPointer($0)) } != test.isNegated
    }
    return answer(test, in: bytes.view(range(test, secret: secret, match: match))) != test.isNegated
  }

  private func range(_ test: EvidenceTest, secret: Range<Int>, match: Range<Int>) -> Range<Int> {
    switch test.place {
    case .before: max(0, match.lowerBound - test.within)..<match.lowerBound
    case .after: match.upperBound..<min(bytes.count, match.upperBound + test.within)
    case .around: widened(match, by: test.within)
    case .line: line(of: match, limit: test.within)
    case .secret, .path: secret
    case .match: match
    }
  }

  /// A test that cannot be decided does not hold: evidence adjusts belief, it is not what finds a secret.
  private func answer(_ test: EvidenceTest, in text: UnsafeRawBufferPointer) -> Bool {
    switch test.question {
    case .pattern(let pattern): (try? search.scratch.matcher.matches(pattern, in: text, from: 0)) ?? false
    case .judgement(let judgement): judgement.holds(for: text)
    }
  }

  private func widened(_ range: Range<Int>, by distance: Int) -> Range<Int> {
    max(0, range.lowerBound - distance)..<min(bytes.count, range.upperBound + min(distance, bytes.count))
  }

  private func line(of range: Range<Int>, limit: Int) -> Range<Int> {
    bytes.lineStart(before: range.lowerBound, limit: limit)..<bytes.lineEnd(from: range.upperBound, limit: limit)
  }

  // MARK: Allowlists

  func allows(_ list: Allowlist, secret: Range<Int>, match: Range<Int>) -> Bool {
    var answers: [Bool] = []
    if !list.commits.isEmpty { answers.append(list.commits.contains(search.chunk.origin.commit?.id ?? "")) }
    if !list.paths.isEmpty { answers.append(search.chunk.isPathKnown && anyMatches(list.paths, path: search.chunk.origin.path)) }
    if !list.regexes.isEmpty {
      answers.append(anyMatches(list.regexes, in: target(list.target, secret: secret, match: match)))
    }
    if !list.stopwords.isEmpty {
      answers.append(list.stopwords.contains { bytes.contains(folded: Array($0.utf8), in: secret) })
    }
    return list.needsAll ? !answers.isEmpty && answers.allSatisfy { $0 } : answers.contains(true)
  }

  private func target(_ target: Allowlist.Target, secret: Range<Int>, match: Range<Int>) -> Range<Int> {
    switch target {
    case .secret: secret
    case .match: match
    case .line: line(of: match, limit: Self.longestLine)
    }
  }

  /// How much of a line an allowlist sees, to either side of the match.
  static let longestLine = 4096

  private func anyMatches(_ patterns: [Pattern], in range: Range<Int>) -> Bool {
    patterns.contains { (try? search.scratch.matcher.matches($0, in: bytes.view(range), from: 0)) ?? false }
  }

  private func anyMatches(_ patterns: [Pattern], path: String) -> Bool {
    var path = path
    return path.withUTF8 { text in
      patterns.contains { (try? search.scratch.matcher.matches($0, in: UnsafeRawBufferPointer(text), from: 0)) ?? false }
    }
  }
}
