import KeyhoundCore

/// The directory at the end of a zip archive.
///
/// What the end record says of it is not relied on: a script may stand in front of the archive and text behind it, and the number of entries may be
/// anything.
struct ZipDirectory: Sequence {
  private let bytes: UnsafeRawBufferPointer
  /// Where the entries lie.
  private let entries: Range<Int>
  /// How many there are, as the end record has it.
  let toldCount: Int
  /// How far the archive lies behind where its own offsets count from, and where its first member is if nothing that the end record says is true.
  private let shift: Int
  private let firstMember: Int
  /// What is said of the whole archive.
  let comment: Range<Int>

  /// Everything from the first entry to the end of the archive.
  var range: Range<Int> { entries.lowerBound..<comment.upperBound }

  /// Looks for the last end record that has entries in front of it.
  init?(in bytes: UnsafeRawBufferPointer) {
    var position = bytes.count - Self.endSize
    var doubtful = 0
    while position >= 0 {
      if bytes[position] == 0x50, bytes.littleEndian(position, 4) == Self.endSignature {
        if let found = ZipDirectory(bytes, endRecord: position, mayLie: doubtful < Self.doubtfulLimit) {
          self = found
          return
        }
        doubtful += 1
      }
      position -= 1
    }
    return nil
  }

  /// For so many end records that lie the entries are looked for.
  private static let doubtfulLimit = 8

  private init?(_ bytes: UnsafeRawBufferPointer, endRecord position: Int, mayLie: Bool) {
    var record = Self.Record(
      start: position, count: bytes.littleEndian(position + 10, 2), size: bytes.littleEndian(position + 12, 4),
      offset: bytes.littleEndian(position + 16, 4))
    if bytes.littleEndian(position - 20, 4) == 0x0706_4B50 {
      guard let large = Self.largeRecord(bytes, locator: position - 20) else { return nil }
      record = large
    }
    let told = record.place(in: bytes)
    guard told != nil || mayLie else { return nil }
    entries = Self.firstEntry(before: told?.start ?? record.start, bytes)..<record.start
    guard !entries.isEmpty else { return nil }
    self.bytes = bytes
    (toldCount, shift) = (record.count, told?.shift ?? 0)
    firstMember = told == nil ? bytes.firstIndex(of: "PK\u{3}\u{4}", from: 0) ?? 0 : 0
    let end = position + Self.endSize
    comment = end..<Swift.min(bytes.count, end + bytes.littleEndian(position + 20, 2))
  }

  private static let endSize = 22
  private static let endSignature = 0x0605_4B50

  /// Whether an end record may stand among the last bytes, those that tell what kind a file is.
  static func mayEnd(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = Swift.max(2, bytes.count - ExtractorEdge.count + 2)
    while let found = bytes.firstIndex(of: 5, from: start), found + endSize - 2 <= bytes.count {
      if bytes.littleEndian(found - 2, 4) == endSignature { return true }
      start = found + 1
    }
    return false
  }

  /// Whether an end record stands among the last bytes whose comment goes to the very end.
  static func ends(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (Swift.max(0, bytes.count - ExtractorEdge.count)..<Swift.max(0, bytes.count - endSize + 1)).contains { position in
      bytes[position] == 0x50 && bytes.littleEndian(position, 4) == endSignature
        && bytes.littleEndian(position + 20, 2) == bytes.count - position - endSize
    }
  }

  /// What a record says of the directory in front of it.
  private struct Record {
    var start: Int
    var count: Int
    var size: Int
    var offset: Int

    /// Where the directory is in truth, if it is where the record says, and how far that is behind where the record says. The size is asked first:
    /// it is right whatever stands in front of the archive.
    func place(in bytes: UnsafeRawBufferPointer) -> (start: Int, shift: Int)? {
      guard size >= 0, size <= start, offset >= 0, offset <= start else { return nil }
      if ZipEntry.stands(at: start - size, in: bytes) { return (start - size, start - size - offset) }
      return ZipEntry.stands(at: offset, in: bytes) ? (offset, 0) : nil
    }
  }

  /// The end record of an archive whose figures need eight bytes; its locator follows right behind it.
  private static func largeRecord(_ bytes: UnsafeRawBufferPointer, locator: Int) -> Record? {
    let start = [locator - 56, bytes.littleEndian(locator + 8, 8)].first { start in
      start >= 0 && start <= locator - 56 && bytes.littleEndian(start, 4) == 0x0606_4B50
    }
    guard let start else { return nil }
    return Record(
      start: start, count: bytes.littleEndian(start + 32, 8), size: bytes.littleEndian(start + 40, 8),
      offset: bytes.littleEndian(start + 48, 8))
  }

  /// The first of the entries that lie one behind the other in front of `end`, or `end`.
  private static func firstEntry(before end: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
    var first = end
    var position = end - ZipEntry.headerSize
    while position >= Swift.max(0, first - ZipEntry.greatestSize) {
      if bytes[position] == 0x50, ZipEntry.stands(at: position, in: bytes), ZipEntry(at: position, in: bytes).end == first {
        first = position
        position -= ZipEntry.headerSize
      } else {
        position -= 1
      }
    }
    return first
  }

  // MARK: Entries

  func makeIterator() -> AnyIterator<ZipEntry> {
    var position = entries.lowerBound
    return AnyIterator {
      guard position + ZipEntry.headerSize <= entries.upperBound, ZipEntry.stands(at: position, in: bytes) else { return nil }
      let entry = ZipEntry(at: position, in: bytes)
      position = entry.end
      return entry
    }
  }

  /// What an entry leads to.
  func member(of entry: ZipEntry) throws(ArchiveError) -> ZipMember {
    let told = entry.headerOffset
    guard let header = header(told &+ shift) ?? header(told) ?? header(told &+ firstMember) else {
      throw .damaged("a member is not where the directory says")
    }
    let start = header + 30 + bytes.littleEndian(header + 26, 2) + bytes.littleEndian(header + 28, 2)
    guard start <= bytes.count, entry.packedSize >= 0, entry.packedSize <= bytes.count - start else {
      throw .damaged("a member is cut off")
    }
    return ZipMember(header: header, content: start..<start + entry.packedSize)
  }

  /// The place itself if a member begins there.
  private func header(_ position: Int) -> Int? {
    position >= 0 && bytes.littleEndian(position, 4) == 0x0403_4B50 ? position : nil
  }
}

/// Where a member of a zip archive lies.
struct ZipMember {
  let header: Int
  let content: Range<Int>
}

/// What the directory of a zip archive says of one member.
struct ZipEntry {
  let flags: Int
  let method: Int
  let checksum: UInt32
  private(set) var packedSize: Int
  private(set) var size: Int
  private(set) var headerOffset: Int
  let name: Range<Int>
  let comment: Range<Int>

  static let headerSize = 46
  static let greatestSize = headerSize + 3 * 0xFFFF

  /// Whether an entry begins there.
  static func stands(at position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    position >= 0 && position + headerSize <= bytes.count && bytes.littleEndian(position, 4) == 0x0201_4B50
  }

  /// Where the entry ends.
  var end: Int { comment.upperBound }

  /// Whether it stands for a folder. One with content is a file, whatever it is called; nothing, packed, takes two bytes.
  func isFolder(in bytes: UnsafeRawBufferPointer) -> Bool {
    !name.isEmpty && bytes[name.upperBound - 1] == UInt8(ascii: "/") && size == 0 && packedSize <= 2
  }

  /// Reads the entry that begins there.
  init(at position: Int, in bytes: UnsafeRawBufferPointer) {
    flags = bytes.littleEndian(position + 8, 2)
    method = bytes.littleEndian(position + 10, 2)
    checksum = UInt32(truncatingIfNeeded: bytes.littleEndian(position + 16, 4))
    packedSize = bytes.littleEndian(position + 20, 4)
    size = bytes.littleEndian(position + 24, 4)
    headerOffset = bytes.littleEndian(position + 42, 4)
    let nameEnd = position + Self.headerSize + bytes.littleEndian(position + 28, 2)
    let extraEnd = nameEnd + bytes.littleEndian(position + 30, 2)
    name = min(bytes.count, position + Self.headerSize)..<min(bytes.count, nameEnd)
    comment = min(bytes.count, extraEnd)..<min(bytes.count, extraEnd + bytes.littleEndian(position + 32, 2))
    readExtension(name.upperBound..<comment.lowerBound, bytes)
  }

  /// Sizes that do not fit into four bytes stand in the extra field 1, in this order, each only where it is needed.
  private mutating func readExtension(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) {
    var position = range.lowerBound
    while position + 4 <= range.upperBound {
      var field = position + 4
      if bytes.littleEndian(position, 2) == 1 {
        for path in [\Self.size, \Self.packedSize, \Self.headerOffset]
        where self[keyPath: path] == 0xFFFF_FFFF && field + 8 <= range.upperBound {
          self[keyPath: path] = bytes.littleEndian(field, 8)
          field += 8
        }
      }
      position += 4 + bytes.littleEndian(position + 2, 2)
    }
  }
}

/// What stands in front of a member of a zip archive.
struct ZipHeader {
  let flags: Int
  let method: Int
  /// How many bytes there are, or 0 where that is said behind them.
  private let packedSize: Int
  let unpackedSize: Int
  let name: Range<Int>
  /// Where the content begins.
  let content: Int

  static let size = 30

  /// Reads the header that begins there, all of which is in `bytes`.
  init(at position: Int, in bytes: UnsafeRawBufferPointer) {
    flags = bytes.littleEndian(position + 6, 2)
    method = bytes.littleEndian(position + 8, 2)
    packedSize = bytes.littleEndian(position + 18, 4)
    unpackedSize = bytes.littleEndian(position + 22, 4)
    let start = position + Self.size
    let nameEnd = start + bytes.littleEndian(position + 26, 2)
    name = start..<min(bytes.count, nameEnd)
    content = nameEnd + bytes.littleEndian(position + 28, 2)
  }

  /// Where the content ends at the latest.
  func end(in bytes: UnsafeRawBufferPointer) -> Int {
    let start = min(bytes.count, content)
    if packedSize > 0 { return min(bytes.count, start + packedSize) }
    // Nothing packed tells where it ends by itself.
    return method == 0 ? bytes.firstIndex(of: "PK", from: start) ?? bytes.count : bytes.count
  }
}

extension UnsafeRawBufferPointer {
  /// A number with its lowest byte first; bytes outside read as zero.
  fileprivate func littleEndian(_ offset: Int, _ width: Int) -> Int {
    (0..<width).reversed().reduce(0) { value, index in
      let position = offset &+ index
      return value << 8 | (position >= 0 && position < count ? Int(self[position]) : 0)
    }
  }
}
