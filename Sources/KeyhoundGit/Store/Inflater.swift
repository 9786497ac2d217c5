import CLibdeflate
import KeyhoundCore

/// Inflates zlib streams; each owner has one of its own.
final class Inflater {
  private let handle: OpaquePointer

  init() {
    guard let handle = libdeflate_alloc_decompressor() else { fatalError("out of memory for the decompressor") }
    self.handle = handle
  }

  deinit {
    libdeflate_free_decompressor(handle)
  }

  /// Inflates the stream at the start of `source` into exactly `target`.
  /// - Returns: whether the stream is sound, of that size, and true to its checksum.
  func inflate(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Bool {
    var consumed = 0
    return libdeflate_zlib_decompress_ex(
      handle, source.baseAddress, source.count, target.baseAddress ?? Self.nowhere, target.count, &consumed, nil)
      == LIBDEFLATE_SUCCESS
  }

  /// Inflates a stream of unknown size into `buffer`, which grows up to `limit` bytes.
  /// - Returns: how many bytes it gave, or `nil` when it is not sound or too long.
  func inflate(_ source: UnsafeRawBufferPointer, into buffer: ReadBuffer, limit: Int) -> Int? {
    buffer.reserve(min(limit, max(4096, source.count * 4)))
    while true {
      var (consumed, produced) = (0, 0)
      let result = libdeflate_zlib_decompress_ex(
        handle, source.baseAddress, source.count, buffer.bytes.baseAddress, buffer.capacity, &consumed, &produced)
      if result == LIBDEFLATE_SUCCESS { return produced }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE, buffer.capacity < limit else { return nil }
      buffer.reserve(min(limit, buffer.capacity * 2))
    }
  }

  nonisolated(unsafe) private static let nowhere = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
}
