/// Tells which texts may hold findings, each from how it differs from a text that was screened before.
///
/// Many versions of a file cost little more than one: only what is new is searched, and what was known of copied bytes is carried along
/// with them, as far as nothing that decides about it has changed. A text that is not suspicious has no finding under any path; one that is
/// gets searched in full by the detector.
package final class Screen: Sendable {
  let rules: RuleSet
  let kinds: MarkKinds
  private let detector: Detector
  private let extractors: [any Extractor.Type]
  private let encoded: EncodedSearch?
  private let minimumConfidence: Confidence
  private let shortestCopy: Int

  /// Screens for findings of at least `minimumConfidence`. Copies of fewer than `shortestCopy` bytes count as new: three of four are so short,
  /// and to search them costs less than to bring their marks along and to look at their seams.
  package init(
    _ detector: Detector, extractors: [any Extractor], encoded: EncodedSearch? = nil, minimumConfidence: Confidence,
    shortestCopy: Int = 64
  ) {
    self.shortestCopy = shortestCopy
    self.detector = detector
    self.encoded = encoded
    rules = detector.rules
    kinds = MarkKinds(detector.rules)
    self.extractors = extractors.map { type(of: $0) }
    self.minimumConfidence = minimumConfidence
  }

  /// The same screen for one worker alone: those that share one contend for its reference count with every text.
  package func forOneWorker() -> Screen { Screen(sharing: self) }

  private init(sharing other: Screen) {
    (rules, kinds, detector, extractors) = (other.rules, other.kinds, other.detector, other.extractors)
    (encoded, minimumConfidence, shortestCopy) = (other.encoded, other.minimumConfidence, other.shortestCopy)
  }

  /// Whether files may be findings for their paths alone, at which no screen looks.
  package var looksAtPaths: Bool { !rules.pathOnly.isEmpty }

  /// What tells which they are; `nil` when there are none.
  package func makePathRules() -> PathRules? { looksAtPaths ? PathRules(rules) : nil }

  package func makeScratch() -> ScreenScratch { ScreenScratch(for: rules) }

  /// Screens a text of its own.
  package func screen(_ bytes: UnsafeRawBufferPointer, into text: ScreenedText, _ scratch: ScreenScratch) {
    text.reset(count: bytes.count)
    let pass = ScreenPass(screen: self, bytes: bytes, text: text, scratch: scratch)
    look(at: bytes, text)
    pass.searchAll()
    finish(pass, bytes, text, base: nil, [], scratch)
  }

  /// Screens a text that was made from `base` by copying `copies`, in the order of the text, and adding the rest.
  package func screen(
    _ bytes: UnsafeRawBufferPointer, madeFrom base: ScreenedText, copies: [CopiedRange], into text: ScreenedText,
    _ scratch: ScreenScratch
  ) {
    text.reset(count: bytes.count)
    let edges = TextEdges(copies, of: base.count, in: bytes.count)
    text.isBinary = edges.areSame(first: TextKind.sample, last: 0) ? base.isBinary : TextKind.isBinary(bytes)
    guard text.isBinary == base.isBinary else { return screen(bytes, into: text, scratch) }
    let edge = ExtractorEdge.count
    text.concernsExtractor = edges.areSame(first: edge, last: edge) ? base.concernsExtractor : concernsExtractor(bytes)
    let pass = ScreenPass(screen: self, bytes: bytes, text: text, scratch: scratch)
    scratch.copies.removeAll(keepingCapacity: true)
    for copy in copies where copy.count >= shortestCopy { scratch.copies.append(copy) }
    text.hasZeros = base.hasZeros
    pass.search(scratch.copies, of: base)
    finish(pass, bytes, text, base: base, scratch.copies, scratch)
  }

  /// Which of many short texts, none of them empty, `screen` would tell to be suspicious: found in one search through all of them, after which
  /// few are left to be screened, into `text`.
  package func suspicions(in row: TextRow, into text: ScreenedText, _ scratch: ScreenScratch) -> [Bool] {
    var suspicions = detector.suspicions(in: row, scratch: scratch.detector)
    for (number, range) in row.texts.enumerated() {
      let bytes = row.bytes.view(range)
      if !suspicions[number] {
        look(at: bytes, text)
        text.hasZeros = bytes.hasZeros
        guard concernsExtractor(text, bytes) || encoded?.mayFind(in: bytes) == true else { continue }
      }
      screen(bytes, into: text, scratch)
      suspicions[number] = text.isSuspicious
    }
    return suspicions
  }

  /// Where all matches are in a text that was screened; `nil` when that is not known.
  package func matchPlaces(in text: ScreenedText, _ bytes: UnsafeRawBufferPointer) -> MatchPlaces? {
    MatchPlaces(in: text, bytes, of: rules, kinds)
  }

  private func finish(
    _ pass: ScreenPass, _ bytes: UnsafeRawBufferPointer, _ text: ScreenedText, base: ScreenedText?,
    _ copies: [CopiedRange], _ scratch: ScreenScratch
  ) {
    examine(pass, bytes, text)
    if rules.findsPictures, !text.isBinary, pass.encodingMarks.contains(where: { $0.kind == .picture }) {
      (text.isSuspicious, text.isBelievedAnywhere) = (true, true)
    }
    text.encoded = encodedState(pass, bytes, text, base, copies, scratch)
    if text.encoded == .believed { (text.isSuspicious, text.isBelievedAnywhere) = (true, true) }
  }

  /// What the rules make of what is encoded in a text, also where marks are believed: they may not be once the path is known.
  private func encodedState(
    _ pass: ScreenPass, _ bytes: UnsafeRawBufferPointer, _ text: ScreenedText, _ base: ScreenedText?,
    _ copies: [CopiedRange], _ scratch: ScreenScratch
  ) -> ScreenedText.State {
    guard let encoded, !text.isBinary else { return .quiet }
    if text.isSuspicious && text.isBelievedAnywhere { return .open }
    let known = base.map { $0.encoded == .open ? .quiet : $0.encoded } ?? .quiet
    if known == .believed { return known }
    return max(known, state(of: encoded, pass, bytes, text, base, copies, scratch))
  }

  /// Where a text differs from its base: everywhere if nobody has looked at what is encoded in the base. What was taken away at the ends
  /// leaves no trace but there.
  private func places(
    _ bytes: UnsafeRawBufferPointer, _ base: ScreenedText?, _ copies: [CopiedRange], _ scratch: ScreenScratch
  ) -> [Range<Int>] {
    guard let base, base.encoded != .open else { return [0..<bytes.count] }
    var places = scratch.fresh
    if let first = copies.first, first.target == 0, first.source > 0 { places.insert(0..<1, at: 0) }
    if copies.last?.sourceEnd != base.count { places.append(bytes.count..<bytes.count + 1) }
    return places
  }

  /// What the rules make of what is encoded where a text differs from its base.
  private func state(
    of encoded: EncodedSearch, _ pass: ScreenPass, _ bytes: UnsafeRawBufferPointer, _ text: ScreenedText, _ base: ScreenedText?,
    _ copies: [CopiedRange], _ scratch: ScreenScratch
  ) -> ScreenedText.State {
    let places = places(bytes, base, copies, scratch)
    let known = base.flatMap { $0.encoded == .open ? nil : $0.stretches }
    text.stretches.take(encoded.stretches(in: bytes, touching: places), from: known, copies, headCount: encoded.headCount)
    let stretches = text.stretches.near(places, reach: encoded.reach, in: bytes.count)
    let marks = pass.encodingMarks
    guard !stretches.isEmpty || !marks.isEmpty else { return .quiet }
    var chunk = Chunk(whole: bytes, origin: Origin(path: ""))
    chunk.isPathKnown = false
    var state = ScreenedText.State.quiet
    encoded.search(chunk, marks: marks, stretches: stretches, near: places, detector, scratch.detector) { _, findings, issues in
      // What was given up is repeated by the detector, which reports it.
      let isBelieved = !issues.isEmpty || findings.contains { $0.isExample || $0.confidence >= minimumConfidence }
      state = max(state, isBelieved ? .believed : findings.isEmpty ? .quiet : .matched)
    }
    return state
  }

  private func examine(_ pass: ScreenPass, _ bytes: UnsafeRawBufferPointer, _ text: ScreenedText) {
    text.isSuspicious = concernsExtractor(text, bytes)
    text.isBelievedAnywhere = text.isSuspicious || !kinds.everywhere.isEmpty
    guard pass.hasOpenMarks else {
      if pass.hasBelievedMarks { text.isSuspicious = true }
      return
    }
    var chunk = Chunk(whole: bytes, origin: Origin(path: ""))
    chunk.isPathKnown = false
    chunk.isBinary = text.isBinary
    if pass.examine(chunk, minimumConfidence) { text.isSuspicious = true }
  }

  private func look(at bytes: UnsafeRawBufferPointer, _ text: ScreenedText) {
    text.isBinary = TextKind.isBinary(bytes)
    text.concernsExtractor = concernsExtractor(bytes)
  }

  private func concernsExtractor(_ bytes: UnsafeRawBufferPointer) -> Bool { extractors.contains { $0.isConcerned(with: bytes) } }

  /// Whether an extractor would look inside a text whose edges and zeros are known.
  private func concernsExtractor(_ text: ScreenedText, _ bytes: UnsafeRawBufferPointer) -> Bool {
    text.concernsExtractor || text.hasZeros && extractors.contains { $0.isConcerned(withZerosIn: bytes) }
  }
}

/// How much of a text at its edges, by which kinds of files are told apart, was copied from the edges of its base.
private struct TextEdges {
  private var first = 0
  private var last = 0

  init(_ copies: [CopiedRange], of baseCount: Int, in count: Int) {
    if let copy = copies.first, copy.source == 0, copy.target == 0 { first = copy.count }
    if let copy = copies.last, copy.sourceEnd == baseCount, copy.targetEnd == count { last = copy.count }
    // All of it is the same.
    if first == count, last == count, count > 0 { (first, last) = (.max, .max) }
  }

  /// Whether so many of the first and of the last bytes are those of the base.
  func areSame(first: Int, last: Int) -> Bool { self.first >= first && self.last >= last }
}

/// The memory with which one worker screens; never shared.
package final class ScreenScratch {
  let detector: DetectorScratch
  /// Runs rules over the text in hand.
  let search: ChunkSearch
  /// What was copied and is not searched again.
  var copies: [CopiedRange] = []
  /// Stretches that have to be searched.
  var fresh: [Range<Int>] = []
  /// Those stretches one behind the other.
  let gathered = ReadBuffer(capacity: 1 << 12)
  /// Marks found in them.
  var found: [ScreenedText.Mark] = []
  /// For each rule, starts of a match that have been tried in vain in the present text.
  var tried: [Range<Int>]
  /// The rules for which there are such starts.
  var triedRules: [Int] = []

  init(for rules: RuleSet) {
    detector = DetectorScratch(for: rules)
    let nothing = Chunk(whole: UnsafeRawBufferPointer(start: nil, count: 0), origin: Origin(path: ""))
    search = ChunkSearch(rules: rules, chunk: nothing, scratch: detector)
    tried = Array(repeating: 0..<0, count: rules.ruleCount)
  }
}
