import CLibdeflate
import KeyhoundCore

/// 7z, read from the directory at its end (7zFormat.txt of the LZMA SDK).
struct SevenZipArchive {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Where the start header ends, and what the directory counts from.
  private static let start = 32
  /// How often a directory may be packed into another one, and how large it may be.
  private static let directoryDepth = 4
  private static let directoryLimit = 64 << 20

  func unpack(into members: MemberSink) throws(ArchiveError) {
    var reader = SevenZipReader(bytes.view(12..<min(Self.start, bytes.count)))
    let offset = try reader.integer(8)
    let size = try reader.integer(8)
    let checksum = UInt32(truncatingIfNeeded: try reader.integer(4))
    if size == 0 && bytes.count == Self.start { return }
    let most = bytes.count - Self.start
    guard size > 0, offset <= most, size <= most - offset else {
      throw .damaged("its directory is missing")
    }
    let directory = bytes.view(Self.start + offset..<Self.start + offset + size)
    try unpack(directory, depth: 0, into: members)
    guard Self.checksum(directory) == checksum else { throw Self.wrongDirectory }
  }

  private func unpack(_ directory: UnsafeRawBufferPointer, depth: Int, into members: MemberSink) throws(ArchiveError) {
    var reader = SevenZipReader(directory)
    switch try reader.tag() {
    case .header: try unpack(try SevenZipDirectory(&reader, archive: bytes.count), into: members)
    case .encodedHeader where depth < Self.directoryDepth:
      let streams = try SevenZipStreams(&reader, archive: bytes.count)
      let output = UnpackBuffer(limit: Self.directoryLimit)
      guard let block = streams.blocks.first, streams.blocks.count == 1 else { throw SevenZipReader.nonsense }
      if block.isEncrypted { return members.skip(.encrypted) }
      try output.append(block.size, from: try block.open(in: bytes))
      try unpack(output.bytes, depth: depth + 1, into: members)
      guard block.checksum ?? Self.checksum(output.bytes) == Self.checksum(output.bytes) else { throw Self.wrongDirectory }
    default: throw .damaged("its directory makes no sense")
    }
  }

  private func unpack(_ directory: SevenZipDirectory, into members: MemberSink) throws(ArchiveError) {
    for name in directory.emptyFiles { try members.add(bytes.view(0..<0), name: name) }
    var names = directory.names[...]
    for (number, block) in directory.streams.blocks.enumerated() {
      let own = block.pieces.indices.map { names.popFirst() ?? "\(number + 1).\($0 + 1)" }
      do {
        try unpack(block, own, into: members)
      } catch {
        if case .tooLarge = error { throw error }
        members.report(error, name: own.first ?? "\(number + 1)")
      }
    }
  }

  /// Files of one block are compressed as one text, so that behind a damaged one nothing can be read.
  private func unpack(_ block: SevenZipBlock, _ names: [String], into members: MemberSink) throws(ArchiveError) {
    if block.isEncrypted { return names.forEach { _ in members.skip(.encrypted) } }
    guard block.pieces.count == block.pieceCount else { throw SevenZipReader.nonsense }
    guard !names.isEmpty else { return }
    let stage = try block.open(in: bytes)
    for (piece, name) in zip(block.pieces, names) {
      do {
        try members.add(name: name) { (output) throws(ArchiveError) in try output.append(piece.size, from: stage) }
      } catch .damaged(let what) {
        return members.report(.damaged(what), name: name)
      }
      if let checksum = piece.checksum, Self.checksum(members.lastUnpacked) != checksum {
        members.report(.altered("its checksum is wrong"), name: name)
      }
    }
  }

  private static var wrongDirectory: ArchiveError { .damaged("the checksum of its directory is wrong") }

  private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }
}

extension UnpackBuffer {
  /// Appends the next `size` bytes of `stage`.
  fileprivate func append(_ size: Int, from stage: any ByteStage) throws(ArchiveError) {
    guard size <= limit - count else { throw .tooLarge("it unpacks to more than \(limit >> 20) MiB") }
    let end = count + size
    while count < end {
      let room = try room()
      let written = try stage.read(into: UnsafeMutableRawBufferPointer(rebasing: room.prefix(end - count)))
      guard written > 0 else { throw .damaged("the end is missing") }
      advance(by: written)
    }
  }
}
