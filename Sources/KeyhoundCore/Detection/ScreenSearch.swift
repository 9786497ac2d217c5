import PCRE2

/// Runs rules round marks, only to know whether there may be a finding.
///
/// Every start of a match is tried, also inside another match: which of two overlapping matches counts depends on what came before, and a
/// screen knows only the neighbourhood.
struct ScreenSearch {
  private let search: ChunkSearch
  private let matcher: MatchScratch
  private let scratch: ScreenScratch
  private let minimumConfidence: Confidence

  init(_ chunk: consuming Chunk, _ scratch: ScreenScratch, _ minimumConfidence: Confidence) {
    search = scratch.search
    matcher = scratch.detector.matcher
    search.chunk = chunk
    self.scratch = scratch
    self.minimumConfidence = minimumConfidence
  }

  /// Forgets what was tried in the text before.
  func begin() {
    search.scratch.beginChunk()
    for index in scratch.triedRules { scratch.tried[index] = 0..<0 }
    scratch.triedRules.removeAll(keepingCapacity: true)
  }

  /// What the rules of its kind make of a mark.
  func state(of mark: ScreenedText.Mark, _ trials: LiteralTrials) -> ScreenedText.State {
    var state = ScreenedText.State.refused
    let end = Int(mark.end)
    trials.forEach(ofLiteral: Int(mark.kind)) { trial in
      let (first, last) = (end - trial.before, end + trial.after)
      guard state != .believed, !trial.isExact || (first >= 0 && trials.allow(trial, at: first, in: search.bytes)) else {
        return
      }
      state = max(state, .quiet)
      guard last >= 0 else { return }
      state = max(state, self.state(ofRule: Int(trial.rule), startingIn: max(0, first)...min(last, search.bytes.count)))
    }
    return state
  }

  /// What a rule makes of matches that begin in `starts`.
  func state(ofRule number: Int, startingIn starts: ClosedRange<Int>) -> ScreenedText.State {
    var start = scratch.untried(from: starts.lowerBound, ofRule: number)
    guard start <= starts.upperBound else { return .quiet }
    var state = ScreenedText.State.quiet
    do {
      let expression = try search.scratch.expression(ofRule: number, in: search.rules)
      if search.chunk.isBinary && !expression.matchesBinary { return .quiet }
      while start <= starts.upperBound,
        let match = try matcher.match(expression, in: search.bytes, from: start, lastStart: starts.upperBound),
        match.lowerBound <= starts.upperBound
      {
        if isBelieved(number, match) { return .believed }
        state = .matched
        start = match.lowerBound + 1
      }
    } catch {
      // A search that was given up is repeated by the detector, which reports it.
      return .believed
    }
    if state == .quiet { scratch.noteTried(starts, ofRule: number) }
    return state
  }

  private func isBelieved(_ number: Int, _ match: Range<Int>) -> Bool {
    let rule = search.rules.prepared[number]
    guard let secret = search.secretRange(rule, match), !secret.isEmpty, search.applies(rule) else { return false }
    let judge = Judge(rule, search)
    guard let verdict = judge.verdict(secret: secret, match: match, allowlists: search.rules.allowlists) else { return false }
    return verdict.isExample || verdict.confidence >= minimumConfidence
  }
}

extension ScreenScratch {
  /// The first start from `start` on that has not been tried.
  fileprivate func untried(from start: Int, ofRule rule: Int) -> Int {
    tried[rule].contains(start) ? tried[rule].upperBound : start
  }

  fileprivate func noteTried(_ starts: ClosedRange<Int>, ofRule rule: Int) {
    let known = tried[rule]
    let range = starts.lowerBound..<starts.upperBound + 1
    if known.isEmpty { triedRules.append(rule) }
    let continues = !known.isEmpty && known.lowerBound <= range.lowerBound && range.lowerBound <= known.upperBound
    tried[rule] = continues ? known.lowerBound..<max(known.upperBound, range.upperBound) : range
  }
}
