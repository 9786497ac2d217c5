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
      appendAcross(&marks, from: &next, endingBy: Int32(copy.targetEnd), copy)
    }
    append(&marks, from: &next, endingBy: .max)
    swap(&marks, &text.marks)
  }

  /// Shifts the marks of one copy, and opens those near its seams.
  private func carry(_ copy: CopiedRange, _ marks: inout [ScreenedText.Mark], _ next: inout Int, _ hint: inout Int) {
    let shift = Int32(copy.target - copy.source)
    // Where a text begins or ends there is nothing more to see, there as here.
    let first = copy.source == 0 && copy.target == 0 ? Int.min / 2 : copy.source
    let last = copy.sourceEnd == baseCount && copy.targetEnd == text.count ? Int.max / 2 : copy.sourceEnd
    known.withUnsafeBufferPointer { known in
      measures.withUnsafeBufferPointer { measures in
        hint = firstKnown(endingBehind: copy.source, known, hint: hint)
        while hint < known.count {
          var mark = known[hint]
          let measure = measures[Int(mark.kind)]
          let end = Int(mark.end)
          let start = end &- Int(measure.length)
          guard end <= copy.sourceEnd else { return }
          hint &+= 1
          guard start >= copy.source else { continue }
          let reach = mark.state == .quiet ? measure.near : measure.far
          if start &- Int(reach.before) < first || end &+ Int(reach.after) > last { mark.state = .open }
          mark.end &+= shift
          if next < found.count { appendAcross(&marks, from: &next, endingBy: mark.end, copy) }
          marks.append(mark)
        }
      }
    }
  }

  private func append(_ marks: inout [ScreenedText.Mark], from next: inout Int, endingBy end: Int32) {
    while next < found.count, found[next].end <= end {
      marks.append(found[next])
      next += 1
    }
  }

  /// The same, without those that lie wholly in the copy: they come along with it.
  private func appendAcross(
    _ marks: inout [ScreenedText.Mark], from next: inout Int, endingBy end: Int32, _ copy: CopiedRange
  ) {
    while next < found.count, found[next].end <= end {
      if Int(found[next].end - measures[Int(found[next].kind)].length) < copy.target { marks.append(found[next]) }
      next += 1
    }
  }

  /// The first mark of the base that ends behind `offset`. Copies mostly follow each other, so it is looked for from `hint` on first.
  private func firstKnown(endingBehind offset: Int, _ known: UnsafeBufferPointer<ScreenedText.Mark>, hint: Int) -> Int {
    var low = hint > 0 && Int(known[hint - 1].end) <= offset ? hint : 0
    var high = known.count
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
