package import KeyhoundCore

/// The rows of SQLite databases, each value under the name of its column. In the file itself the values of a row stand one right behind the
/// other, so that no key has an end, and long ones lie in pieces on several pages.
///
/// The file is searched as well, for what was deleted.
package struct SQLiteExtractor: Extractor {
  package init() {}

  static let decoder = "sqlite"

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: "SQLite format 3\0".utf8) }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isDecoded, Self.isConcerned(with: chunk.bytes) else { return false }
    guard chunk.isWhole else {
      sink.report(chunk.issue(.tooLarge, "an SQLite database that is too large to be read row by row; dump it and scan the dump"))
      return false
    }
    guard let pages = SQLitePages(chunk.bytes) else {
      sink.report(chunk.issue(.malformed, "an SQLite database whose header makes no sense; it was searched as it stands"))
      return false
    }
    SQLiteScan(pages, chunk, sink).scan()
    return false
  }
}
