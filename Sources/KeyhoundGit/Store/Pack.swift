import KeyhoundCore

/// A pack and its index.
final class Pack: Sendable {
  let index: PackIndex
  let path: String
  private let file: MappedFile
  /// Where the entries end and the checksum begins.
  let end: Int

  /// Opens `PATH.pack` and `PATH.idx`.
  init(path: String, format: ObjectFormat) throws(GitError) {
    self.path = path + ".pack"
    index = try PackIndex(path: path + ".idx", format: format)
    file = try MappedFile(path: self.path)
    end = file.bytes.count - format.byteCount
    guard let base = file.bytes.baseAddress, end >= Self.headerSize, file.bytes.prefix(4).elementsEqual("PACK".utf8),
      (2...3).contains(base.bigEndianHalf(at: 4))
    else { throw .damaged(place: self.path, reason: "it is no pack of a known version, or cut short") }
  }

  /// An entry's header, read.
  struct Entry {
    enum Content {
      case whole(ObjectKind)
      /// A delta to the entry at this offset.
      case deltaToOffset(Int)
      /// A delta to the object with this id.
      case deltaToObject(ObjectID)
    }

    var content: Content
    /// Bytes after inflation: of the object, or of the delta.
    var size: Int
    /// Where the deflated bytes begin.
    var dataStart: Int
  }

  /// Whether an entry may begin at `offset`.
  func holds(_ offset: Int) -> Bool { offset >= Self.headerSize && offset < end }

  /// Reads the header of the entry at `offset`, with which `bytes` begin.
  func entry(at offset: Int, in bytes: UnsafeRawBufferPointer) throws(GitError) -> Entry {
    guard let base = bytes.baseAddress, holds(offset) else { throw damaged(offset, "it lies outside the pack") }
    var cursor = EntryCursor(base: base, offset: 0, end: bytes.count)
    guard let (type, size) = cursor.typeAndSize() else { throw damaged(offset, "its header is cut short") }
    var entry = Entry(content: .whole(.blob), size: size, dataStart: 0)
    switch type {
    case 6:
      guard let distance = cursor.baseDistance(), distance > 0, distance <= offset - Self.headerSize else {
        throw damaged(offset, "its base lies outside the pack")
      }
      entry.content = .deltaToOffset(offset - distance)
    case 7:
      guard let id = cursor.id(index.names.format) else { throw damaged(offset, "its header is cut short") }
      entry.content = .deltaToObject(id)
    default:
      guard let kind = ObjectKind(rawValue: type) else { throw damaged(offset, "its type \(type) is not known") }
      entry.content = .whole(kind)
    }
    entry.dataStart = offset + cursor.offset
    guard size <= (end - entry.dataStart) * Self.greatestRatio else { throw damaged(offset, "its size cannot be true") }
    return entry
  }

  /// The deflated bytes from `offset` on, with all that follows them.
  func data(from offset: Int) -> UnsafeRawBufferPointer { file.bytes.view(offset..<end) }

  /// Gives the pages of the pack back to the system; see `MappedFile.release()`.
  func releasePages() { file.release() }

  /// Brings the pages in that hold `range`, and gives back those in front of it that held `before`.
  func prepare(_ range: Range<Int>, afterReleasing before: Range<Int>) {
    file.release(before)
    file.prepare(range)
  }

  func damaged(_ offset: Int, _ reason: String) -> GitError {
    .damaged(place: "\(path), entry at \(offset)", reason: reason)
  }

  static let headerSize = 12
  /// Deflate cannot shrink bytes further than this.
  private static let greatestRatio = 1040
}

/// Reads the numbers in front of an entry.
private struct EntryCursor {
  let base: UnsafeRawPointer
  var offset: Int
  let end: Int

  private mutating func byte() -> UInt8? {
    guard offset < end else { return nil }
    defer { offset += 1 }
    return base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The type in three bits, the size in four and then seven bits for each byte, least significant first.
  mutating func typeAndSize() -> (type: UInt8, size: Int)? {
    guard var next = byte() else { return nil }
    let type = next >> 4 & 7
    var size = Int(next & 15)
    var shift = 4
    while next & 0x80 != 0 {
      guard let following = byte(), shift < 56 else { return nil }
      next = following
      size |= Int(next & 0x7F) << shift
      shift += 7
    }
    return (type, size)
  }

  /// How far back the base begins: seven bits for each byte, most significant first, each continuation adding one.
  mutating func baseDistance() -> Int? {
    guard var next = byte() else { return nil }
    var distance = Int(next & 0x7F)
    while next & 0x80 != 0 {
      guard let following = byte(), distance < 1 << 48 else { return nil }
      next = following
      distance = (distance + 1) << 7 | Int(next & 0x7F)
    }
    return distance
  }

  mutating func id(_ format: ObjectFormat) -> ObjectID? {
    guard offset + format.byteCount <= end else { return nil }
    defer { offset += format.byteCount }
    return ObjectID(format, at: base + offset)
  }
}
