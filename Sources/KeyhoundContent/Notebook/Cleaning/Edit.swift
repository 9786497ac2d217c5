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
