import CCompression
import CLibdeflate
import KeyhoundCore

/// Deflate (RFC 1951), bare or as gzip wraps it. libdeflate reads it in one go; where that fails, zlib reads it once more as far as it goes.
final class Deflate {
  enum Wrapping: Int32 {
    case raw = -15
    case gzip = 31
  }

  private let wrapping: Wrapping
  private let decompressor: OpaquePointer

  init(_ wrapping: Wrapping) throws(ArchiveError) {
    guard let decompressor = libdeflate_alloc_decompressor() else { throw .tooLarge("out of memory") }
    self.decompressor = decompressor
    self.wrapping = wrapping
  }

  deinit { libdeflate_free_decompressor(decompressor) }

  /// Adds to `output` what the stream unpacks to, and where it is damaged, what comes before that.
  /// - Parameter size: how many bytes that may be; that it is wrong costs time only.
  /// - Returns: how many bytes of `input` the stream took.
  func decompress(_ input: UnsafeRawBufferPointer, size: Int?, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var wanted = size.map { max($0, 1) } ?? max(4096, input.count * 4)
    while true {
      try output.reserve(output.count + min(wanted, max(1, output.limit - output.count)))
      let room = try output.room()
      var (read, written) = (0, 0)
      let result = attempt(input, room, &read, &written)
      if result == LIBDEFLATE_SUCCESS {
        output.advance(by: written)
        return read
      }
      guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { return try readStepwise(input, into: output) }
      guard output.count + room.count < output.limit else { throw .tooLarge("it unpacks to more than \(output.limit >> 20) MiB") }
      wanted = max(4096, room.count * 2)
    }
  }

  private func attempt(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer, _ read: inout Int, _ written: inout Int
  ) -> libdeflate_result {
    let (source, target) = (input.baseAddress, room.baseAddress)
    return switch wrapping {
    case .raw: libdeflate_deflate_decompress_ex(decompressor, source, input.count, target, room.count, &read, &written)
    case .gzip: libdeflate_gzip_decompress_ex(decompressor, source, input.count, target, room.count, &read, &written)
    }
  }

  private func readStepwise(_ input: UnsafeRawBufferPointer, into output: UnpackBuffer) throws(ArchiveError) -> Int {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK else { throw .tooLarge("out of memory") }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(clamping: input.count)
    while true {
      let room = try output.room()
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(clamping: room.count)
      let offered = Int(stream.avail_out)
      let result = inflate(&stream, Z_NO_FLUSH)
      output.advance(by: offered - Int(stream.avail_out))
      switch result {
      case Z_OK: continue
      case Z_STREAM_END: return Int(stream.total_in)
      case Z_BUF_ERROR: throw .damaged("the end is missing")
      default: throw .damaged(Self.isChecksumOnly(stream) ? "its checksum is wrong" : "the compressed data make no sense")
      }
    }
  }

  /// Whether all of a text was read, and is another one than it was.
  private static func isChecksumOnly(_ stream: z_stream) -> Bool {
    stream.msg.map { ["incorrect data check", "incorrect length check"].contains(String(cString: $0)) } ?? false
  }
}
