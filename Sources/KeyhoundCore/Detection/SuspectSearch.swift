/// Tells which of many short texts may hold something, in one search through all of them: a search through each would cost more than what is in it.
///
/// A text is suspected where an expression matches or is given up, and where a mark of encoded text stands. The detector then searches it as if
/// nobody had before; in the others it would find nothing.
final class SuspectSearch {
  private let rules: RuleSet
  private let row: TextRow
  private let scratch: DetectorScratch
  /// For each text, whether it is suspected.
  private(set) var suspicions: [Bool]
  /// The text in hand: its number, where it lies, and its bytes.
  private var number = 0
  private var range: Range<Int>
  private var text: UnsafeRawBufferPointer
  /// By what number the scratch knows the first text, in place of a chunk.
  private let firstNumber: Int

  init(_ rules: RuleSet, _ row: TextRow, _ scratch: DetectorScratch) {
    self.rules = rules
    self.row = row
    self.scratch = scratch
    suspicions = Array(repeating: false, count: row.texts.count)
    range = row.texts.first ?? 0..<0
    text = row.bytes.view(range)
    firstNumber = scratch.chunkNumber + 1
    scratch.chunkNumber = firstNumber
  }

  func run() {
    let (trials, literals) = (rules.trials, rules.literals)
    scratch.prefilter.forEachHit(in: row.bytes, scratch: scratch.places) { literal, end in
      guard isOpen(end - literals.length(of: literal)..<end) else { return }
      let end = end - range.lowerBound
      trials.forEach(ofLiteral: literal) { trial in
        if trial.mark != nil { return suspect() }
        let first = end - trial.before
        guard !trial.isExact || (first >= 0 && trials.allow(trial, at: first, in: text)) else { return }
        attempt(Int(trial.rule), from: max(0, first), lastStart: min(text.count, end + trial.after))
      }
    }
    for pivot in scratch.pivots {
      pivot.forEachStart(in: row.bytes, scratch: scratch.places) { shape, start in
        guard isOpen(start..<start + rules.shaped[shape].shape.width) else { return }
        let first = start - range.lowerBound
        for rule in rules.shaped[shape].rules { attempt(rule, from: first, lastStart: first) }
      }
    }
    scratch.chunkNumber = firstNumber + row.texts.count
  }

  private func suspect() { suspicions[number] = true }

  /// Takes in hand the text in which `place` begins.
  /// - Returns: whether the place lies wholly in it, and it is not suspected yet.
  private func isOpen(_ place: Range<Int>) -> Bool {
    if place.lowerBound < range.lowerBound || place.lowerBound >= range.upperBound { move(to: place.lowerBound) }
    return place.lowerBound >= range.lowerBound && place.upperBound <= range.upperBound && !suspicions[number]
  }

  private func move(to place: Int) {
    while place >= row.texts[number].upperBound, number + 1 < row.texts.count { number += 1 }
    while place < row.texts[number].lowerBound, number > 0 { number -= 1 }
    range = row.texts[number]
    text = row.bytes.view(range)
    scratch.chunkNumber = firstNumber + number
  }

  /// Suspects the text in hand if a rule matches in it from `first ... lastStart` on. The offsets are those in the text.
  private func attempt(_ rule: Int, from first: Int, lastStart: Int) {
    let start = scratch.untriedStart(ofRule: rule, from: first)
    guard start <= lastStart else { return }
    do {
      let expression = try scratch.expression(ofRule: rule, in: rules)
      if try scratch.matcher.match(expression, in: text, from: start, lastStart: lastStart) != nil { return suspect() }
      scratch.noteTried(start..<lastStart + 1, ofRule: rule)
    } catch {
      suspect()
    }
  }
}

extension Detector {
  /// Which texts of `row`, none of them empty, may hold a finding or have a mark of encoded text; the answer that one does not is always right.
  /// The texts are no raw bytes of a file, so that rules about paths alone find nothing in them.
  package func suspicions(in row: TextRow, scratch: DetectorScratch) -> [Bool] {
    guard rules.everywhere.isEmpty, !row.texts.isEmpty else { return Array(repeating: true, count: row.texts.count) }
    let search = SuspectSearch(rules, row, scratch)
    search.run()
    return search.suspicions
  }
}
