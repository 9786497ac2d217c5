/// A stretch of a file and what takes its place.
package struct Edit: Equatable, Sendable {
  package var range: Range<Int>
  package var replacement: [UInt8]

  package init(_ range: Range<Int>, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

extension [Edit] {
  /// The edits in rising order, without those that lie within another.
  func ordered() -> [Edit] {
    let sorted = sorted { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
    return sorted.reduce(into: []) { result, edit in
      if let last = result.last, edit.range.lowerBound < last.range.upperBound { return }
      result.append(edit)
    }
  }

  /// Of edits in rising order those that begin in `range`.
  func beginning(in range: Range<Int>) -> ArraySlice<Edit> {
    let start = firstIndex(behind: range.lowerBound)
    return self[start..<Swift.max(start, firstIndex(behind: range.upperBound))]
  }

  /// Of edits in rising order, none of which lies within another, the one that `range` lies in.
  func holding(_ range: Range<Int>) -> Edit? {
    let index = firstIndex(behind: range.lowerBound + 1) - 1
    return index >= 0 && self[index].range.contains(range) ? self[index] : nil
  }

  /// Whether one of edits in rising order, none of which lies within another, changes something in `range`.
  func touching(_ range: Range<Int>) -> Bool {
    let index = firstIndex(behind: range.upperBound) - 1
    return index >= 0 && self[index].range.overlaps(range)
  }

  /// The first that begins at `offset` or behind it.
  private func firstIndex(behind offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// `bytes`, or the part of them in `range`, with these edits, which are in rising order, made.
  package func applied(to bytes: UnsafeRawBufferPointer, in range: Range<Int>? = nil) -> [UInt8] {
    let range = range ?? 0..<bytes.count
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var position = range.lowerBound
    for edit in self where edit.range.lowerBound >= position && edit.range.upperBound <= range.upperBound {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement
      position = edit.range.upperBound
    }
    return result + bytes[position..<range.upperBound]
  }
}
