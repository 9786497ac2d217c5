/// The stretches of a text that may be encoded without a mark, brought along from version to version of the text.
///
/// Hardly a text has one, and a search for them looks at much more than what is new: at all that lies round it.
struct EncodedStretches: Sendable {
  /// In rising order, each start once.
  private(set) var ranges: [Range<Int>] = []

  mutating func removeAll() { ranges.removeAll(keepingCapacity: true) }

  /// Takes what was `found` where a text differs from its base, and of the base's what begins in copied bytes.
  ///
  /// A stretch whose first `headCount` bytes were copied with the one before is still one, and begins there; how far it reaches is asked
  /// again where it is decoded.
  mutating func take(_ found: [Range<Int>], from base: EncodedStretches?, _ copies: [CopiedRange], headCount: Int) {
    ranges = found
    guard let base, !base.ranges.isEmpty else { return sort() }
    for copy in copies {
      var index = base.firstIndex(from: copy.source == 0 && copy.target == 0 ? 0 : copy.source + 1)
      while index < base.ranges.count, base.ranges[index].lowerBound + headCount <= copy.sourceEnd {
        let start = base.ranges[index].lowerBound - copy.source + copy.target
        ranges.append(start..<start + base.ranges[index].count)
        index += 1
      }
    }
    sort()
  }

  /// Those that have one of `places`, which are in rising order, within `reach`; none goes beyond `count`.
  func near(_ places: [Range<Int>], reach: Int, in count: Int) -> [Range<Int>] {
    guard !ranges.isEmpty else { return [] }
    var near: [Range<Int>] = []
    for range in ranges where places.contains(where: { Self.touches($0, range.lowerBound - reach, range.upperBound + reach) }) {
      near.append(range.lowerBound..<min(count, range.upperBound))
    }
    return near
  }

  private static func touches(_ place: Range<Int>, _ start: Int, _ end: Int) -> Bool {
    place.lowerBound <= end && place.upperBound >= start
  }

  private func firstIndex(from offset: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Puts the ranges in order; of those with one start the longest stays.
  private mutating func sort() {
    guard ranges.count > 1 else { return }
    ranges.sort { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    var kept = 1
    for index in 1..<ranges.count where ranges[index].lowerBound != ranges[kept - 1].lowerBound {
      ranges[kept] = ranges[index]
      kept += 1
    }
    ranges.removeLast(ranges.count - kept)
  }
}
