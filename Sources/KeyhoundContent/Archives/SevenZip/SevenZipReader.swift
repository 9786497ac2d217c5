import KeyhoundCore

/// Reads the pieces that a 7z directory is made of. Every number is checked against what is left, so that none can make memory grow.
struct SevenZipReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// What begins a part of the directory.
  enum Tag: UInt8 {
    case end, header, archiveProperties, additionalStreams, mainStreams, files, packs, blocks, pieces, size, checksum
    case block, blockSizes, pieceCounts, emptyStream, emptyFile, anti, names
    case encodedHeader = 0x17
  }

  var left: Int { bytes.count - position }

  mutating func byte() throws(ArchiveError) -> UInt8 { try take(1)[0] }

  /// `nil` for one that is not known.
  mutating func anyTag() throws(ArchiveError) -> Tag? { Tag(rawValue: try byte()) }

  mutating func tag() throws(ArchiveError) -> Tag {
    guard let tag = try anyTag() else { throw Self.nonsense }
    return tag
  }

  mutating func expect(_ wanted: Tag) throws(ArchiveError) {
    guard try tag() == wanted else { throw Self.nonsense }
  }

  mutating func take(_ count: Int) throws(ArchiveError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= left else { throw Self.nonsense }
    defer { position += count }
    return bytes.view(position..<position + count)
  }

  /// A little-endian number.
  mutating func integer(_ count: Int) throws(ArchiveError) -> Int {
    let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let value = Int(exactly: value), value < Self.largest else { throw Self.nonsense }
    return value
  }

  /// A number of one to nine bytes: as many ones as the first begins with, so many more bytes there are.
  mutating func number() throws(ArchiveError) -> Int {
    let first = try byte()
    let count = (~first).leadingZeroBitCount
    let low = try integer(count)
    guard count < 7 else { return low }
    let value = low + Int(first & (0x7F >> UInt8(count))) << (8 * count)
    guard value < Self.largest else { throw Self.nonsense }
    return value
  }

  /// How many there are of something of which each takes at least a byte, or a bit for `perByte`.
  mutating func count(perByte: Int = 1) throws(ArchiveError) -> Int {
    let value = try number()
    guard value <= left * perByte else { throw Self.nonsense }
    return value
  }

  /// One answer a bit, the highest first.
  mutating func answers(_ count: Int) throws(ArchiveError) -> [Bool] {
    let bits = try take((count + 7) / 8)
    return (0..<count).map { bits[$0 / 8] & (0x80 >> UInt8($0 % 8)) != 0 }
  }

  /// Checksums of `count` things, for those that have one.
  mutating func checksums(_ count: Int) throws(ArchiveError) -> [UInt32?] {
    let hasAll = try byte() != 0
    var result = [UInt32?](repeating: nil, count: count)
    let isKnown = hasAll ? nil : try answers(count)
    for index in 0..<count where isKnown?[index] ?? true {
      result[index] = UInt32(truncatingIfNeeded: try integer(4))
    }
    return result
  }

  /// No file is that large, and sums of a few such numbers still fit.
  private static let largest = 1 << 56
  static var nonsense: ArchiveError { .damaged("its directory makes no sense") }
}
