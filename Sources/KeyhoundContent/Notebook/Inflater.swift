import CLibdeflate

/// Compressed texts of pictures.
enum Inflater {
  /// What a zlib stream (RFC 1950) holds; empty when it is broken or holds more than `limit` bytes.
  static func inflate(_ stream: [UInt8], limit: Int) -> [UInt8] {
    guard let decompressor = libdeflate_alloc_decompressor() else { return [] }
    defer { libdeflate_free_decompressor(decompressor) }
    return [UInt8](unsafeUninitializedCapacity: limit) { memory, count in
      let result = libdeflate_zlib_decompress(decompressor, stream, stream.count, memory.baseAddress, limit, &count)
      if result != LIBDEFLATE_SUCCESS { count = 0 }
    }
  }
}
