import CLibdeflate

/// Compressed texts of pictures.
enum Inflater {
  /// Why nothing came of a stream.
  enum Failure: Error {
    case damaged, tooLarge
  }

  /// What a zlib stream (RFC 1950) holds, if that is at most `limit` bytes.
  static func inflate(_ stream: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge }
    defer { libdeflate_free_decompressor(decompressor) }
    var result = LIBDEFLATE_BAD_DATA
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { memory, count in
      result = libdeflate_zlib_decompress(decompressor, stream, stream.count, memory.baseAddress, limit, &count)
      if result != LIBDEFLATE_SUCCESS { count = 0 }
    }
    guard result != LIBDEFLATE_INSUFFICIENT_SPACE else { throw .tooLarge }
    guard result == LIBDEFLATE_SUCCESS else { throw .damaged }
    return bytes
  }
}
