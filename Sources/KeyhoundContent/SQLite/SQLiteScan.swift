import KeyhoundCore

/// Writes rows as text and hands them over, some at a time.
final class SQLiteScan {
  private let pages: SQLitePages
  private let chunk: Chunk
  private let sink: any ExtractionSink
  private let text = DecodedText(capacity: 1 << 16)
  private var isSeen: [Bool]
  private var isStopped = false
  /// Bytes of rows that may still be read: sound rows do not share bytes, so that all of them are no more than the file.
  private var left: Int

  /// How much text is handed over at a time.
  private static let portion = 1 << 20

  init(_ pages: SQLitePages, _ chunk: Chunk, _ sink: any ExtractionSink) {
    self.pages = pages
    self.chunk = chunk
    self.sink = sink
    isSeen = [Bool](repeating: false, count: pages.count + 1)
    left = 2 * pages.file.count
  }

  /// Reads the tables that the schema names, then leaves that belong to none: what was deleted may still stand there.
  func scan() {
    var tables: [(root: Int, columns: [String])] = []
    forEachRow(below: 1) { row in
      write(row, columns: [])
      if let table = self.table(row) { tables.append(table) }
    }
    for table in tables { forEachRow(below: table.root) { write($0, columns: table.columns) } }
    for page in isSeen.indices.dropFirst() where !isSeen[page] && pages.kind(of: page) == .leaf {
      forEachRow(of: page) { write($0, columns: []) }
    }
    handOver()
  }

  /// Visits every page once, whatever the pages say of one another.
  private func forEachRow(below root: Int, _ body: (SQLiteRow) -> Void) {
    var waiting: [Int] = []
    visit(root, &waiting)
    while let page = waiting.popLast(), !isStopped {
      switch pages.kind(of: page) {
      case .interior: pages.children(of: page).reversed().forEach { visit($0, &waiting) }
      case .leaf: forEachRow(of: page, body)
      case nil: break
      }
    }
  }

  private func visit(_ page: Int, _ waiting: inout [Int]) {
    guard isSeen.indices.dropFirst().contains(page), !isSeen[page] else { return }
    isSeen[page] = true
    waiting.append(page)
  }

  private func forEachRow(of page: Int, _ body: (SQLiteRow) -> Void) {
    for places in pages.rows(of: page) {
      guard !isStopped else { return }
      left -= places.reduce(0) { $0 + $1.count }
      guard left >= 0 else {
        isStopped = true
        return sink.report(chunk.issue(.malformed, "an SQLite database whose rows overlap; what came before that was scanned"))
      }
      if let row = SQLiteRow(places, in: pages) { body(row) }
    }
  }

  // MARK: The schema

  /// A row of the schema: kind, name, table, first page, and the statement that made it.
  private func table(_ row: SQLiteRow) -> (root: Int, columns: [String])? {
    guard row.values.count >= 5, case .number(let root) = row.values[3], case .text(let statement) = row.values[4] else {
      return nil
    }
    return (root, Self.columns(of: string(statement)))
  }

  /// The first word of each definition in the parentheses; nothing is lost but a name when this is not enough.
  private static func columns(of statement: String) -> [String] {
    guard let open = statement.firstIndex(of: "(") else { return [] }
    var (depth, definitions) = (0, [""])
    for character in statement[statement.index(after: open)...] {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 { definitions.append("") } else { definitions[definitions.count - 1].append(character) }
    }
    return definitions.map { definition in
      let name = definition.split { " \t\r\n\"'`[]".contains($0) }.first ?? ""
      return String(name.prefix(64))
    }
  }

  private func string(_ places: [Range<Int>]) -> String {
    let bytes = places.prefix(4).flatMap { pages.file[$0] }
    guard let order = pages.order else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: Self.units(bytes, order), as: UTF16.self)
  }

  private static func units(_ bytes: [UInt8], _ order: UTF16Order) -> [UInt16] {
    stride(from: 0, to: bytes.count - 1, by: 2).map {
      order == .little ? UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 : UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
  }

  // MARK: Rows

  /// Writes each text under the name of its column, and once more under the text before it, which may be its name.
  private func write(_ row: SQLiteRow, columns: [String]) {
    var name: [Range<Int>]?
    for (index, value) in row.values.enumerated() {
      guard let places = textual(value), let start = places.first?.lowerBound else { continue }
      if columns.indices.contains(index), !columns[index].isEmpty { text.append("\(columns[index]): ".utf8, for: start..<start) }
      append(places)
      if let name {
        append(name, end: ": ")
        append(places)
      }
      name = isName(places) ? places : nil
    }
    text.append(punctuation: "\n", at: text.lastRaw)
    if text.count >= Self.portion { handOver() }
  }

  private func textual(_ value: SQLiteRow.Value) -> [Range<Int>]? {
    switch value {
    case .text(let places): return places
    case .bytes(let places):
      return places.first.map { TextKind.isBinary(pages.file.view($0)) } == false ? places : nil
    case .number, .other: return nil
    }
  }

  /// Whether a text may be the name of the next one.
  private func isName(_ places: [Range<Int>]) -> Bool {
    guard let place = places.first, places.count == 1, place.count <= 128 else { return false }
    return pages.file[place].allSatisfy { $0 == 0 || $0.isAlphanumericASCII || "_-. ".utf8.contains($0) }
  }

  private func append(_ places: [Range<Int>], end: StaticString = "\n") {
    for place in places {
      if let order = pages.order {
        text.append(String(decoding: Self.units(Array(pages.file[place]), order), as: UTF16.self).utf8, for: place)
      } else {
        text.copy(place, of: pages.file)
      }
    }
    text.append(punctuation: end, at: places.last?.upperBound ?? 0)
  }

  private func handOver() {
    let refusal = "an SQLite database with more rows than are read; dump it and scan the dump"
    if !sink.scan(text, from: chunk, by: SQLiteExtractor.decoder, orSay: refusal) { isStopped = true }
  }
}
