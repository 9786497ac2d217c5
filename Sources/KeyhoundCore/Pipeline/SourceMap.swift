/// The way back from offsets in decoded bytes to offsets in the bytes they were decoded from.
///
/// A map is a list of segments in rising order. Within a segment whose two sides have the same length, bytes correspond one to one;
/// otherwise in proportion, so that an escape of six bytes for one, or UTF-16's two for one, come out exactly.
package struct SourceMap: Sendable {
  /// Decoded offsets from `decoded` up to the next segment's stand for `raw ..< rawEnd`.
  package struct Segment: Sendable, Equatable {
    @usableFromInline var decodedOffset: UInt32
    @usableFromInline var rawStart: UInt32
    @usableFromInline var rawStop: UInt32

    @inlinable package var decoded: Int { Int(decodedOffset) }
    @inlinable package var raw: Int { Int(rawStart) }
    @inlinable package var rawEnd: Int {
      get { Int(rawStop) }
      set { rawStop = UInt32(truncatingIfNeeded: newValue) }
    }

    /// Texts are smaller than 4 GiB, and a text may have millions of segments: hence the small numbers.
    @inlinable package init(decoded: Int, raw: Int, rawEnd: Int) {
      decodedOffset = UInt32(truncatingIfNeeded: decoded)
      rawStart = UInt32(truncatingIfNeeded: raw)
      rawStop = UInt32(truncatingIfNeeded: rawEnd)
    }

    /// Makes the segment longer by `count` decoded bytes that stand for `raw`, if these follow in the same proportion. It is `length` bytes
    /// long, decoded.
    @inlinable @inline(__always) package mutating func extend(_ length: Int, by count: Int, for raw: Range<Int>) -> Bool {
      guard rawEnd == raw.lowerBound else { return false }
      let isOneToOne = raw.count == count && rawEnd - self.raw == length
      guard isOneToOne || (raw.count % count == 0 && raw.count * length == (rawEnd - self.raw) * count) else { return false }
      rawEnd = raw.upperBound
      return true
    }
  }

  /// The segments in rising order of `decoded`.
  package private(set) var segments: [Segment] = []
  /// How many decoded bytes the map covers.
  package private(set) var decodedCount = 0

  package init() {}

  /// Takes segments that cover `decodedCount` decoded bytes.
  package init(_ segments: [Segment], decodedCount: Int) {
    self.segments = segments
    self.decodedCount = decodedCount
  }

  /// Says that the next `decodedCount` decoded bytes stand for `raw`.
  package mutating func append(decodedCount count: Int, raw: Range<Int>) {
    guard count > 0 else { return }
    let last = segments.count - 1
    if last < 0 || !segments[last].extend(decodedCount - segments[last].decoded, by: count, for: raw) {
      segments.append(Segment(decoded: decodedCount, raw: raw.lowerBound, rawEnd: raw.upperBound))
    }
    decodedCount += count
  }

  /// Makes the map empty again, keeping its memory.
  package mutating func removeAll() {
    segments.removeAll(keepingCapacity: true)
    decodedCount = 0
  }

  /// The stretches of raw bytes that the bytes of `decoded` were made from, in the order of the decoded text. Unlike `rawRange`, what lies
  /// between them in the raw file is no part.
  package func rawPieces(of decoded: Range<Int>) -> [Range<Int>] {
    var pieces = SourceMap()
    copy(decoded, to: &pieces)
    return pieces.segments.map { $0.raw..<$0.rawEnd }.filter { !$0.isEmpty }
  }

  /// The raw bytes that `decoded` was made from.
  package func rawRange(of decoded: Range<Int>) -> Range<Int> {
    let start = rawOffset(of: decoded.lowerBound, roundUp: false)
    guard !decoded.isEmpty else { return start..<start }
    return start..<max(start, rawOffset(of: decoded.upperBound - 1, roundUp: true))
  }

  /// The raw offset of a decoded byte: where it begins, or with `roundUp` where it ends.
  private func rawOffset(of offset: Int, roundUp: Bool) -> Int {
    guard let index = segmentIndex(at: offset) else { return offset }
    let segment = segments[index]
    let decodedLength = max(1, end(ofSegment: index) - segment.decoded)
    let rawLength = segment.rawEnd - segment.raw
    let distance = min(offset - segment.decoded, decodedLength)
    guard roundUp else { return segment.raw + distance * rawLength / decodedLength }
    return segment.raw + min(rawLength, ((distance + 1) * rawLength + decodedLength - 1) / decodedLength)
  }

  /// The map that goes through this one and then through `outer`.
  package func composed(with outer: SourceMap) -> SourceMap {
    var result = SourceMap()
    for index in segments.indices {
      let segment = segments[index]
      let count = end(ofSegment: index) - segment.decoded
      if segment.rawEnd - segment.raw == count {
        outer.copy(segment.raw..<segment.rawEnd, to: &result)
      } else {
        result.append(decodedCount: count, raw: outer.rawRange(of: segment.raw..<segment.rawEnd))
      }
    }
    return result
  }

  /// Appends to `result` what this map says of `decoded`, segment by segment.
  private func copy(_ decoded: Range<Int>, to result: inout SourceMap) {
    var start = decoded.lowerBound
    while start < decoded.upperBound {
      let next = segmentIndex(at: start).map { end(ofSegment: $0) } ?? decoded.upperBound
      let stop = next > start ? min(next, decoded.upperBound) : decoded.upperBound
      result.append(decodedCount: stop - start, raw: rawRange(of: start..<stop))
      start = stop
    }
  }

  private func end(ofSegment index: Int) -> Int {
    index + 1 < segments.count ? segments[index + 1].decoded : decodedCount
  }

  private func segmentIndex(at offset: Int) -> Int? {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].decoded <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
