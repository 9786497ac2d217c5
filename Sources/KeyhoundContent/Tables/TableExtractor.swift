package import KeyhoundCore

/// The values of tables in plain text, each under the name of its column, which stands many lines before it: what password managers, browsers and
/// cloud consoles export.
///
/// Read are the columns whose names speak of secrets, in files that begin with the names of their columns. The file is searched as it stands, too.
package struct TableExtractor: Extractor {
  package init() {}

  static let decoder = "csv"

  package static func isConcerned(with bytes: UnsafeRawBufferPointer) -> Bool { TableHeader(of: bytes) != nil }

  package func extract(from chunk: Chunk, into sink: any ExtractionSink) -> Bool {
    guard !chunk.isBinary, chunk.raw.startByte == 0, let header = TableHeader(of: chunk.bytes) else { return false }
    guard chunk.isWhole else {
      sink.report(chunk.issue(.tooLarge, "a table that is too large to be read column by column; split it and scan the parts"))
      return false
    }
    TableScan(header, chunk, sink).scan()
    return false
  }
}

/// Writes the values of a table as text and hands them over, some at a time.
private struct TableScan {
  private let header: TableHeader
  private let chunk: Chunk
  private let sink: any ExtractionSink
  private let text = DecodedText(capacity: 1 << 16)

  /// How much text is handed over at a time.
  private static let portion = 1 << 20

  init(_ header: TableHeader, _ chunk: Chunk, _ sink: any ExtractionSink) {
    self.header = header
    self.chunk = chunk
    self.sink = sink
  }

  /// Rows of another width than that of the header are none.
  func scan() {
    var rows = TableRows(chunk.bytes, from: header.end, separator: header.separator)
    while let row = rows.next() {
      if row.count == header.width { write(row) }
      guard text.count < Self.portion || handOver() else { return }
    }
    _ = handOver()
  }

  private func write(_ row: [TableRows.Field]) {
    for column in header.columns {
      let field = row[column.index]
      guard !field.range.isEmpty else { continue }
      let start = field.range.lowerBound
      text.append(column.name, for: start..<start)
      // A value may have one kind of quotes in it; both is too much for any rule.
      let quote: StaticString = chunk.bytes.view(field.range).contains(UInt8(ascii: "\"")) ? "'" : "\""
      text.append(punctuation: ": ", at: start)
      text.append(punctuation: quote, at: start)
      append(field)
      text.append(punctuation: quote, at: field.range.upperBound)
      text.append(punctuation: "\n", at: field.range.upperBound)
    }
  }

  /// Appends what a field says: in quotes, two stand for one.
  private func append(_ field: TableRows.Field) {
    guard field.isQuoted else { return text.copy(field.range, of: chunk.bytes) }
    var position = field.range.lowerBound
    while position < field.range.upperBound {
      position = text.copy(position..<field.range.upperBound, of: chunk.bytes, until: UInt8(ascii: "\""))
      guard position < field.range.upperBound else { return }
      text.append(UInt8(ascii: "\""), for: position..<position + 2)
      position += 2
    }
  }

  private func handOver() -> Bool {
    let refusal = "a table with more values than are read; split it and scan the parts"
    return sink.scan(text, from: chunk, by: TableExtractor.decoder, orSay: refusal)
  }
}
