package import KeyhoundCore

/// Says what in a text that was read off a picture is probably a key.
///
/// Of two random keys one is misread somewhere, so that no expression matches: signs that look alike are taken for one another, keys are
/// longer or shorter than they should be, and blanks stand where there are none. Only that there is a key can be told, not which.
package struct PictureJudge: Sendable {
  private let literals: LiteralSearch
  private let dotted: DottedSearch
  private let named: NamedSearch

  /// Prepares to find what `rules` describe. Rules that need another one, or a path, have no say.
  package init(rules: [Rule]) {
    literals = LiteralSearch(rules: rules)
    dotted = DottedSearch(rules: rules)
    named = NamedSearch(rules: rules)
  }

  /// Every probable key in the order of the picture, top to bottom. `lines` may hold several readings of the same place: the better one counts.
  package func hits(in lines: [ReadLine]) -> [PictureHit] {
    let page = Page(lines)
    let found = page.rows.flatMap { row in
      (literals.candidates(in: row, page: page) + dotted.candidates(in: row, page: page) + named.candidates(in: row, page: page))
        .compactMap { candidate in row.box(of: candidate.range).map { (candidate, row, $0) } }
    }
    var kept: [(Candidate, Row, PixelBox)] = []
    for next in found.sorted(by: { Self.isBetter($0.0, $1.0) }) where !kept.contains(where: { $0.2.isSamePlace(as: next.2) }) {
      kept.append(next)
    }
    return kept.sorted { ($0.2.y, $0.2.x) < ($1.2.y, $1.2.x) }.map { Self.hit($0.0, $0.1, $0.2) }
  }

  private static func isBetter(_ a: Candidate, _ b: Candidate) -> Bool {
    (a.kind.rawValue, a.fit, a.rule.id) > (b.kind.rawValue, b.fit, b.rule.id)
  }

  private static func hit(_ candidate: Candidate, _ row: Row, _ box: PixelBox) -> PictureHit {
    let prefix = candidate.range.prefix(candidate.publicCount)
    return PictureHit(
      rule: candidate.rule, text: row.text(of: candidate.range), publicCount: row.text(of: prefix).utf8.count, line: row.line,
      box: box, confidence: candidate.confidence, evidence: candidate.evidence)
  }
}

extension PixelBox {
  /// Whether the two have a third of the smaller one in common.
  fileprivate func isSamePlace(as other: PixelBox) -> Bool {
    let wide = min(x + width, other.x + other.width) - max(x, other.x)
    let high = min(y + height, other.y + other.height) - max(y, other.y)
    guard wide > 0, high > 0 else { return false }
    return wide * high * 3 > min(width * height, other.width * other.height)
  }
}
