import KeyhoundCore

/// One step on the way from packed bytes to a text, which is read from front to back.
protocol ByteStage: AnyObject {
  /// Fills `room` from its start.
  /// - Returns: how many bytes were written, 0 at the end.
  func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int
}

/// Bytes that lie in the archive.
final class PackedBytes: ByteStage {
  private var bytes: Slice<UnsafeRawBufferPointer>

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes[...]
  }

  func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let next = bytes.prefix(room.count)
    bytes = bytes.dropFirst(next.count)
    room.copyMemory(from: UnsafeRawBufferPointer(rebasing: next))
    return next.count
  }
}

/// A step that needs all of its input at once.
final class WholeStage: ByteStage {
  private static let limit = 256 << 20
  private let output = UnpackBuffer(limit: WholeStage.limit)
  private var position = 0

  init(
    _ source: any ByteStage, _ decompress: (UnsafeRawBufferPointer, UnpackBuffer) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let input = UnpackBuffer(limit: Self.limit)
    while true {
      let read = try source.read(into: try input.room())
      if read == 0 { break }
      input.advance(by: read)
    }
    try decompress(input.bytes, output)
  }

  func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let next = output.bytes[position...].prefix(room.count)
    position += next.count
    room.copyMemory(from: UnsafeRawBufferPointer(rebasing: next))
    return next.count
  }
}
