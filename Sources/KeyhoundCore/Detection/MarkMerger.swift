/// Merges the marks that lie wholly in copied bytes with those found anew, in the order of the text.
struct MarkMerger {
  private let found: [ScreenedText.Mark]
  private let known: [ScreenedText.Mark]
  private let baseCount: Int
  private let text: ScreenedText
  private let measures: [MarkKinds.Measure]

  /// Takes what was found in the fresh stretches of `text`, which was made from `base`.
  init(found: [ScreenedText.Mark], base: ScreenedText, text: ScreenedText, measures: [MarkKinds.Measure]) {
    self.found = found
    known = base.marks
    baseCount = base.count
    self.text = text
    self.measures = measures
  }

  /// Fills the marks of the text.
  func carry(_ copies: [CopiedRange]) {
    var marks: [ScreenedText.Mark] = []
    swap(&marks, &text.marks)
    marks.reserveCapacity(known.count + found.count)
    var (next, hint) = (0, 0)
    for copy in copies {
      append(&marks, from: &next, endingBy: Int32(copy.target))
      carry(copy, &marks, &next, &hint)
    }
    append(&marks, from: &next, endingBy: .max)
    swap(&marks, &text.marks)
  }

  /// Appends the marks of one copy, and where they belong those found that lie across its start. Others that were found in it come along with it.
  private func carry(_ copy: CopiedRange, _ marks: inout [ScreenedText.Mark], _ next: inout Int, _ hint: inout Int) {
    known.withUnsafeBufferPointer { known in
      hint = firstKnown(endingBehind: copy.source, known, hint: hint)
      var last = hint
      while last < known.count, Int(known[last].end) <= copy.sourceEnd { last += 1 }
      while next < found.count, Int(found[next].end) <= copy.targetEnd {
        let mark = found[next]
        next += 1
        guard Int(mark.end - measures[Int(mark.kind)].length) < copy.target else { continue }
        let first = hint
        while hint < last, Int(known[hint].end) - copy.source + copy.target <= Int(mark.end) { hint += 1 }
        carry(known[first..<hint], of: copy, &marks)
        marks.append(mark)
      }
      carry(known[hint..<last], of: copy, &marks)
      hint = last
    }
  }

  /// Appends marks of one copy as they are, all at once; then shifts those that lie wholly in it, and opens those near its seams.
  private func carry(
    _ some: Slice<UnsafeBufferPointer<ScreenedText.Mark>>, of copy: CopiedRange, _ marks: inout [ScreenedText.Mark]
  ) {
    guard !some.isEmpty else { return }
    let start = marks.count
    marks.append(contentsOf: UnsafeBufferPointer(rebasing: some))
    let shift = Int32(copy.target - copy.source)
    // Where a text begins or ends there is nothing more to see, there as here.
    let first = copy.source == 0 && copy.target == 0 ? Int.min / 2 : copy.source
    let last = copy.sourceEnd == baseCount && copy.targetEnd == text.count ? Int.max / 2 : copy.sourceEnd
    var kept = start
    marks.withUnsafeMutableBufferPointer { marks in
      measures.withUnsafeBufferPointer { measures in
        for index in start..<marks.count {
          var mark = marks[index]
          let measure = measures[Int(mark.kind)]
          let end = Int(mark.end)
          let begin = end &- Int(measure.length)
          guard begin >= copy.source else { continue }
          let reach = measure.reach(mark.state)
          if begin &- Int(reach.before) < first || end &+ Int(reach.after) > last { mark.state = .open }
          mark.end &+= shift
          marks[kept] = mark
          kept &+= 1
        }
      }
    }
    if kept < marks.count { marks.removeLast(marks.count - kept) }
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
