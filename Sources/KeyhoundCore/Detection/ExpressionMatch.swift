import PCRE2

extension MatchScratch {
  /// The next match that begins in `start ... lastStart`. One that reaches the end of its window for want of a bound is tried again in the
  /// largest window.
  func match(
    _ expression: Expression, in bytes: UnsafeRawBufferPointer, from start: Int, lastStart: Int
  ) throws(MatchError) -> Range<Int>? {
    let end = min(bytes.count, lastStart + expression.reach)
    guard try matches(expression.handle, in: bytes.view(0..<end), from: start, lastStart: lastStart),
      let match = range(ofGroup: 0)
    else { return try matchFarther(expression, in: bytes, from: start, lastStart: lastStart, than: end) }
    if match.upperBound == end, end < bytes.count, !expression.isBounded {
      return try matchFarther(expression, in: bytes, from: start, lastStart: lastStart, than: end) ?? match
    }
    return match
  }

  private func matchFarther(
    _ expression: Expression, in bytes: UnsafeRawBufferPointer, from start: Int, lastStart: Int, than end: Int
  ) throws(MatchError) -> Range<Int>? {
    let limit = min(bytes.count, lastStart + PreparedRule.largestWidth)
    guard !expression.isBounded, limit > end,
      try matches(expression.handle, in: bytes.view(0..<limit), from: start, lastStart: lastStart)
    else { return nil }
    return range(ofGroup: 0)
  }
}
