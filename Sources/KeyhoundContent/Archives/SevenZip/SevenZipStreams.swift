import KeyhoundCore

/// The blocks of a 7z archive: what is packed as one text, how, and which files it is to be cut into.
struct SevenZipStreams {
  private(set) var blocks: [SevenZipBlock] = []
  private var packs: [Range<Int>] = []

  init() {}

  /// Reads what follows the tag of such a part.
  /// - Parameter size: how many bytes the whole archive has.
  init(_ reader: inout SevenZipReader, archive size: Int) throws(ArchiveError) {
    while true {
      switch try reader.tag() {
      case .packs: try readPacks(&reader, archive: size)
      case .blocks: try readBlocks(&reader)
      case .pieces: try readPieces(&reader)
      case .end: return
      default: throw SevenZipReader.nonsense
      }
    }
  }

  private mutating func readPacks(_ reader: inout SevenZipReader, archive size: Int) throws(ArchiveError) {
    var start = try reader.number() + 32
    let count = try reader.count()
    while true {
      switch try reader.tag() {
      case .size:
        for _ in 0..<count {
          let end = start + (try reader.number())
          guard end <= size else { throw .damaged("the end is missing") }
          packs.append(start..<end)
          start = end
        }
      case .checksum: _ = try reader.checksums(count)
      case .end: return
      default: throw SevenZipReader.nonsense
      }
    }
  }

  private mutating func readBlocks(_ reader: inout SevenZipReader) throws(ArchiveError) {
    try reader.expect(.block)
    let count = try reader.count()
    guard try reader.byte() == 0 else { throw .unsupported("its directory is kept in a way that is not understood") }
    var free = packs[...]
    for _ in 0..<count { blocks.append(try SevenZipBlock(&reader, packs: &free)) }
    try reader.expect(.blockSizes)
    for index in blocks.indices { try blocks[index].readSizes(&reader) }
    while true {
      switch try reader.tag() {
      case .checksum:
        for (index, checksum) in try reader.checksums(count).enumerated() { blocks[index].checksum = checksum }
      case .end: return
      default: throw SevenZipReader.nonsense
      }
    }
  }

  private mutating func readPieces(_ reader: inout SevenZipReader) throws(ArchiveError) {
    var tag = try reader.tag()
    if tag == .pieceCounts {
      for index in blocks.indices { blocks[index].pieceCount = try reader.number() }
      tag = try reader.tag()
    }
    if tag == .size {
      for index in blocks.indices { try blocks[index].readPieces(&reader) }
      tag = try reader.tag()
    }
    while tag != .end {
      guard tag == .checksum else { throw SevenZipReader.nonsense }
      let wanted = blocks.reduce(0) { $0 + $1.unknownChecksums }
      var checksums = try reader.checksums(wanted)[...]
      for index in blocks.indices { blocks[index].take(&checksums) }
      tag = try reader.tag()
    }
  }
}
