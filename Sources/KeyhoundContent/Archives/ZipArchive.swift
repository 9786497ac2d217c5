import CLibdeflate
import KeyhoundCore

/// zip, with its 64-bit extension, read from the directory at its end (PKWARE APPNOTE 6.3).
struct ZipArchive {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private struct Entry {
    var name: String
    var flags: Int
    var method: Int
    var packedSize: Int
    var size: Int
    var headerOffset: Int
  }

  func unpack(into members: MemberSink) throws(ArchiveError) {
    let directory = try findDirectory()
    var position = directory.offset
    for _ in 0..<directory.count {
      guard position + 46 <= bytes.count, integer(position, 4) == 0x0201_4B50 else {
        throw .damaged("its directory makes no sense")
      }
      let entry = entry(at: position)
      position += 46 + integer(position + 28, 2) + integer(position + 30, 2) + integer(position + 32, 2)
      guard !entry.name.hasSuffix("/") else { continue }
      do {
        try unpack(entry, into: members)
      } catch .damaged(let what) {
        members.report(.damaged(what), name: entry.name)
      } catch .unsupported(let what) {
        members.report(.unsupported(what), name: entry.name)
      }
    }
  }

  private func unpack(_ entry: Entry, into members: MemberSink) throws(ArchiveError) {
    if entry.flags & 1 != 0 { return members.skip(.encrypted) }
    let header = entry.headerOffset
    guard header >= 0, header + 30 <= bytes.count, integer(header, 4) == 0x0403_4B50 else {
      throw .damaged("a member is not where the directory says")
    }
    let start = header + 30 + integer(header + 26, 2) + integer(header + 28, 2)
    guard start <= bytes.count, entry.packedSize >= 0, entry.packedSize <= bytes.count - start else {
      throw .damaged("a member is cut off")
    }
    let packed = bytes.view(start..<start + entry.packedSize)
    switch entry.method {
    case 0: try members.add(packed, name: entry.name)
    case 8:
      try members.add(name: entry.name) { (output) throws(ArchiveError) in
        try DeflateStream.decompress(packed, size: entry.size, into: output)
      }
    case 12:
      try members.add(name: entry.name) { (output) throws(ArchiveError) in try Bzip2Stream.decompress(packed, into: output) }
    case 93:
      try members.add(name: entry.name) { (output) throws(ArchiveError) in try ZstdStream.decompress(packed, into: output) }
    case 95: try members.add(name: entry.name) { (output) throws(ArchiveError) in try XZStream.decompress(packed, into: output) }
    default: throw .unsupported("it is compressed with method \(entry.method), which is not understood")
    }
  }

  /// The end record, looked for from the end because a comment may follow it.
  private func findDirectory() throws(ArchiveError) -> (offset: Int, count: Int) {
    var position = bytes.count - 22
    let stop = max(0, bytes.count - 22 - 0xFFFF)
    while position >= stop, integer(position, 4) != 0x0605_4B50 { position -= 1 }
    guard position >= stop else { throw .damaged("its directory is missing") }
    var (count, offset) = (integer(position + 10, 2), integer(position + 16, 4))
    if position >= 20, integer(position - 20, 4) == 0x0706_4B50 {
      let record = integer(position - 12, 8)
      guard record >= 0, record + 56 <= bytes.count, integer(record, 4) == 0x0606_4B50 else {
        throw .damaged("its directory is missing")
      }
      (count, offset) = (integer(record + 32, 8), integer(record + 48, 8))
    }
    guard offset >= 0, offset <= bytes.count, count >= 0 else { throw .damaged("its directory is missing") }
    return (offset, count)
  }

  private func entry(at position: Int) -> Entry {
    let nameEnd = min(bytes.count, position + 46 + integer(position + 28, 2))
    var entry = Entry(
      name: bytes.text(position + 46..<nameEnd), flags: integer(position + 8, 2), method: integer(position + 10, 2),
      packedSize: integer(position + 20, 4), size: integer(position + 24, 4), headerOffset: integer(position + 42, 4))
    readExtension(from: nameEnd, count: integer(position + 30, 2), into: &entry)
    return entry
  }

  /// Sizes that do not fit into four bytes stand in the extra field 1, in this order, each only where it is needed.
  private func readExtension(from start: Int, count: Int, into entry: inout Entry) {
    var position = start
    let end = min(bytes.count, start + count)
    while position + 4 <= end {
      var field = position + 4
      if integer(position, 2) == 1 {
        for path in [\Entry.size, \Entry.packedSize, \Entry.headerOffset]
        where entry[keyPath: path] == 0xFFFF_FFFF && field + 8 <= end {
          entry[keyPath: path] = integer(field, 8)
          field += 8
        }
      }
      position += 4 + integer(position + 2, 2)
    }
  }

  /// A little-endian number; bytes behind the end read as zero.
  private func integer(_ offset: Int, _ count: Int) -> Int {
    (0..<count).reversed().reduce(0) { value, index in
      let position = offset + index
      return value << 8 | (position >= 0 && position < bytes.count ? Int(bytes[position]) : 0)
    }
  }
}
