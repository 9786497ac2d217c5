import CLibdeflate
import KeyhoundCore

/// Inflates zlib streams; each owner has one of its own.
final class Inflater {
  private let handle: OpaquePointer
  /// The one for streams that begin with the code that the format itself defines, as most short ones do. It keeps the tables for that code, which
  /// every other code would take the place of.
  private let fixedHandle: OpaquePointer

  init() {
    guard let handle = libdeflate_alloc_decompressor(), let fixedHandle = libdeflate_alloc_decompressor() else {
      fatalError("out of memory for the decompressor")
    }
    self.handle = handle
    self.fixedHandle = fixedHandle
  }

  deinit {
    libdeflate_free_decompressor(handle)
    libdeflate_free_decompressor(fixedHandle)
  }

  /// The decompressor for the stream at the start of `source`: the kind of its first block stands behind the two bytes of the header.
  private func handle(for source: UnsafeRawBufferPointer) -> OpaquePointer {
    source.count > 2 && source[2] >> 1 & 3 == 1 ? fixedHandle : handle
  }

  /// Bytes behind a stream, whatever they are, with which it is decoded the fast way to its end. Most streams are shorter than what the decoder
  /// would otherwise do byte by byte.
  static let sourceMargin = 32
  /// Bytes behind the result, which may be written over, for the same.
  private static let targetMargin = 320

  /// Inflates the stream at the start of `source` into `buffer`, where it must make `count` bytes.
  /// - Returns: whether the stream is sound, of that size, and true to its checksum.
  func inflate(_ source: UnsafeRawBufferPointer, into buffer: ReadBuffer, count: Int) -> Bool {
    buffer.reserve(count + Self.targetMargin)
    var (consumed, produced) = (0, 0)
    let result = libdeflate_zlib_decompress_ex(
      handle(for: source), source.baseAddress, source.count, buffer.bytes.baseAddress, count + Self.targetMargin, &consumed,
      &produced)
    return result == LIBDEFLATE_SUCCESS && produced == count
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
}
