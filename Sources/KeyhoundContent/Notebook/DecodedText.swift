import KeyhoundCore

/// A text in the making, and the way back to where each of its bytes was read. Used again for the next text, so that memory is taken once.
///
/// Both grow in memory of their own: a notebook adds millions of pieces, and adding one is no more than a few stores.
final class DecodedText {
  private var memory: UnsafeMutableRawBufferPointer
  private var segments: UnsafeMutableBufferPointer<SourceMap.Segment>
  private var segmentCount = 0
  private(set) var count = 0

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
  var map: SourceMap { SourceMap(UnsafeBufferPointer(rebasing: segments[..<segmentCount]), decodedCount: count) }

  func removeAll() {
    count = 0
    segmentCount = 0
  }

  /// Copies `range` of `source`, byte for byte.
  @inline(__always)
  func copy(_ range: Range<Int>, of source: UnsafeRawBufferPointer) {
    guard !range.isEmpty else { return }
    makeRoom(range.count).copyMemory(from: source.view(range))
    added(range.count, for: range)
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
  func append(punctuation text: StaticString, at offset: Int) {
    let length = text.utf8CodeUnitCount
    guard length > 0 else { return }
    makeRoom(length).copyMemory(from: UnsafeRawBufferPointer(start: text.utf8Start, count: length))
    added(length, for: offset..<offset)
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
    if segmentCount == 0 || !segments[segmentCount - 1].extend(count - segments[segmentCount - 1].decoded, by: length, for: raw) {
      if segmentCount == segments.count { growMap() }
      segments.initializeElement(at: segmentCount, to: .init(decoded: count, raw: raw.lowerBound, rawEnd: raw.upperBound))
      segmentCount &+= 1
    }
    count &+= length
  }

  private func growMap() {
    let larger = UnsafeMutableBufferPointer<SourceMap.Segment>.allocate(capacity: 2 * segments.count)
    _ = larger.moveInitialize(fromContentsOf: segments)
    segments.deallocate()
    segments = larger
  }
}
