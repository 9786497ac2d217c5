/// One text on its way through a screen.
struct ScreenPass {
  private let screen: Screen
  private let bytes: UnsafeRawBufferPointer
  private let text: ScreenedText
  private let scratch: ScreenScratch

  init(screen: Screen, bytes: UnsafeRawBufferPointer, text: ScreenedText, scratch: ScreenScratch) {
    self.screen = screen
    self.bytes = bytes
    self.text = text
    self.scratch = scratch
    scratch.found.removeAll(keepingCapacity: true)
  }

  // MARK: Finding marks

  /// Marks everything.
  func searchAll() {
    find(in: [0..<bytes.count])
    swap(&text.marks, &scratch.found)
  }

  /// Marks what is new, and carries the marks of copied bytes along.
  func search(_ copies: [CopiedRange], of base: ScreenedText) {
    collectFresh(copies)
    find(in: scratch.fresh)
    MarkMerger(found: scratch.found, base: base, text: text, kinds: screen.kinds).carry(copies)
  }

  /// What was not copied, and the seams, as wide as what may lie across them.
  private func collectFresh(_ copies: [CopiedRange]) {
    var fresh: [Range<Int>] = []
    swap(&fresh, &scratch.fresh)
    fresh.removeAll(keepingCapacity: true)
    var end = 0
    for copy in copies {
      if copy.target > 0 { addFresh(end..<copy.target, to: &fresh) }
      end = copy.targetEnd
    }
    if end < bytes.count { addFresh(end..<bytes.count, to: &fresh) }
    swap(&fresh, &scratch.fresh)
  }

  /// Adds a stretch that was not copied, which may be empty, and what may lie across its ends.
  private func addFresh(_ stretch: Range<Int>, to fresh: inout [Range<Int>]) {
    let (first, last) = (stretch.lowerBound, stretch.upperBound)
    let start = first > 0 && first < bytes.count ? screen.kinds.seams.reach(bytes, first) : SeamReach()
    let end = last > 0 && last < bytes.count && last > first ? screen.kinds.seams.reach(bytes, last) : start
    let reached = (
      start: min(first - Int(start.before), last - Int(end.before)), end: max(last + Int(end.after), first + Int(start.after))
    )
    fresh.join(max(0, reached.start)..<min(bytes.count, reached.end))
  }

  /// Finds what lies in `stretches`, zeros among it.
  private func find(in stretches: [Range<Int>]) {
    let gathered = GatheredText(bytes, stretches, scratch.gathered)
    if !text.hasZeros { text.hasZeros = gathered.bytes.hasZeros }
    var found: [ScreenedText.Mark] = []
    swap(&found, &scratch.found)
    findLiterals(in: gathered.bytes, &found)
    findShapes(in: gathered.bytes, &found)
    Self.sort(&found)
    gathered.scatter(&found, screen.kinds.measures)
    swap(&found, &scratch.found)
  }

  private func findLiterals(in bytes: UnsafeRawBufferPointer, _ found: inout [ScreenedText.Mark]) {
    scratch.detector.prefilter.forEachHit(in: bytes, scratch: scratch.detector.places) { literal, end in
      found.append(.init(end: Int32(truncatingIfNeeded: end), kind: UInt16(literal), state: .open))
    }
  }

  private func findShapes(in bytes: UnsafeRawBufferPointer, _ found: inout [ScreenedText.Mark]) {
    let (literalCount, measures) = (screen.kinds.literalCount, screen.kinds.measures)
    for pivot in scratch.detector.pivots {
      pivot.forEachStart(in: bytes, scratch: scratch.detector.places) { shape, start in
        let kind = literalCount + shape
        found.append(.init(end: Int32(start) + measures[kind].length, kind: UInt16(kind), state: .open))
      }
    }
  }

  /// Puts marks in order: groups of literals, and the shapes, each come in an order of their own.
  private static func sort(_ marks: inout [ScreenedText.Mark]) {
    for index in marks.indices.dropFirst() where marks[index].end < marks[index - 1].end {
      return marks.sort { $0.end < $1.end }
    }
  }

  // MARK: Examining marks

  /// The marks of encoded text, in the order of the text.
  var encodingMarks: [EncodingMark] {
    let kinds = screen.rules.marks
    guard !kinds.isEmpty else { return [] }
    var found: [EncodingMark] = []
    for mark in text.marks where Int(mark.kind) < kinds.count {
      if let kind = kinds[Int(mark.kind)] { found.append(EncodingMark(kind, end: Int(mark.end))) }
    }
    return found
  }

  /// Whether rules have to be run at all.
  var hasOpenMarks: Bool { !screen.kinds.everywhere.isEmpty || text.marks.contains { $0.state == .open } }

  var hasBelievedMarks: Bool { text.marks.contains { $0.state == .believed } }

  /// Runs the rules of all marks that are open, and those that see the whole text.
  /// - Returns: whether there may be a finding.
  func examine(_ chunk: consuming Chunk, _ minimumConfidence: Confidence) -> Bool {
    let search = ScreenSearch(chunk, scratch, minimumConfidence)
    search.begin()
    let isBelieved = examineMarks(search)
    guard screen.kinds.everywhere.contains(where: { search.state(ofRule: $0, startingIn: 0...bytes.count) == .believed })
    else { return isBelieved }
    text.isBelievedAnywhere = true
    return true
  }

  /// Runs the rules of all marks that are open.
  /// - Returns: whether some mark is believed.
  private func examineMarks(_ search: ScreenSearch) -> Bool {
    let trials = screen.kinds.trials
    var isBelieved = false
    text.marks.withUnsafeMutableBufferPointer { marks in
      for index in marks.indices {
        if marks[index].state == .open { marks[index].state = search.state(of: marks[index], trials) }
        if marks[index].state == .believed { isBelieved = true }
      }
    }
    return isBelieved
  }
}
