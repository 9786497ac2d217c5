import KeyhoundCore

/// Finds keys that are letters and digits round a full stop, and begin with no literal: those of Baseten and its kin.
struct DottedSearch: Sendable {
  private let shapes: [Shape]

  /// What the rules of one width have in common.
  private struct Shape: Sendable {
    let left: Int
    let right: Int
    let rules: [Rule]
  }

  init(rules: [Rule]) {
    let dotted = rules.filter { $0.isReported && $0.required.isEmpty }.compactMap { rule -> (DottedForm, Rule)? in
      DottedForm(rule).map { ($0, rule) }
    }
    shapes = Dictionary(grouping: dotted) { $0.0 }.map { form, pairs in
      Shape(left: form.left, right: form.right, rules: pairs.map(\.1).sorted { $0.specificity > $1.specificity })
    }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
  }

  func candidates(in row: Row, page: Page) -> [Candidate] {
    row.glyphs.indices.filter { row.glyphs[$0].folded == UInt8(ascii: ".") }.flatMap { dot in
      shapes.compactMap { candidate(of: $0, round: dot, in: row, page: page) }
    }
  }

  private func candidate(of shape: Shape, round dot: Int, in row: Row, page: Page) -> Candidate? {
    guard let span = DottedSpan.best(round: dot, left: shape.left, right: shape.right, in: row) else { return nil }
    let secret = KeyText(row.bytes(of: dot + 1..<span.range.upperBound))
    guard secret.isRandom, !secret.isPlaceholder, !secret.readsLikeWords,
      row.glyphs[span.range].count(where: \.isDoubtful) <= 4
    else { return nil }
    let isCarried = page.hasCarrier(before: span.range.lowerBound, in: row)
    guard secret.has(eachKind: span.wideGaps > 0 ? 3 : isCarried ? 1 : 2) else { return nil }
    guard let rule = shape.rules.first(where: { Self.applies($0, page) }) else { return nil }
    let isBelieved = isCarried || span.wideGaps == 0
    return Candidate(
      range: span.range, rule: rule, publicCount: dot - span.range.lowerBound, confidence: isBelieved ? .medium : .low,
      evidence: (isCarried ? ["carrier:name"] : []) + ["image:shape"], kind: .dotted, fit: 20 - span.cost)
  }

  /// A rule that believes nothing of itself needs its vendor's name in the picture, one with keywords one of these.
  private static func applies(_ rule: Rule, _ page: Page) -> Bool {
    guard rule.confidence > .none else {
      return page.contains(Confusion.folded((rule.id.split(separator: "-").first ?? "").utf8))
    }
    return rule.keywords.isEmpty || rule.keywords.contains { page.contains(Confusion.folded($0.utf8.map(\.lowercasedASCII))) }
  }
}

/// How many letters and digits a rule wants on either side of a full stop.
private struct DottedForm: Hashable {
  let left: Int
  let right: Int

  init?(_ rule: Rule) {
    let shape = rule.shape ?? MatchShape(of: rule.regex ?? "")
    guard let fixed = shape.fixed, fixed.pivot == UInt8(ascii: "."), shape.maximumWidth == fixed.width else { return nil }
    left = fixed.pivotOffset
    right = fixed.width - fixed.pivotOffset - 1
  }
}

/// A stretch round a full stop, and how far it is from what is wanted.
private struct DottedSpan {
  let range: Range<Int>
  let wideGaps: Int
  /// Misread characters on both sides: one that was read as two, or two as one. A short side must be closer than a long one.
  private let distance: Int

  var cost: Double { Double(distance) / 2 + Double(2 * wideGaps) }

  private init(_ range: Range<Int>, round dot: Int, left: Int, right: Int, in row: Row) {
    self.range = range
    wideGaps = row.wideGaps(in: range)
    let before = dot - range.lowerBound
    let behind = range.upperBound - dot - 1
    distance = abs(before - left) * 2 + abs(behind - right)
  }

  /// The closest of all possible ones; `nil` when there is none.
  static func best(round dot: Int, left: Int, right: Int, in row: Row) -> DottedSpan? {
    let glyphs = row.glyphs
    guard dot > 2, dot + 1 < glyphs.count, glyphs[dot].gap != .wide, glyphs[dot + 1].gap != .wide else { return nil }
    let ends = Self.ends(behind: dot, count: right, glyphs)
    let spans = Self.starts(before: dot, count: left, glyphs).flatMap { start in
      ends.map { DottedSpan(start..<$0, round: dot, left: left, right: right, in: row) }
    }
    return spans.min { $0.cost < $1.cost }
  }

  private static func starts(before dot: Int, count: Int, _ glyphs: [Glyph]) -> [Int] {
    let first = glyphs[..<dot].lastIndex { !$0.mayBeAlphanumeric }.map { $0 + 1 } ?? 0
    let possible = max(first, dot - count - 2)..<max(first, dot - count + 3)
    return possible.filter { index in
      index < dot && (index == first || glyphs[index].gap != .none) && !continues(index, glyphs)
    }
  }

  /// Whether what stands before `index` makes it the middle of something longer: `x.`, `_`, `-`.
  private static func continues(_ index: Int, _ glyphs: [Glyph]) -> Bool {
    guard index > 0, glyphs[index].gap == .none else { return false }
    let before = glyphs[index - 1].byte
    if before == UInt8(ascii: "_") || before == UInt8(ascii: "-") { return true }
    return before == UInt8(ascii: ".") && index > 1 && glyphs[index - 2].byte.isAlphanumericASCII
  }

  private static func ends(behind dot: Int, count: Int, _ glyphs: [Glyph]) -> [Int] {
    let last = glyphs[(dot + 1)...].firstIndex { !$0.mayBeAlphanumeric } ?? glyphs.count
    let least = dot + 1 + count * 7 / 8
    let most = dot + 1 + count * 37 / 32
    guard least <= min(last, most) else { return [] }
    return (least...min(last, most)).filter { $0 == last ? !goesOn($0, glyphs) : glyphs[$0].gap != .none }
  }

  private static func goesOn(_ index: Int, _ glyphs: [Glyph]) -> Bool {
    guard index < glyphs.count, glyphs[index].gap == .none else { return false }
    if glyphs[index].folded == UInt8(ascii: "_") { return true }
    return glyphs[index].byte == UInt8(ascii: ".") && index + 1 < glyphs.count && glyphs[index + 1].gap == .none
      && glyphs[index + 1].byte.isAlphanumericASCII
  }
}
