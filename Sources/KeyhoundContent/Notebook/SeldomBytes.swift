import CByteSearch
import KeyhoundCore

/// A few bytes of ASCII that are looked for together.
struct SeldomBytes {
  private var set = byte_search_set()

  init(_ bytes: some Sequence<UInt8>) {
    withUnsafeMutableBytes(of: &set.allowed) { rows in
      for byte in bytes where byte < 0x80 { rows[Int(byte & 15)] |= 1 << (byte >> 4) }
    }
  }

  func mayOccur(in text: UnsafeRawBufferPointer) -> Bool {
    guard let bytes = text.assumingMemoryBound(to: UInt8.self).baseAddress else { return false }
    return withUnsafePointer(to: set) { byte_search_any(bytes, 0, text.count, $0) } < text.count
  }
}
