import CLibdeflate
import KeyhoundCore

/// zip, with its 64-bit extension, read from the directory at its end (PKWARE APPNOTE 6.3).
///
/// What is not packed is searched as well: a script in front of the archive, what stands behind it, and comments.
struct ZipArchive {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether a file that does not begin like an archive ends as one.
  static func isBehindText(in chunk: Chunk) -> Bool {
    guard ZipDirectory.mayEnd(chunk.bytes) else { return false }
    return chunk.isWhole ? ZipDirectory(in: chunk.bytes) != nil : ZipDirectory.ends(chunk.bytes)
  }

  func unpack(into members: MemberSink) throws(ArchiveError) {
    guard let directory = ZipDirectory(in: bytes) else {
      try unpackWithoutDirectory(into: members)
      throw .damaged("its directory is missing")
    }
    let texts = ZipTexts(directory, in: bytes)
    // Of a damaged archive everything is searched as it stands.
    if texts.isComplete { members.add(texts.ranges) }
    for entry in directory where !entry.isFolder(in: bytes) {
      try attempt(bytes.text(entry.name), members) { () throws(ArchiveError) in try unpack(entry, directory, into: members) }
    }
    guard texts.isComplete else { throw .damaged("its directory makes no sense") }
  }

  /// Says what keeps one member from being read; only a limit keeps the others from it.
  private func attempt(
    _ name: String, _ members: MemberSink, _ unpack: () throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    do {
      try unpack()
    } catch {
      if case .tooLarge = error { throw error }
      members.report(error, name: name)
    }
  }

  private func unpack(_ entry: ZipEntry, _ directory: ZipDirectory, into members: MemberSink) throws(ArchiveError) {
    if entry.flags & 1 != 0 { return members.skip(.encrypted) }
    let packed = bytes.view(try directory.member(of: entry).content)
    let name = bytes.text(entry.name)
    _ = try unpack(packed, method: entry.method, size: entry.size, name: name, into: members)
    let unpacked = entry.method == 0 ? packed : members.lastUnpacked
    // Archives that are written in one go may have no checksum.
    if entry.checksum != 0, libdeflate_crc32(0, unpacked.baseAddress, unpacked.count) != entry.checksum {
      members.report(.altered("its checksum is wrong"), name: name)
    }
  }

  /// Returns how many bytes the member took.
  private func unpack(
    _ packed: UnsafeRawBufferPointer, method: Int, size: Int, name: String, into members: MemberSink
  ) throws(ArchiveError) -> Int {
    let stream: any CompressedStream.Type
    switch method {
    case 0:
      try members.add(packed, name: name)
      return packed.count
    case 8:
      return try members.add(name: name) { (output) throws(ArchiveError) in
        try DeflateStream.decompress(packed, size: min(size, output.limit), into: output)
      }
    case 12: stream = Bzip2Stream.self
    case 93: stream = ZstdStream.self
    case 95: stream = XZStream.self
    default: throw .unsupported("it is compressed with method \(method), which is not understood")
    }
    return try members.add(name: name) { (output) throws(ArchiveError) in try stream.decompress(packed, into: output) }
  }

  // MARK: Without a directory

  /// How often each byte is read at most, on average: behind a damaged member the next one may lie in it.
  private static let repetitions = 32

  /// Reads what the headers lead to that stand in front of members.
  private func unpackWithoutDirectory(into members: MemberSink) throws(ArchiveError) {
    var position = 0
    var left = Self.repetitions * bytes.count
    while let start = bytes.firstIndex(of: "PK\u{3}\u{4}", from: position), start + ZipHeader.size <= bytes.count {
      let header = ZipHeader(at: start, in: bytes)
      position = min(bytes.count, header.content)
      let packed = bytes.view(position..<header.end(in: bytes))
      left -= packed.count
      guard left >= 0 else { throw .tooLarge("its members overlap") }
      guard !packed.isEmpty else { continue }
      if header.flags & 1 != 0 {
        members.skip(.encrypted)
        continue
      }
      let name = bytes.text(header.name)
      try attempt(name, members) { () throws(ArchiveError) in
        let taken = try unpack(packed, method: header.method, size: header.unpackedSize, name: name, into: members)
        left += packed.count - taken
        position += taken
      }
    }
  }
}

/// What of a file with a zip archive in it belongs to no member: where it lies, in rising order.
private struct ZipTexts {
  private(set) var ranges: [Range<Int>] = []
  /// Whether there are as many entries as the end record says; more are no damage.
  let isComplete: Bool

  /// What tells the size of a member behind it.
  private static let descriptorSize = 24

  init(_ directory: ZipDirectory, in bytes: UnsafeRawBufferPointer) {
    var count = 0
    var packed = [directory.range]
    for entry in directory {
      count += 1
      if !entry.comment.isEmpty { ranges.append(entry.comment) }
      if let member = try? directory.member(of: entry) { packed.append(member.header..<member.content.upperBound) }
    }
    isComplete = count >= directory.toldCount
    if !directory.comment.isEmpty { ranges.append(directory.comment) }
    addGaps(between: packed.sorted { $0.lowerBound < $1.lowerBound }, bytes.count)
    ranges.sort { $0.lowerBound < $1.lowerBound }
  }

  private mutating func addGaps(between packed: [Range<Int>], _ count: Int) {
    var end = 0
    for range in packed {
      if range.lowerBound > end + (end == 0 ? 0 : Self.descriptorSize) { ranges.append(end..<range.lowerBound) }
      end = max(end, range.upperBound)
    }
    if end < count { ranges.append(end..<count) }
  }
}
