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
  /// Why there is no more.
  private var failure: ArchiveError?

  init(
    _ source: any ByteStage, _ decompress: (UnsafeRawBufferPointer, UnpackBuffer) throws(ArchiveError) -> Int
  ) throws(ArchiveError) {
    let input = UnpackBuffer(limit: Self.limit)
    do {
      try Self.readAll(of: source, into: input)
    } catch {
      failure = error
    }
    do {
      _ = try decompress(input.bytes, output)
    } catch {
      failure = failure ?? error
    }
  }

  private static func readAll(of source: any ByteStage, into input: UnpackBuffer) throws(ArchiveError) {
    while true {
      let read = try source.read(into: try input.room())
      if read == 0 { return }
      input.advance(by: read)
    }
  }

  func read(into room: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
    let next = output.bytes[position...].prefix(room.count)
    if next.isEmpty, let failure { throw failure }
    position += next.count
    room.copyMemory(from: UnsafeRawBufferPointer(rebasing: next))
    return next.count
  }
}
