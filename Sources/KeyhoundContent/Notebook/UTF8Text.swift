import CByteSearch
import KeyhoundCore

/// Questions about UTF-8.
enum UTF8Text {
  /// Whether `bytes` are valid UTF-8.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return true }
    return byte_search_is_utf8(text, bytes.count)
  }
}
