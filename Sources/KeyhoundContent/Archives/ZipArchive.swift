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
    guard let directory = ZipDirectory(in: bytes) else { throw .damaged("its directory is missing") }
    let texts = ZipTexts(directory, in: bytes)
    // Of a damaged archive everything is searched as it stands.
    if texts.isComplete { members.add(texts.ranges) }
    for entry in directory {
      let name = bytes.text(entry.name)
      guard !name.hasSuffix("/") else { continue }
      do {
        try unpack(entry, name, directory, into: members)
      } catch .damaged(let what) {
        members.report(.damaged(what), name: name)
      } catch .unsupported(let what) {
        members.report(.unsupported(what), name: name)
      }
    }
    guard texts.isComplete else { throw .damaged("its directory makes no sense") }
  }

  private func unpack(
    _ entry: ZipEntry, _ name: String, _ directory: ZipDirectory, into members: MemberSink
  ) throws(ArchiveError) {
    if entry.flags & 1 != 0 { return members.skip(.encrypted) }
    let packed = bytes.view(try directory.member(of: entry).content)
    switch entry.method {
    case 0: try members.add(packed, name: name)
    case 8:
      try members.add(name: name) { (output) throws(ArchiveError) in
        try DeflateStream.decompress(packed, size: entry.size, into: output)
      }
    case 12: try members.add(name: name) { (output) throws(ArchiveError) in try _ = Bzip2Stream.decompress(packed, into: output) }
    case 93: try members.add(name: name) { (output) throws(ArchiveError) in try ZstdStream.decompress(packed, into: output) }
    case 95: try members.add(name: name) { (output) throws(ArchiveError) in try XZStream.decompress(packed, into: output) }
    default: throw .unsupported("it is compressed with method \(entry.method), which is not understood")
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
