import KeyhoundCore

/// Which files a 7z archive holds and where.
struct SevenZipDirectory {
  private(set) var streams = SevenZipStreams()
  /// The names of the files that have content, in the order in which it is packed.
  private(set) var names: [String] = []
  /// The names of the files that have none.
  private(set) var emptyFiles: [String] = []

  /// Reads what follows the tag `header`.
  init(_ reader: inout SevenZipReader, archive size: Int) throws(ArchiveError) {
    while true {
      switch try reader.tag() {
      case .archiveProperties: try Self.passProperties(&reader)
      case .additionalStreams: _ = try SevenZipStreams(&reader, archive: size)
      case .mainStreams: streams = try SevenZipStreams(&reader, archive: size)
      case .files: try readFiles(&reader)
      case .end: return
      default: throw SevenZipReader.nonsense
      }
    }
  }

  private static func passProperties(_ reader: inout SevenZipReader) throws(ArchiveError) {
    while try reader.byte() != 0 { _ = try reader.take(try reader.number()) }
  }

  private mutating func readFiles(_ reader: inout SevenZipReader) throws(ArchiveError) {
    let count = try reader.count(perByte: 8)
    var all: [String] = []
    var isEmpty: [Bool] = []
    var isFile: [Bool] = []
    while true {
      let tag = try reader.anyTag()
      if tag == .end { break }
      var part = SevenZipReader(try reader.take(try reader.number()))
      switch tag {
      case .emptyStream: isEmpty = try part.answers(count)
      case .emptyFile: isFile = try part.answers(isEmpty.count { $0 })
      case .names: all = try Self.names(&part)
      default: break
      }
    }
    sort(all, count, isEmpty, isFile)
  }

  private mutating func sort(_ all: [String], _ count: Int, _ isEmpty: [Bool], _ isFile: [Bool]) {
    var kinds = isFile[...]
    for index in 0..<count {
      let name = index < all.count ? all[index] : "\(index + 1)"
      if index >= isEmpty.count || !isEmpty[index] {
        names.append(name)
      } else if kinds.popFirst() ?? false {
        emptyFiles.append(name)
      }
    }
  }

  /// Names in little-endian UTF-16, a zero behind each.
  private static func names(_ part: inout SevenZipReader) throws(ArchiveError) -> [String] {
    guard try part.byte() == 0 else { throw .unsupported("the names of its files are kept in a way that is not understood") }
    let text = try part.take(part.left)
    let units = (0..<text.count / 2).map { UInt16(text[2 * $0]) | UInt16(text[2 * $0 + 1]) << 8 }
    return units.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF16.self) }
  }
}
