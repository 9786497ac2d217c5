import PCRE2

/// Decides whether a match is a secret, and how sure that is.
struct Judge {
  let rule: PreparedRule
  private let search: ChunkSearch
  private let matcher: MatchScratch

  init(_ rule: PreparedRule, _ search: ChunkSearch) {
    self.rule = rule
    self.search = search
    matcher = search.scratch.matcher
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
    let evidence = rule.evidence
    let isExample = evidence.published.contains { text.count == $0.count && text.elementsEqual($0) }
    if let entropy = rule.definition.entropy, !isExample, TextStatistics(text).entropy <= entropy { return nil }
    guard hasKeyword(near: match) else { return nil }
    if evidence.allowlists.contains(where: { allows($0, secret: secret, match: match) }) { return nil }
    if allowlists.contains(where: { allows($0, secret: secret, match: match) }) { return nil }
    return weigh(evidence.tests, secret: secret, match: match, isExample: isExample)
  }

  func hasKeyword(near match: Range<Int>) -> Bool {
    guard !rule.keywords.isEmpty, rule.definition.keywordDistance < Rule.anywhere else { return true }
    return rule.keywords.occur(in: bytes.view(widened(match, by: rule.definition.keywordDistance)))
  }

  private func weigh(
    _ tests: [PreparedEvidence.Test], secret: Range<Int>, match: Range<Int>, isExample: Bool
  ) -> Verdict? {
    var level = rule.definition.confidence.rawValue
    var names: [String] = []
    var held: UInt64 = 0
    for prepared in tests where prepared.isDue(after: held) && holds(prepared, secret: secret, match: match) {
      switch prepared.test.effect {
      case .reject where !isExample: return nil
      case .reject: continue
      case .raise: level += 1
      case .lower: level -= 1
      case .atLeast(let least): level = max(level, least.rawValue)
      case .atMost(let most): level = min(level, most.rawValue)
      }
      held |= prepared.bit
      names.append(prepared.test.name)
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

  func holds(_ prepared: PreparedEvidence.Test, secret: Range<Int>, match: Range<Int>) -> Bool {
    if prepared.test.place == .path {
      guard search.chunk.isPathKnown else { return prepared.test.effect.isFavourable }
      var path = search.chunk.origin.path
      return path.withUTF8 { answer(prepared, in: UnsafeRawBufferPointer($0)) } != prepared.test.isNegated
    }
    let range = range(prepared.test.place, within: prepared.test.within, secret: secret, match: match)
    return answer(prepared, in: bytes.view(range)) != prepared.test.isNegated
  }

  private func range(_ place: EvidenceTest.Place, within: Int, secret: Range<Int>, match: Range<Int>) -> Range<Int> {
    switch place {
    case .before: max(0, match.lowerBound - within)..<match.lowerBound
    case .after: match.upperBound..<min(bytes.count, match.upperBound + within)
    case .around: widened(match, by: within)
    case .line: line(of: match, limit: within)
    case .secret, .path: secret
    case .match: match
    }
  }

  /// A test that cannot be decided does not hold: evidence adjusts belief, it is not what finds a secret.
  private func answer(_ prepared: PreparedEvidence.Test, in text: UnsafeRawBufferPointer) -> Bool {
    switch prepared.test.question {
    case .pattern(let pattern): (try? matcher.matches(pattern, in: text, from: 0)) ?? false
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
    patterns.contains { (try? matcher.matches($0, in: bytes.view(range), from: 0)) ?? false }
  }

  private func anyMatches(_ patterns: [Pattern], path: String) -> Bool {
    var path = path
    return path.withUTF8 { text in
      patterns.contains { (try? matcher.matches($0, in: UnsafeRawBufferPointer(text), from: 0)) ?? false }
    }
  }
}
