import KeyhoundCore

/// Finds keys that begin with the literal of a rule.
struct LiteralSearch: Sendable {
  /// The forms by the folded first byte of their literals.
  private let forms: [UInt8: [KnownForm]]

  init(rules: [Rule]) {
    forms = Dictionary(grouping: KnownForm.all(of: rules)) { $0.folded[0] }
  }

  func candidates(in row: Row, page: Page) -> [Candidate] {
    row.glyphs.indices.filter(row.isStart).flatMap { start in
      (forms[row.glyphs[start].folded] ?? []).compactMap { candidate(of: $0, at: start, in: row, page: page) }
    }
  }

  private func candidate(of form: KnownForm, at start: Int, in row: Row, page: Page) -> Candidate? {
    guard let literal = LiteralReading(form, at: start, in: row.glyphs), let body = BodyReading(form, from: literal.end, in: row)
    else { return nil }
    let text = KeyText(row.bytes(of: literal.end..<body.end))
    guard body.exact * 10 >= text.count * 8, form.allows(text, isCut: body.isCut) else { return nil }
    if row.wideGaps(in: literal.end..<body.end) > 0, !isCertain(text, form) { return nil }
    guard form.keywords.isEmpty || form.keywords.contains(where: page.contains) else { return nil }
    let share = Double(body.exact) / Double(text.count)
    let likeness = Double(literal.exact + 3 * form.literal.count) + (body.isExpected ? 4 : 0) + 6 * share
    return Candidate(
      range: start..<body.end, rule: form.rule, publicCount: literal.end - start,
      confidence: form.rule.confidence < .medium || body.isCut && form.strength <= 3 ? .low : .medium,
      evidence: ["image:literal"] + (body.isCut ? ["image:cut"] : []), kind: .literal,
      fit: likeness + Double(form.rule.specificity - form.body.count) / 100)
  }

  /// What lies on both sides of a blank has to be beyond doubt to be taken for one key.
  private func isCertain(_ text: KeyText, _ form: KnownForm) -> Bool {
    text.digits >= 3 && (!form.hasUpper || text.upper >= 2) && (!form.hasLower || text.lower >= 2)
  }
}

/// A literal as it was read: where it ends, and how much of it is just so.
private struct LiteralReading {
  private(set) var end: Int
  private(set) var exact = 0

  init?(_ form: KnownForm, at start: Int, in glyphs: [Glyph]) {
    end = start
    for (byte, folded) in zip(form.literal, form.folded) {
      guard take(byte, folded, glyphs, isFirst: end == start) else { return nil }
    }
    guard exact * 2 >= form.literal.count - 2 else { return nil }
  }

  private mutating func take(_ byte: UInt8, _ folded: UInt8, _ glyphs: [Glyph], isFirst: Bool) -> Bool {
    guard byte.isAlphanumericASCII else { return takeSign(byte, folded, glyphs) }
    if !isFirst { skipRepeated(folded, glyphs) }
    guard end < glyphs.count, glyphs[end].folded == folded, isFirst || glyphs[end].gap != .wide else { return false }
    if glyphs[end].byte.lowercasedASCII == byte { exact += 1 }
    end += 1
    return true
  }

  /// Passes a letter that was read twice, as `lL` for `l`.
  private mutating func skipRepeated(_ next: UInt8, _ glyphs: [Glyph]) {
    guard end + 1 < glyphs.count, glyphs[end].folded == glyphs[end - 1].folded, glyphs[end].folded != next else { return }
    if glyphs[end].gap == .none, glyphs[end + 1].folded == next { end += 1 }
  }

  /// A line low or amid is read as the other, as a dot, or not at all.
  private mutating func takeSign(_ byte: UInt8, _ folded: UInt8, _ glyphs: [Glyph]) -> Bool {
    guard end < glyphs.count else { return false }
    let glyph = glyphs[end]
    let isStroke = folded == UInt8(ascii: "_")
    if glyph.folded == folded || isStroke && glyph.folded == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":") && glyph.byte == UInt8(ascii: ";")
    {
      end += 1
      exact += 1
      return true
    }
    return isStroke && glyph.gap != .none
  }
}

/// What was read behind a literal, as far as it may belong to the key.
private struct BodyReading {
  private(set) var end: Int
  /// How many characters are of the kinds that the rule names.
  private(set) var exact: Int
  /// Whether the line ends before the key does.
  private(set) var isCut = false
  private(set) var isExpected: Bool

  private typealias Stop = (end: Int, exact: Int, gap: Glyph.Gap)

  init?(_ form: KnownForm, from start: Int, in row: Row) {
    let stops = Self.stops(form, from: start, in: row.glyphs)
    guard let last = stops.last else { return nil }
    let least = Double(form.minimum) * 0.87 - 1
    let most = Double(form.maximum) * 1.15 + 2
    let fits = stops.filter { Double($0.end - start) >= least && Double($0.end - start) <= most }
    guard !stops.contains(where: { $0.gap == .wide && (1..<8).contains($0.end - start) }) else { return nil }
    if let stop = fits.first(where: { $0.gap == .wide }) ?? fits.last {
      (end, exact) = (stop.end, stop.exact)
    } else if last.end == row.glyphs.count, Double(last.end - start) < least, last.end - start >= max(14, form.minimum * 2 / 5) {
      (end, exact, isCut) = (last.end, last.exact, true)
    } else {
      return nil
    }
    isExpected = (form.minimum...form.maximum).contains(end - start)
  }

  /// Every place where the key may end: before gaps, and where something stands that is in no key.
  private static func stops(_ form: KnownForm, from start: Int, in glyphs: [Glyph]) -> [Stop] {
    var stops: [Stop] = []
    var exact = 0
    var index = start
    while index < glyphs.count, index - start <= form.maximum * 5 / 4 + 8, let isExact = admits(form, index, glyphs) {
      if index > start, glyphs[index].gap != .none { stops.append((index, exact, glyphs[index].gap)) }
      exact += isExact ? 1 : 0
      index += 1
    }
    return stops + [(index, exact, .wide)]
  }

  /// Whether the character at `index` is one that the rule names; `nil` when it is in no key.
  private static func admits(_ form: KnownForm, _ index: Int, _ glyphs: [Glyph]) -> Bool? {
    let glyph = glyphs[index]
    if form.body.contains(glyph.byte) { return true }
    if glyph.folded == UInt8(ascii: "_") {
      return form.body.contains(UInt8(ascii: "_")) || form.body.contains(UInt8(ascii: "-")) ? true : nil
    }
    if glyph.byte.isAlphanumericASCII {
      return form.body.contains(glyph.byte.lowercasedASCII) || form.body.contains(glyph.byte.uppercasedASCII)
    }
    guard glyph.isDoubtful, index + 1 < glyphs.count else { return nil }
    return glyphs[index + 1].gap == .none && glyphs[index + 1].byte.isAlphanumericASCII ? false : nil
  }
}
