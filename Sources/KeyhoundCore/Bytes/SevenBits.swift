/// Bytes as characters of seven bits, which a text in a source file can hold: eight characters for seven bytes.
package enum SevenBits {
  /// `bytes` and as many zeros as fill the last eight characters.
  package static func text(of bytes: [UInt8]) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: 7).flatMap { start in
      let seven = bytes[start..<min(start + 7, bytes.count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return (0..<8).map { UInt8(truncatingIfNeeded: seven >> UInt64(7 * $0) & 0x7F) }
    }
  }

  /// The bytes of which `text` was made, in memory of their own that is aligned for every number.
  package static func bytes(of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let groups = text.count / 8
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 7 * groups + 1, alignment: 16)
    for group in 0..<groups {
      var eight = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: 8 * group, as: UInt64.self))
      eight = eight & 0x007F_007F_007F_007F | eight >> 1 & 0x3F80_3F80_3F80_3F80
      eight = eight & 0x0000_3FFF_0000_3FFF | eight >> 2 & 0x0FFF_C000_0FFF_C000
      eight = eight & 0x0000_0000_0FFF_FFFF | eight >> 4 & 0x00FF_FFFF_F000_0000
      // The eighth byte is zero, and the first of the next group is written over it.
      bytes.storeBytes(of: eight.littleEndian, toByteOffset: 7 * group, as: UInt64.self)
    }
    return UnsafeRawBufferPointer(rebasing: bytes[..<(7 * groups)])
  }
}
