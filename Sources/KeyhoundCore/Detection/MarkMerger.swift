/// Merges the marks that lie wholly in copied bytes with those found anew, in the order of the text.
struct MarkMerger {
  private let found: [ScreenedText.Mark]
  private let known: [ScreenedText.Mark]
  private let baseCount: Int
  private let text: ScreenedText
  private let measures: FrozenList<MarkKinds.Measure>
  /// How far from its end a mark that was refused depends on anything, whatever its kind.
  private let farthest: MarkKinds.Reach

  /// Takes what was found in the fresh stretches of `text`, which was made from `base`.
  init(found: [ScreenedText.Mark], base: ScreenedText, text: ScreenedText, kinds: MarkKinds) {
    self.found = found
    known = base.marks
    baseCount = base.count
    self.text = text
    measures = kinds.measures
    farthest = kinds.farthestClose
  }

  /// Fills the marks of the text.
  func carry(_ copies: [CopiedRange]) {
    var marks: [ScreenedText.Mark] = []
    swap(&marks, &text.marks)
    marks.reserveCapacity(known.count + found.count)
    known.withUnsafeBufferPointer { known in
      var (next, hint) = (0, 0)
      for copy in copies {
        append(&marks, from: &next, endingBy: Int32(copy.target))
        hint = firstKnown(endingBehind: copy.source, known, hint: hint)
        let move = MarkMove(copy, baseCount, text.count, farthest)
        if next < found.count, Int(found[next].end) <= copy.targetEnd {
          carry(move, known, &hint, &marks, with: &next)
        } else {
          carry(move, known, &hint, endingBy: copy.sourceEnd, &marks)
        }
      }
      append(&marks, from: &next, endingBy: .max)
    }
    swap(&marks, &text.marks)
  }

  /// Appends the marks of one copy, and where they belong those found that lie across its start. Others that were found in it come along with it.
  private func carry(
    _ move: MarkMove, _ known: UnsafeBufferPointer<ScreenedText.Mark>, _ hint: inout Int, _ marks: inout [ScreenedText.Mark],
    with next: inout Int
  ) {
    while next < found.count, Int(found[next].end) <= move.copy.targetEnd {
      let mark = found[next]
      next += 1
      guard Int(mark.end - measures[Int(mark.kind)].length) < move.copy.target else { continue }
      carry(move, known, &hint, endingBy: min(Int(mark.end - move.shift), move.copy.sourceEnd), &marks)
      marks.append(mark)
    }
    carry(move, known, &hint, endingBy: move.copy.sourceEnd, &marks)
  }

  /// Appends the marks from `hint` on that end by `end` in the base, as far as they lie wholly in a copy.
  @inline(__always)
  private func carry(
    _ move: MarkMove, _ known: UnsafeBufferPointer<ScreenedText.Mark>, _ hint: inout Int, endingBy end: Int,
    _ marks: inout [ScreenedText.Mark]
  ) {
    while hint < known.count, Int(known[hint].end) <= end {
      if let mark = move.moved(known[hint], measures) { marks.append(mark) }
      hint &+= 1
    }
  }

  private func append(_ marks: inout [ScreenedText.Mark], from next: inout Int, endingBy end: Int32) {
    while next < found.count, found[next].end <= end {
      marks.append(found[next])
      next += 1
    }
  }

  /// The first mark of the base that ends behind `offset`. Copies mostly follow each other, so it is looked for from `hint` on first.
  private func firstKnown(endingBehind offset: Int, _ known: UnsafeBufferPointer<ScreenedText.Mark>, hint: Int) -> Int {
    var low = hint > 0 && Int(known[hint - 1].end) <= offset ? hint : 0
    var high = known.count
    guard low < high, Int(known[low].end) <= offset else { return low }
    var step = 1
    while low + step < high, Int(known[low + step - 1].end) <= offset {
      low += step
      step *= 2
    }
    high = min(high, low + step)
    while low < high {
      let middle = (low + high) / 2
      if Int(known[middle].end) <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// How marks of a text move into another with the bytes round them.
private struct MarkMove {
  let copy: CopiedRange
  let shift: Int32
  /// What marks may depend on without that anything has changed for them.
  private let first: Int
  private let last: Int
  /// Where marks may end that were refused and, whatever their kind, depend on nothing else.
  private let insideStart: Int
  private let insideEnd: Int

  /// - Parameter farthest: how far from its end a mark depends on anything that was refused.
  init(_ copy: CopiedRange, _ baseCount: Int, _ count: Int, _ farthest: MarkKinds.Reach) {
    self.copy = copy
    shift = Int32(copy.target - copy.source)
    // Where a text begins or ends there is nothing more to see, there as here.
    first = copy.source == 0 && copy.target == 0 ? Int.min / 2 : copy.source
    last = copy.sourceEnd == baseCount && copy.targetEnd == count ? Int.max / 2 : copy.sourceEnd
    (insideStart, insideEnd) = (first &+ Int(farthest.before), last &- Int(farthest.after))
  }

  /// A mark in its new place, open if it depends on what lies beyond the seams; `nil` if it begins before the copy.
  @inline(__always)
  func moved(_ mark: ScreenedText.Mark, _ measures: FrozenList<MarkKinds.Measure>) -> ScreenedText.Mark? {
    var mark = mark
    let end = Int(mark.end)
    mark.end &+= shift
    // So it is with nearly all.
    if mark.state == .refused, insideStart <= end, end <= insideEnd { return mark }
    let measure = measures[Int(mark.kind)]
    let begin = end &- Int(measure.length)
    guard begin >= copy.source else { return nil }
    let reach = measure.reach(mark.state)
    if begin &- Int(reach.before) < first || end &+ Int(reach.after) > last { mark.state = .open }
    return mark
  }
}
