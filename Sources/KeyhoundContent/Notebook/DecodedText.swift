import KeyhoundCore

/// A text in the making, and the way back to where each of its bytes was read. Used again for the next text, so that memory is taken once.
final class DecodedText {
  private let memory: ReadBuffer
  private(set) var count = 0
  private(set) var map = SourceMap()

  init(capacity: Int = 4096) {
    memory = ReadBuffer(capacity: capacity)
  }

  /// The text so far; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory.bytes[..<count]) }

  var isEmpty: Bool { count == 0 }

  func removeAll() {
    count = 0
    map.removeAll()
  }

  /// Copies `range` of `source`, byte for byte.
  func copy(_ range: Range<Int>, of source: UnsafeRawBufferPointer) {
    guard !range.isEmpty else { return }
    memory.reserve(count + range.count)
    UnsafeMutableRawBufferPointer(rebasing: memory.bytes[count...]).copyMemory(from: source.view(range))
    count += range.count
    map.append(decodedCount: range.count, raw: range)
  }

  /// Adds bytes that stand for `raw`.
  func append(_ text: some Collection<UInt8>, for raw: Range<Int>) {
    memory.reserve(count + text.count)
    for (offset, byte) in text.enumerated() { memory.bytes[count + offset] = byte }
    count += text.count
    map.append(decodedCount: text.count, raw: raw)
  }

  /// Adds one byte that stands for `raw`.
  func append(_ byte: UInt8, for raw: Range<Int>) {
    memory.reserve(count + 1)
    memory.bytes[count] = byte
    count += 1
    map.append(decodedCount: 1, raw: raw)
  }

  /// Adds punctuation that the file does not have at this place; it stands for nothing at `offset`.
  func append(punctuation text: StaticString, at offset: Int) {
    text.withUTF8Buffer { append($0, for: offset..<offset) }
  }
}
