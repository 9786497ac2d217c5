/// Stretches of a text put one behind the other, so that they are searched in one go: many short searches cost more than a long one.
struct GatheredText {
  /// What to search.
  let bytes: UnsafeRawBufferPointer
  private let stretches: [Range<Int>]

  /// Copies `stretches`, in rising order, into `buffer`; a single one is left where it is.
  init(_ text: UnsafeRawBufferPointer, _ stretches: [Range<Int>], _ buffer: ReadBuffer) {
    self.stretches = stretches
    guard stretches.count > 1 else {
      bytes = text.view(stretches.first ?? 0..<0)
      return
    }
    var count = 0
    for stretch in stretches { count += stretch.count }
    buffer.reserve(count)
    var end = 0
    for stretch in stretches {
      UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[end..<end + stretch.count]).copyMemory(from: text.view(stretch))
      end += stretch.count
    }
    bytes = UnsafeRawBufferPointer(buffer.bytes).view(0..<count)
  }

  /// Moves marks found in `bytes`, in rising order, to where they lie in the text. Those that lie across two stretches are none.
  func scatter(_ marks: inout [ScreenedText.Mark], _ measures: FrozenList<MarkKinds.Measure>) {
    guard var stretch = stretches.first else { return }
    var (next, gatheredStart, kept) = (1, 0, 0)
    for index in marks.indices {
      var mark = marks[index]
      while Int(mark.end) > gatheredStart + stretch.count {
        gatheredStart += stretch.count
        stretch = stretches[next]
        next += 1
      }
      guard Int(mark.end - measures[Int(mark.kind)].length) >= gatheredStart else { continue }
      mark.end += Int32(stretch.lowerBound - gatheredStart)
      marks[kept] = mark
      kept += 1
    }
    marks.removeLast(marks.count - kept)
  }
}
