package import PCRE2

/// A secret found in a chunk, in the chunk's own offsets.
struct Detection {
  var rule: Int
  var secret: Range<Int>
  var match: Range<Int>
  /// How many bytes at the start of the secret are its public prefix.
  var publicCount: Int
  var confidence: Confidence
  var evidence: [String]
  var isExample: Bool
}

/// A rule's compiled expression and how far it sees, as plain values.
struct Expression {
  let handle: PatternHandle
  /// Bytes behind the last possible start of a match that the expression is shown.
  let reach: Int
  /// Whether a match has a greatest width.
  let isBounded: Bool
  let matchesBinary: Bool
}

/// The memory one worker needs to search; never shared.
package final class DetectorScratch {
  /// What finds the literals and the shapes of rules. The worker's own, since references to them are counted for every text.
  let prefilter: Prefilter
  let pivots: [PivotSearch]
  let places = PrefilterScratch()
  let matcher: MatchScratch
  /// For each rule, the last stretch of starts that were tried, and the chunk that was in.
  private var tried: [(chunk: Int, starts: Range<Int>)]
  var chunkNumber = 0
  /// For each rule, its expression once it has been needed.
  private var expressions: [Expression?]
  /// Where the time goes, when somebody wants to know.
  package var costs: RuleCosts?
  /// For each rule whose keywords may stand anywhere, the chunk it was last asked for and the answer.
  private var keywordAnswers: [Int: (chunk: Int, isFound: Bool)] = [:]
  var detections: [Detection] = []
  /// Where the chunk has a mark of encoded text, in no particular order.
  var marks: [EncodingMark] = []
  var issues: [Issue] = []

  package init(for rules: RuleSet, limits: MatchLimits = MatchLimits()) {
    matcher = MatchScratch(limits: limits)
    prefilter = rules.prefilter.forOneWorker()
    pivots = PivotSearch.all(for: rules.shaped.map(\.shape))
    tried = Array(repeating: (0, 0..<0), count: rules.prepared.count)
    expressions = Array(repeating: nil, count: rules.prepared.count)
  }

  /// The marks of the chunk searched last, in the order of the text.
  package func takeMarks() -> [EncodingMark] {
    guard !marks.isEmpty else { return [] }
    defer { marks.removeAll(keepingCapacity: true) }
    return marks.sorted()
  }

  func beginChunk() {
    chunkNumber += 1
    detections.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    issues.removeAll(keepingCapacity: true)
  }

  /// Leaves out what was found a second time from another literal. The detections are in order.
  func removeRepeated() {
    var last: (rule: Int, secret: Range<Int>)?
    detections.removeAll { detection in
      defer { last = (detection.rule, detection.secret) }
      return last.map { $0.rule == detection.rule && $0.secret == detection.secret } ?? false
    }
  }

  /// The first start from `first` on that the rule has not been tried at yet.
  func untriedStart(ofRule rule: Int, from first: Int) -> Int {
    let last = tried[rule]
    return last.chunk == chunkNumber && last.starts.contains(first) ? last.starts.upperBound : first
  }

  /// Remembers that a rule has been tried at `starts`.
  func noteTried(_ starts: Range<Int>, ofRule rule: Int) {
    let last = tried[rule]
    let isContinued = last.chunk == chunkNumber && last.starts.upperBound == starts.lowerBound
    tried[rule] = (chunkNumber, isContinued ? last.starts.lowerBound..<starts.upperBound : starts)
  }

  /// The expression of a rule of `rules`, compiled the first time.
  func expression(ofRule rule: Int, in rules: RuleSet) throws(MatchError) -> Expression {
    if let expression = expressions[rule] { return expression }
    let prepared = rules.prepared[rule]
    do {
      let handle = try prepared.pattern.handle()
      let expression = Expression(
        handle: handle, reach: prepared.reach, isBounded: prepared.shape.maximumWidth != nil,
        matchesBinary: prepared.definition.matchesBinary)
      expressions[rule] = expression
      return expression
    } catch {
      throw .pattern(error)
    }
  }

  func keywordAnswer(ofRule rule: Int) -> Bool? {
    keywordAnswers[rule].flatMap { $0.chunk == chunkNumber ? $0.isFound : nil }
  }

  func setKeywordAnswer(_ isFound: Bool, ofRule rule: Int) { keywordAnswers[rule] = (chunkNumber, isFound) }
}
