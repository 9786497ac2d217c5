import CCompression
import CLibdeflate
import KeyhoundCore

/// gzip (RFC 1952), any number of members one after the other.
enum GzipStream {
  /// - Returns: where the last member ends.
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge("out of memory") }
    defer { libdeflate_free_decompressor(decompressor) }
    var position = 0
    while position < bytes.count {
      let input = bytes.view(position..<bytes.count)
      if position > 0, !input.starts(with: [0x1F, 0x8B]) { break }
      position += try member(input, decompressor, into: output)
    }
    return position
  }

  /// Returns how many bytes the member took.
  private static func member(
    _ input: UnsafeRawBufferPointer, _ decompressor: OpaquePointer, into output: UnpackBuffer
  ) throws(ArchiveError) -> Int {
    var wanted = max(4096, input.count * 4)
    while true {
      try output.reserve(min(output.count + wanted, max(output.count + 1, output.limit)))
      let room = try output.room()
      var (read, written) = (0, 0)
      let result = libdeflate_gzip_decompress_ex(
        decompressor, input.baseAddress, input.count, room.baseAddress, room.count, &read, &written)
      if result == LIBDEFLATE_SUCCESS {
        output.advance(by: written)
        return read
      }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { throw .damaged("the compressed data make no sense") }
      guard output.count + room.count < output.limit else { throw .tooLarge("it unpacks to more than \(output.limit >> 20) MiB") }
      wanted = room.count * 2
    }
  }
}

/// zlib (RFC 1950).
enum ZlibStream {
  static func decompress(_ bytes: [UInt8], into output: UnpackBuffer) throws(ArchiveError) {
    guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge("out of memory") }
    defer { libdeflate_free_decompressor(decompressor) }
    var wanted = max(4096, bytes.count * 4)
    while true {
      try output.reserve(min(wanted, output.limit))
      let room = try output.room()
      var (read, written) = (0, 0)
      let result = libdeflate_zlib_decompress_ex(decompressor, bytes, bytes.count, room.baseAddress, room.count, &read, &written)
      if result == LIBDEFLATE_SUCCESS { return output.advance(by: written) }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { throw .damaged("the compressed data make no sense") }
      guard room.count < output.limit else { throw .tooLarge("it unpacks to more than \(output.limit >> 20) MiB") }
      wanted = room.count * 2
    }
  }
}

/// A raw deflate stream of known size, as in zip.
enum DeflateStream {
  static func decompress(_ bytes: UnsafeRawBufferPointer, size: Int, into output: UnpackBuffer) throws(ArchiveError) {
    guard size > 0 else { return }
    try output.reserve(size)
    guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge("out of memory") }
    defer { libdeflate_free_decompressor(decompressor) }
    let room = try output.room()
    var written = 0
    let result = libdeflate_deflate_decompress(
      decompressor, bytes.baseAddress, bytes.count, room.baseAddress, min(size, room.count), &written)
    guard result == LIBDEFLATE_SUCCESS else { throw .damaged("the compressed data make no sense") }
    output.advance(by: written)
  }
}

/// zstd (RFC 8878).
enum ZstdStream {
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) {
    guard let stream = ZSTD_createDStream() else { throw .tooLarge("out of memory") }
    defer { ZSTD_freeDStream(stream) }
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    while true {
      let room = try output.room()
      var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      let rest = ZSTD_decompressStream(stream, &target, &input)
      guard ZSTD_isError(rest) == 0 else { throw .damaged("the compressed data make no sense") }
      output.advance(by: target.pos)
      if input.pos == input.size && target.pos < target.size {
        if rest == 0 { return }
        throw .damaged("the end is missing")
      }
    }
  }
}

/// xz (https://tukaani.org/xz/xz-file-format.txt).
enum XZStream {
  private static let memoryLimit: UInt64 = 256 << 20
  /// `LZMA_CONCATENATED`, a macro that Swift does not see: several streams in one file are one text.
  private static let concatenated: UInt32 = 0x08

  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) {
    var stream = lzma_stream()
    guard lzma_stream_decoder(&stream, memoryLimit, concatenated) == LZMA_OK else {
      throw .tooLarge("out of memory")
    }
    defer { lzma_end(&stream) }
    stream.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = bytes.count
    while true {
      let room = try output.room()
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = room.count
      let result = lzma_code(&stream, LZMA_FINISH)
      output.advance(by: room.count - stream.avail_out)
      switch result {
      case LZMA_STREAM_END: return
      case LZMA_OK: continue
      case LZMA_MEMLIMIT_ERROR: throw .tooLarge("it needs more than \(memoryLimit >> 20) MiB to unpack")
      default: throw .damaged("the compressed data make no sense")
      }
    }
  }
}

/// bzip2, any number of streams one after the other.
enum Bzip2Stream {
  /// - Returns: where the last stream ends.
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var position = 0
    while position < bytes.count {
      let input = bytes.view(position..<bytes.count)
      if position > 0, !input.starts(with: "BZh".utf8) { break }
      position += try one(input, into: output)
    }
    return position
  }

  /// Returns how many bytes the stream took.
  private static func one(_ input: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var stream = bz_stream()
    guard BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { throw .tooLarge("out of memory") }
    defer { BZ2_bzDecompressEnd(&stream) }
    var left = input.count
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    while true {
      let given = min(left, 1 << 30)
      if stream.avail_in == 0 {
        stream.avail_in = UInt32(given)
        left -= given
      }
      let room = try output.room()
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: CChar.self)
      stream.avail_out = UInt32(min(room.count, 1 << 30))
      let offered = Int(stream.avail_out)
      let result = BZ2_bzDecompress(&stream)
      output.advance(by: offered - Int(stream.avail_out))
      if result == BZ_STREAM_END { return input.count - left - Int(stream.avail_in) }
      guard result == BZ_OK else { throw .damaged("the compressed data make no sense") }
      if stream.avail_in == 0 && left == 0 && stream.avail_out > 0 { throw .damaged("the end is missing") }
    }
  }
}
