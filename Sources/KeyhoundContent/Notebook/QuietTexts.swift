#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// Texts in which nothing was found lately: notebooks repeat the cells of others, and versions of a notebook nearly all of their own. What is
/// known here need not be searched again.
///
/// The bytes themselves are kept and compared, so that a text is known only if it is the same to the last byte. For one worker and one set of
/// rules.
final class QuietTexts {
  /// A text that was kept; of no use once others have been written over it.
  private struct Entry {
    /// How many bytes had been kept before it, and how many it has; none when there is no text.
    var position = 0
    var count: UInt32 = 0
    var form: UInt8 = 0
  }

  private let memory: UnsafeMutableRawBufferPointer
  private var entries: [Entry]
  /// Bytes kept so far, with those that others have been written over.
  private var position = 0

  /// Of what is met again in collections whose notebooks repeat nearly half of their text, nine tenths are met so.
  static let defaultCapacity = 1 << 20
  private static let entryCount = 1 << 12

  init(capacity: Int = QuietTexts.defaultCapacity) {
    memory = .allocate(byteCount: capacity, alignment: 64)
    entries = Array(repeating: Entry(), count: Self.entryCount)
  }

  deinit {
    memory.deallocate()
  }

  /// The longest text that is kept; what is shorter than eight bytes is quickly searched.
  private var longest: Int { memory.count / 8 }
  private static let shortest = 8

  /// Whether nothing was found in `text`, read as `form` says.
  func contains(_ text: UnsafeRawBufferPointer, form: UInt8) -> Bool {
    guard text.count >= Self.shortest else { return false }
    let entry = entries[Self.slot(of: text)]
    guard entry.count == text.count, entry.form == form, position - entry.position <= memory.count else { return false }
    guard let bytes = text.baseAddress, let kept = memory.baseAddress else { return false }
    return memcmp(kept + entry.position % memory.count, bytes, text.count) == 0
  }

  /// Remembers that nothing was found in `text`.
  func insert(_ text: UnsafeRawBufferPointer, form: UInt8) {
    guard text.count >= Self.shortest, text.count <= longest else { return }
    let left = memory.count - position % memory.count
    // A text lies in one piece: what is left at the end of the memory is passed over.
    if left < text.count { position += left }
    UnsafeMutableRawBufferPointer(rebasing: memory[(position % memory.count)...]).copyMemory(from: text)
    entries[Self.slot(of: text)] = Entry(position: position, count: UInt32(text.count), form: form)
    position += text.count
  }

  /// By the length and the bytes at both ends: texts that differ elsewhere contend for one entry, and the last one has it.
  private static func slot(of text: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(truncatingIfNeeded: text.count)
    for offset in stride(from: 0, through: min(24, text.count - 8), by: 8) {
      let first = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let last = text.loadUnaligned(fromByteOffset: text.count - 8 - offset, as: UInt64.self)
      hash = (hash ^ first) &* 0x9E37_79B9_7F4A_7C15
      hash = (hash ^ last ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
    }
    return Int(truncatingIfNeeded: hash >> 32) & (entryCount - 1)
  }
}
