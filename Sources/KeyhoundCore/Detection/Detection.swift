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

/// The memory one worker needs to search; never shared.
package final class DetectorScratch {
  let prefilter = PrefilterScratch()
  let matcher: MatchScratch
  /// For each rule, the offset from which it may match again, valid when `resumeChunk` names the present chunk.
  var resume: [Int]
  var resumeChunk: [Int]
  var chunkNumber = 0
  /// For each rule whose keywords may stand anywhere, the chunk it was last asked for and the answer.
  private var keywordAnswers: [Int: (chunk: Int, isFound: Bool)] = [:]
  var detections: [Detection] = []
  var issues: [Issue] = []

  package init(for rules: RuleSet, limits: MatchLimits = MatchLimits()) {
    matcher = MatchScratch(limits: limits)
    resume = Array(repeating: 0, count: rules.prepared.count)
    resumeChunk = Array(repeating: 0, count: rules.prepared.count)
  }

  func beginChunk() {
    chunkNumber += 1
    detections.removeAll(keepingCapacity: true)
    issues.removeAll(keepingCapacity: true)
  }

  func resumeOffset(ofRule rule: Int) -> Int { resumeChunk[rule] == chunkNumber ? resume[rule] : 0 }

  func keywordAnswer(ofRule rule: Int) -> Bool? {
    keywordAnswers[rule].flatMap { $0.chunk == chunkNumber ? $0.isFound : nil }
  }

  func setKeywordAnswer(_ isFound: Bool, ofRule rule: Int) { keywordAnswers[rule] = (chunkNumber, isFound) }

  func setResumeOffset(_ offset: Int, ofRule rule: Int) {
    resumeChunk[rule] = chunkNumber
    resume[rule] = offset
  }
}
