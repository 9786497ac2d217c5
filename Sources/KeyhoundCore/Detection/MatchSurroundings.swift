/// All that decides about the matches in a text, wherever in the text it stands.
///
/// Versions of a file mostly differ elsewhere. Those that agree in it have the same findings under the same path, if on other lines.
struct MatchSurroundings {
  private let bytes: UnsafeRawBufferPointer
  private let marks: [ScreenedText.Mark]
  private let measures: FrozenList<MarkKinds.Measure>
  /// Stretches of the text in rising order, with bytes between them.
  private var stretches: [Range<Int>] = []

  /// Takes the places in `bytes` at which expressions match.
  init(_ bytes: UnsafeRawBufferPointer, _ marks: [ScreenedText.Mark], _ measures: FrozenList<MarkKinds.Measure>) {
    self.bytes = bytes
    self.marks = marks
    self.measures = measures
    for mark in marks { stretches.join(stretch(round: mark)) }
  }

  /// What more than that surrounds is hardly the same twice.
  private static let mostBytes = 64 << 10
  /// Bytes beyond a stretch that tell whether it is the end of a line, or of a character.
  private static let margin = 4

  /// A number that other surroundings do not have; `nil` for more than it is worth.
  ///
  /// It is made with a key that is another in each run, so that nobody can write two texts that have the same.
  func digest(isBinary: Bool) -> Int? {
    guard stretches.reduce(0, { $0 + $1.count }) <= Self.mostBytes else { return nil }
    var hasher = Hasher()
    hasher.combine(isBinary)
    var next = 0
    for stretch in stretches {
      hasher.combine(stretch.count)
      hasher.combine(stretch.lowerBound == 0)
      hasher.combine(stretch.upperBound == bytes.count)
      hasher.combine(bytes: bytes.view(stretch))
      while next < marks.count, Int(marks[next].end) <= stretch.upperBound {
        hasher.combine(Int(marks[next].end) - stretch.lowerBound)
        hasher.combine(marks[next].kind)
        next += 1
      }
    }
    return hasher.finalize()
  }

  /// What the rules see round a mark, the line as it is shown, and where a marker may stand.
  private func stretch(round mark: ScreenedText.Mark) -> Range<Int> {
    let measure = measures[Int(mark.kind)]
    let (start, end) = (Int(mark.end) - Int(measure.length), Int(mark.end))
    let match = max(0, start - Int(measure.near.before))..<min(bytes.count, end + Int(measure.near.after))
    let line = LogicalLine(of: match, in: bytes)
    let firstLine = line.previous ?? line.range
    let before = min(start - Int(measure.far.before), match.lowerBound - Extracts.context, firstLine.lowerBound)
    let after = max(end + Int(measure.far.after), match.upperBound + Extracts.context, line.range.upperBound)
    return max(0, before - Self.margin)..<min(bytes.count, after + Self.margin)
  }
}
