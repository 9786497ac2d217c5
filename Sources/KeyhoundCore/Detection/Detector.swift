import PCRE2

/// Finds secrets in chunks. Pure and immutable: shared by all workers, each of which brings its own scratch.
///
/// One pass finds the literals of all rules; only where one stands is an expression run, over no more text than it can match.
package struct Detector: Sendable {
  package let rules: RuleSet

  package init(_ rules: RuleSet) {
    self.rules = rules
  }

  /// The findings in `chunk`, in the order of the text, and the issues met on the way.
  ///
  /// All rules that match are reported; `FindingResolver` chooses between those that found the same secret.
  package func findings(in chunk: Chunk, scratch: DetectorScratch) -> (findings: [Finding], issues: [Issue]) {
    scratch.beginChunk()
    if rules.pathOnly.isEmpty && chunk.bytes.isEmpty { return ([], []) }
    ChunkSearch(rules: rules, chunk: chunk, scratch: scratch).run()
    return found(in: chunk, scratch)
  }

  /// The same for a chunk that was screened with the same rules, where it is known at which places they match.
  package func findings(
    in chunk: Chunk, at places: MatchPlaces, scratch: DetectorScratch
  ) -> (findings: [Finding], issues: [Issue]) {
    scratch.beginChunk()
    ChunkSearch(rules: rules, chunk: chunk, scratch: scratch).run(at: places)
    return found(in: chunk, scratch)
  }

  private func found(in chunk: Chunk, _ scratch: DetectorScratch) -> (findings: [Finding], issues: [Issue]) {
    guard !scratch.detections.isEmpty || !scratch.issues.isEmpty else { return ([], []) }
    scratch.detections.sort { ($0.secret.lowerBound, $0.rule) < ($1.secret.lowerBound, $1.rule) }
    scratch.removeRepeated()
    let extracts = Extracts(chunk: chunk, detections: scratch.detections)
    let reported = RequirementCheck(rules, chunk, scratch.detections).met()
    var lines = LineCursor()
    return (reported.map { finding($0, in: chunk, extracts, &lines) }, scratch.issues)
  }

  private func finding(
    _ detection: Detection, in chunk: Chunk, _ extracts: Extracts, _ lines: inout LineCursor
  ) -> Finding {
    let rule = rules.rule(detection.rule)
    let secret = Secret(chunk.bytes.view(detection.secret), publicCount: detection.publicCount)
    var origin = chunk.origin
    origin.cell?.line += lines.lines(before: detection.secret.lowerBound, in: chunk.bytes)
    var finding = Finding(
      rule: rule, secret: secret, confidence: detection.confidence, evidence: detection.evidence,
      isExample: detection.isExample, origin: origin, location: chunk.location(of: detection.secret),
      extract: extracts.redacted(detection), revealedExtract: extracts.revealed(detection),
      fingerprint: Fingerprint.of(rule: rule.id, secret: secret, origin: origin))
    if chunk.isDecoded { finding.encoded = chunk.rawText(of: detection.secret).map { Secret($0, publicCount: 0) } }
    if !detection.secret.isEmpty {
      let marker = InlineMarker(bytes: chunk.bytes, secret: detection.secret, rule: rule.id, isRule: rules.isRule)
      switch marker.verdict {
      case .allowance(let allowance): finding.allowance = allowance
      case .doubt(let doubt): finding.markerDoubt = doubt
      case nil: break
      }
    }
    return finding
  }
}

/// One search through one chunk. A class, so that closures pass on one reference and not a copy of everything in it.
final class ChunkSearch {
  let rules: RuleSet
  /// A search that is kept may be given another one.
  var chunk: Chunk
  let scratch: DetectorScratch

  init(rules: RuleSet, chunk: Chunk, scratch: DetectorScratch) {
    self.rules = rules
    self.chunk = chunk
    self.scratch = scratch
  }

  var bytes: UnsafeRawBufferPointer { chunk.bytes }

  func run() {
    let trials = rules.trials
    scratch.prefilter.forEachHit(in: bytes, scratch: scratch.places) { literal, end in
      attempt(trials, ofLiteral: literal, endingAt: end)
    }
    for pivot in scratch.pivots {
      pivot.forEachStart(in: bytes, scratch: scratch.places) { shape, start in attempt(shape: shape, at: start) }
    }
    for rule in rules.everywhere { attempt(rule, from: 0, lastStart: bytes.count) }
    recordPaths()
  }

  /// Does what `run` does, knowing where it would find something.
  func run(at places: MatchPlaces) {
    for mark in places.marks {
      let (end, shape) = (Int(mark.end), Int(mark.kind) - rules.literals.count)
      if shape < 0 {
        attempt(rules.trials, ofLiteral: Int(mark.kind), endingAt: end)
      } else {
        attempt(shape: shape, at: end - rules.shaped[shape].shape.width)
      }
    }
    recordPaths()
  }

  /// Runs the expressions to which a literal leads.
  @inline(__always)
  private func attempt(_ trials: LiteralTrials, ofLiteral literal: Int, endingAt end: Int) {
    trials.forEach(ofLiteral: literal) { trial in
      if let kind = trial.mark { return scratch.marks.append(EncodingMark(kind, end: end)) }
      let first = end - trial.before
      guard !trial.isExact || (first >= 0 && trials.allow(trial, at: first, in: bytes)) else { return }
      attempt(Int(trial.rule), from: max(0, first), lastStart: min(bytes.count, end + trial.after))
    }
  }

  private func attempt(shape: Int, at start: Int) {
    for rule in rules.shaped[shape].rules { attempt(rule, from: start, lastStart: start) }
  }

  /// Runs a rule's expression for matches that begin in `first ... lastStart`, once for each start.
  private func attempt(_ number: Int, from first: Int, lastStart: Int) {
    let start = scratch.untriedStart(ofRule: number, from: first)
    guard start <= lastStart else { return }
    let began = scratch.costs?.now() ?? 0
    search(number, from: start, lastStart: lastStart)
    scratch.costs?.add(rule: number, since: began)
  }

  private func search(_ number: Int, from first: Int, lastStart: Int) {
    var start = first
    do {
      let expression = try scratch.expression(ofRule: number, in: rules)
      if chunk.isBinary && !expression.matchesBinary { return }
      while start <= lastStart, let match = try match(expression, from: start, lastStart: lastStart) {
        judge(number, rules.prepared[number], match)
        start = max(match.upperBound, match.lowerBound + 1)
      }
      // What was tried in vain need not be tried again from the next literal.
      scratch.noteTried(first..<max(start, lastStart + 1), ofRule: number)
    } catch {
      scratch.noteTried(first..<lastStart + 1, ofRule: number)
      if applies(rules.prepared[number]) { recordIssue(rules.rule(number), error, at: start) }
    }
  }

  private func match(_ expression: Expression, from start: Int, lastStart: Int) throws(MatchError) -> Range<Int>? {
    try scratch.matcher.match(expression, in: bytes, from: start, lastStart: lastStart)
  }

  /// Whether a rule is meant for this kind of file and this path.
  func applies(_ rule: PreparedRule) -> Bool {
    if chunk.isBinary && !rule.definition.matchesBinary { return false }
    guard chunk.isPathKnown, let pattern = rule.pathPattern else { return true }
    var path = chunk.origin.path
    return path.withUTF8 { text in
      (try? scratch.matcher.matches(pattern, in: UnsafeRawBufferPointer(text), from: 0)) ?? true
    }
  }

  private func judge(_ number: Int, _ rule: PreparedRule, _ match: Range<Int>) {
    guard let secret = secretRange(rule, match), isWanted(rule.definition, secret), hasKeyword(number, rule) else { return }
    let publicCount = publicCount(rule, secret)
    let judge = Judge(rule, self)
    // Groups have been read: whether the path is right is asked of the same matcher.
    guard !secret.isEmpty, applies(rule),
      let verdict = judge.verdict(secret: secret, match: match, allowlists: rules.allowlists)
    else { return }
    scratch.detections.append(
      Detection(
        rule: number, secret: secret, match: match, publicCount: publicCount, confidence: verdict.confidence,
        evidence: verdict.evidence, isExample: verdict.isExample))
  }

  /// Whether a secret there is reported, may be needed by a rule that is, or may stand in the line that is shown of another.
  private func isWanted(_ rule: Rule, _ secret: Range<Int>) -> Bool {
    if rules.hasRequirements { return true }
    let near = chunk.owned.lowerBound - Extracts.context..<chunk.owned.upperBound + Extracts.context
    return rule.isReported && near.overlaps(secret.lowerBound..<secret.upperBound + 1)
  }

  /// For rules whose keywords may stand anywhere: whether one does. Asked once for each chunk.
  private func hasKeyword(_ number: Int, _ rule: PreparedRule) -> Bool {
    guard rule.definition.keywordDistance >= Rule.anywhere, !rule.keywords.isEmpty else { return true }
    if let known = scratch.keywordAnswer(ofRule: number) { return known }
    let isFound = rule.keywords.occur(in: bytes)
    scratch.setKeywordAnswer(isFound, ofRule: number)
    return isFound
  }

  /// The part of the match that is the secret: see `Rule.secretGroup`.
  func secretRange(_ rule: PreparedRule, _ match: Range<Int>) -> Range<Int>? {
    if let number = rule.definition.secretGroup, number > 0 { return scratch.matcher.range(ofGroup: number) }
    if let named = try? rule.pattern.group(named: "secret") { return scratch.matcher.range(ofGroup: named) }
    let id = (try? rule.pattern.group(named: "id")) ?? nil
    let groups = (try? rule.pattern.groupCount()) ?? 0
    for number in stride(from: 1, through: groups, by: 1) where number != id {
      if let range = scratch.matcher.range(ofGroup: number), !range.isEmpty { return range }
    }
    return match
  }

  /// Bytes of the secret that may be shown: up to the end of the group `id` and the separator behind it.
  private func publicCount(_ rule: PreparedRule, _ secret: Range<Int>) -> Int {
    guard let group = try? rule.pattern.group(named: "id"), let id = scratch.matcher.range(ofGroup: group),
      id.lowerBound >= secret.lowerBound, id.upperBound < secret.upperBound
    else { return 0 }
    let hasSeparator = !bytes[id.upperBound].isAlphanumericASCII && id.upperBound + 1 < secret.upperBound
    return id.upperBound - secret.lowerBound + (hasSeparator ? 1 : 0)
  }

  private func recordPaths() {
    for rule in rules.pathOnly where applies(rules.prepared[rule]) { recordPath(rule) }
  }

  private func recordPath(_ number: Int) {
    guard chunk.owned.lowerBound == 0, !chunk.isDecoded else { return }
    scratch.detections.append(
      Detection(
        rule: number, secret: 0..<0, match: 0..<0, publicCount: 0, confidence: rules.rule(number).confidence,
        evidence: ["path"], isExample: false))
  }

  private func recordIssue(_ rule: Rule, _ error: MatchError, at offset: Int) {
    let position = chunk.location(of: offset..<offset).start
    let message = "rule \(rule.id) was given up at line \(position.line): \(error); this place is not fully scanned"
    let issue = Issue(.patternLimit, path: chunk.origin.path, message: message)
    if scratch.issues.count < 100 { scratch.issues.append(issue) }
  }
}
