import CByteSearch
import KeyhoundCore

/// A text in the making, and the way back to where each of its bytes was read. Used again for the next text, so that memory is taken once.
///
/// Both grow in memory of their own: a notebook adds millions of pieces, and adding one is no more than a few stores.
final class DecodedText {
  private var memory: UnsafeMutableRawBufferPointer
  private var segments: UnsafeMutableBufferPointer<StoredSegment>
  /// How many segments there are but for the last one, which may still grow.
  private var segmentCount = 0
  private var last = Segment()
  private(set) var count = 0

  /// What `SourceMap.Segment` says, in numbers of their own.
  private struct Segment {
    var decoded = 0
    var raw = 0
    /// Negative when there is no segment.
    var rawEnd = -1
  }

  /// The same in small numbers. A type of this module, for to make one of another takes a call.
  private struct StoredSegment {
    var decoded: UInt32
    var raw: UInt32
    var rawEnd: UInt32

    @inline(__always)
    init(_ segment: Segment) {
      decoded = UInt32(truncatingIfNeeded: segment.decoded)
      raw = UInt32(truncatingIfNeeded: segment.raw)
      rawEnd = UInt32(truncatingIfNeeded: segment.rawEnd)
    }
  }

  init(capacity: Int = 4096) {
    memory = .allocate(byteCount: max(64, capacity), alignment: 64)
    segments = .allocate(capacity: 64)
  }

  deinit {
    memory.deallocate()
    segments.deallocate()
  }

  /// The text so far; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  var isEmpty: Bool { count == 0 }

  /// The way back as it is now.
  var map: SourceMap {
    storeLast()
    return map(of: 0..<storedCount, from: 0, to: count)
  }

  /// Where the last segment of the way back begins; 0 when there is none.
  var lastRaw: Int { last.rawEnd < 0 ? 0 : last.raw }

  func removeAll() {
    count = 0
    segmentCount = 0
    last = Segment()
  }

  // MARK: Adding

  /// Copies `range` of `source`, byte for byte.
  @inline(__always)
  func copy(_ range: Range<Int>, of source: UnsafeRawBufferPointer) {
    guard !range.isEmpty else { return }
    makeRoom(range.count).copyMemory(from: source.view(range))
    added(range.count, for: range)
  }

  /// Copies `range` of `source` up to the first `stop`.
  /// - Returns: where that is; the end of the range when there is none.
  @inline(__always)
  func copy(_ range: Range<Int>, of source: UnsafeRawBufferPointer, until stop: UInt8) -> Int {
    let room = makeRoom(range.count &+ Int(BYTE_SEARCH_COPY_SLACK))
    guard let from = source.assumingMemoryBound(to: UInt8.self).baseAddress,
      let into = room.assumingMemoryBound(to: UInt8.self).baseAddress
    else { return range.upperBound }
    let end = byte_search_copy(from, source.count, range.lowerBound, range.upperBound, stop, into)
    if end > range.lowerBound { added(end &- range.lowerBound, for: range.lowerBound..<end) }
    return end
  }

  /// Adds bytes that stand for `raw`.
  func append(_ text: some Collection<UInt8>, for raw: Range<Int>) {
    guard !text.isEmpty else { return }
    let length = text.count
    makeRoom(length).copyBytes(from: text)
    added(length, for: raw)
  }

  /// Adds one byte that stands for `raw`.
  @inline(__always)
  func append(_ byte: UInt8, for raw: Range<Int>) {
    makeRoom(1)[0] = byte
    added(1, for: raw)
  }

  /// Adds punctuation that the file does not have at this place; it stands for nothing at `offset`.
  @inline(__always)
  func append(punctuation text: StaticString, at offset: Int) {
    let length = text.utf8CodeUnitCount
    guard length > 0 else { return }
    let room = makeRoom(length)
    // One or two bytes, for which no function need be called.
    for index in 0..<length { room[index] = text.utf8Start[index] }
    added(length, for: offset..<offset)
  }

  /// Adds another text with its way back.
  func append(_ other: DecodedText) {
    guard !other.isEmpty else { return }
    makeRoom(other.count).copyMemory(from: other.bytes)
    other.storeLast()
    beginSegment()
    let added = other.storedCount
    while segmentCount + added > segments.count { growMap() }
    let shift = UInt32(truncatingIfNeeded: count)
    for index in 0..<added {
      segments[segmentCount &+ index] = other.segments[index]
      segments[segmentCount &+ index].decoded &+= shift
    }
    segmentCount &+= added
    count &+= other.count
  }

  // MARK: Parts

  /// A place in the text, and in its way back.
  struct Place {
    var offset = 0
    fileprivate var segment = 0
  }

  /// Begins a part that has a way back of its own.
  func beginPart() -> Place {
    beginSegment()
    return Place(offset: count, segment: segmentCount)
  }

  /// The way back from the part between two places, in offsets from its start.
  func map(from start: Place, to end: Place) -> SourceMap {
    map(of: start.segment..<end.segment, from: start.offset, to: end.offset)
  }

  private func map(of stored: Range<Int>, from start: Int, to end: Int) -> SourceMap {
    let segments = segments[stored].map {
      SourceMap.Segment(decoded: Int($0.decoded) - start, raw: Int($0.raw), rawEnd: Int($0.rawEnd))
    }
    return SourceMap(segments, decodedCount: end - start)
  }

  // MARK: Growing

  /// The memory behind the text, `more` bytes of it at least.
  @inline(__always)
  private func makeRoom(_ more: Int) -> UnsafeMutableRawBufferPointer {
    if count &+ more > memory.count { grow(count &+ more) }
    return UnsafeMutableRawBufferPointer(rebasing: memory[count...])
  }

  private func grow(_ needed: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(needed, 2 * memory.count), alignment: 64)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }

  /// Says that the next `length` bytes are there, and what they stand for.
  @inline(__always)
  private func added(_ length: Int, for raw: Range<Int>) {
    if raw.lowerBound == last.rawEnd, isInProportion(length, raw.count) {
      last.rawEnd = raw.upperBound
    } else {
      beginSegment()
      last = Segment(decoded: count, raw: raw.lowerBound, rawEnd: raw.upperBound)
    }
    count &+= length
  }

  /// Whether `length` bytes that stand for `rawLength` go on as the last segment began.
  @inline(__always)
  private func isInProportion(_ length: Int, _ rawLength: Int) -> Bool {
    let (decoded, raw) = (count &- last.decoded, last.rawEnd &- last.raw)
    if length == rawLength { return decoded == raw }
    return rawLength &* decoded == raw &* length && rawLength % length == 0
  }

  /// Lets the last segment grow no more.
  @inline(__always)
  private func beginSegment() {
    guard last.rawEnd >= 0 else { return }
    storeLast()
    segmentCount &+= 1
    last.rawEnd = -1
  }

  /// How many segments there are with the last one, once it is stored.
  private var storedCount: Int { last.rawEnd >= 0 ? segmentCount &+ 1 : segmentCount }

  @inline(__always)
  private func storeLast() {
    guard last.rawEnd >= 0 else { return }
    if segmentCount == segments.count { growMap() }
    segments.initializeElement(at: segmentCount, to: StoredSegment(last))
  }

  private func growMap() {
    let larger = UnsafeMutableBufferPointer<StoredSegment>.allocate(capacity: 2 * segments.count)
    _ = larger.moveInitialize(fromContentsOf: segments)
    segments.deallocate()
    segments = larger
  }
}
