import CCompression
import KeyhoundCore

/// A compressed text with others, or something else, possibly behind it.
protocol CompressedStream {
  /// Unpacks what `bytes` begin with. What comes before damage is in `output` all the same.
  /// - Returns: where the last text of this form ends.
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int
}

/// gzip (RFC 1952), any number of members one after the other.
enum GzipStream: CompressedStream {
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    let inflater = try Deflate(.gzip)
    var position = 0
    while position < bytes.count {
      let input = bytes.view(position..<bytes.count)
      if position > 0, !input.starts(with: [0x1F, 0x8B]) { break }
      position += try inflater.decompress(input, size: position == 0 ? size(input) : nil, into: output)
    }
    return position
  }

  /// How large the text is, as the last bytes have it, unless that cannot be: nothing is compressed to less than a thousandth.
  private static func size(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return size > bytes.count / 2 && size / 1100 <= bytes.count ? size : nil
  }
}

/// zlib (RFC 1950). Its checksum is not asked: many programs write none or a wrong one, and the text is whole all the same.
enum ZlibStream: CompressedStream {
  private static let headerSize = 2

  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    guard bytes.count > headerSize, bytes[0] & 0x0F == 8, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0 else {
      throw .damaged("the compressed data make no sense")
    }
    return try headerSize + DeflateStream.decompress(bytes.view(headerSize..<bytes.count), size: nil, into: output)
  }
}

/// A raw deflate stream, as in zip.
enum DeflateStream {
  /// - Parameter size: how large the text is said to be.
  /// - Returns: where the stream ends.
  @discardableResult
  static func decompress(_ bytes: UnsafeRawBufferPointer, size: Int?, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    guard !bytes.isEmpty else { return 0 }
    return try Deflate(.raw).decompress(bytes, size: size, into: output)
  }
}

/// zstd (RFC 8878), any number of frames one after the other, also such that are to be skipped.
enum ZstdStream: CompressedStream {
  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    let start = output.count
    do {
      return try decompress(bytes, isStepwise: false, into: output)
    } catch .damaged {
      // All that one call unpacks is lost with it.
      output.removeLast(output.count - start)
      return try decompress(bytes, isStepwise: true, into: output)
    }
  }

  /// - Parameter isStepwise: whether no call is given more than one block.
  private static func decompress(
    _ bytes: UnsafeRawBufferPointer, isStepwise: Bool, into output: UnpackBuffer
  ) throws(ArchiveError) -> Int {
    guard let stream = ZSTD_createDStream() else { throw .tooLarge("out of memory") }
    defer { ZSTD_freeDStream(stream) }
    var wanted = ZSTD_initDStream(stream)
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: 0, pos: 0)
    while true {
      input.size = isStepwise ? min(bytes.count, input.pos + max(1, wanted)) : bytes.count
      let room = try output.room()
      var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      wanted = ZSTD_decompressStream(stream, &target, &input)
      guard ZSTD_isError(wanted) == 0 else { throw .damaged("the compressed data make no sense") }
      output.advance(by: target.pos)
      if wanted == 0, !begins(bytes.view(input.pos..<bytes.count)) { return input.pos }
      if wanted > 0, input.pos == bytes.count && target.pos < target.size { throw .damaged("the end is missing") }
    }
  }

  /// Whether a frame begins there, be it one that is to be skipped.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || skippedCount(bytes) != nil
  }

  /// Whether there is a frame with a text, in front of which may be some that are to be skipped.
  static func hasText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while let count = skippedCount(rest), count < rest.count { rest = rest.view(count..<rest.count) }
    return rest.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// How many bytes a frame that is to be skipped takes.
  private static func skippedCount(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 8, bytes[0] & 0xF0 == 0x50, bytes[1..<4].elementsEqual([0x2A, 0x4D, 0x18]) else { return nil }
    return 8 + bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// xz (https://tukaani.org/xz/xz-file-format.txt), any number of streams one after the other.
enum XZStream: CompressedStream {
  private static let memoryLimit: UInt64 = 256 << 20
  static let signature: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]

  static func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var end = try one(bytes, into: output)
    while true {
      // Zeros may stand between two streams.
      let next = bytes[end...].firstIndex { $0 != 0 } ?? bytes.count
      guard bytes.view(next..<bytes.count).starts(with: signature) else { return end }
      end = next + (try one(bytes.view(next..<bytes.count), into: output))
    }
  }

  /// Returns how many bytes the stream took.
  private static func one(_ bytes: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var stream = lzma_stream()
    guard lzma_stream_decoder(&stream, memoryLimit, 0) == LZMA_OK else { throw .tooLarge("out of memory") }
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
      case LZMA_STREAM_END: return bytes.count - stream.avail_in
      case LZMA_OK: continue
      case LZMA_MEMLIMIT_ERROR: throw .tooLarge("it needs more than \(memoryLimit >> 20) MiB to unpack")
      case LZMA_BUF_ERROR: throw .damaged("the end is missing")
      default: throw .damaged("the compressed data make no sense")
      }
    }
  }
}

/// bzip2, any number of streams one after the other.
enum Bzip2Stream: CompressedStream {
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
