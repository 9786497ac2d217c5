import KeyhoundCore

/// Finds random values behind names that say key, token or secret, or below labels that do.
struct NamedSearch: Sendable {
  /// The rule that reports them.
  private let rule: Rule?

  init(rules: [Rule]) {
    rule = rules.first { $0.id == Self.ruleID }
  }

  private static let ruleID = "generic-secret"

  func candidates(in row: Row, page: Page) -> [Candidate] {
    guard let rule else { return [] }
    let named = CarrierName.all(in: row).compactMap { $0.valueStart(in: row.glyphs) }.compactMap { start in
      value(from: start, in: row.glyphs).flatMap { candidate($0, rule, row, "carrier:name", .named) }
    }
    return named + (labelled(rule, row, page).map { [$0] } ?? [])
  }

  private func candidate(
    _ range: Range<Int>, _ rule: Rule, _ row: Row, _ evidence: String, _ kind: Candidate.Kind
  ) -> Candidate? {
    guard KeyText(row.bytes(of: range)).isStrong else { return nil }
    return Candidate(
      range: range, rule: rule, confidence: .medium, evidence: [evidence, "shape:random"], kind: kind,
      fit: Double(range.count) / 100)
  }

  /// The run of characters that are in keys, without signs at its end.
  private func value(from start: Int, in glyphs: [Glyph]) -> Range<Int>? {
    var end = start
    while end < glyphs.count, end == start || glyphs[end].gap != .wide, isInValue(end, start, glyphs) { end += 1 }
    while end > start, Self.signs.contains(glyphs[end - 1].byte) { end -= 1 }
    return end > start ? start..<end : nil
  }

  private static let signs = ByteSet("-_+/=.~%".utf8)

  private func isInValue(_ index: Int, _ start: Int, _ glyphs: [Glyph]) -> Bool {
    let glyph = glyphs[index]
    if glyph.byte.isAlphanumericASCII || Self.signs.contains(glyph.byte) { return true }
    return index > start && glyph.isDoubtful && index + 1 < glyphs.count && glyphs[index + 1].gap == .none
      && glyphs[index + 1].byte.isAlphanumericASCII
  }

  /// A row that is one random value and nothing else, with a label above.
  private func labelled(_ rule: Rule, _ row: Row, _ page: Page) -> Candidate? {
    guard let start = row.glyphs.firstIndex(where: { $0.byte.isAlphanumericASCII }),
      let end = row.glyphs.lastIndex(where: { $0.byte.isAlphanumericASCII })
    else { return nil }
    let range = start..<end + 1
    guard range.count >= 24, range.count + 4 >= row.glyphs.count, row.wideGaps(in: range) == 0,
      KeyText(row.bytes(of: range)).has(eachKind: 2), page.hasLabel(above: row)
    else { return nil }
    return candidate(range, rule, row, "carrier:label", .labelled)
  }
}
