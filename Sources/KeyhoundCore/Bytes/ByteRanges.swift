extension [Range<Int>] {
  /// Adds `range`, and joins it with those at the end that it touches. The ranges are in rising order, apart from these.
  mutating func join(_ range: Range<Int>) {
    var range = range
    while let last, last.upperBound >= range.lowerBound {
      range = Swift.min(last.lowerBound, range.lowerBound)..<Swift.max(last.upperBound, range.upperBound)
      removeLast()
    }
    append(range)
  }
}

/// Stretches of a file in rising order, none of them empty and none touching the next.
package struct ByteRanges: Equatable, Sendable {
  package private(set) var ranges: [Range<Int>] = []

  package init() {}

  /// Adds `range`, which begins at or behind the end of the last one.
  package mutating func append(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if let last = ranges.last, last.upperBound >= range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      ranges.append(range)
    }
  }

  /// Whether some byte of `range` is in here; an empty range has none.
  package func overlaps(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].overlaps(range)
  }

  /// The bytes that are in both.
  package func intersection(_ other: ByteRanges) -> ByteRanges {
    var result = ByteRanges()
    var mine = ranges[...]
    var theirs = other.ranges[...]
    while let a = mine.first, let b = theirs.first {
      result.append(a.clamped(to: b))
      if a.upperBound < b.upperBound { mine.removeFirst() } else { theirs.removeFirst() }
    }
    return result
  }
}
