import KeyhoundCore

/// The first line of a table: the names of its columns, of which some speak of secrets.
struct TableHeader {
  struct Column {
    let index: Int
    /// The name for rules.
    let name: [UInt8]
  }

  let separator: UInt8
  /// How many columns there are.
  let width: Int
  /// Those whose names speak of secrets.
  let columns: [Column]
  /// Where the first row begins.
  let end: Int

  private static let separators: [UInt8] = Array(",;\t|".utf8)
  /// What may stand in names, and between and round them.
  private static let members = ByteSet.alphanumerics.union(ByteSet(0x80...0xFF)).union(ByteSet(",;\t| _-./:()#\"\r".utf8))
  /// Bytes and words of the longest name.
  private static let longestName = 64
  private static let mostWords = 5

  /// Reads the first line, which must end within the edge of a file; `nil` when it names no columns that speak of secrets.
  init?(of bytes: UnsafeRawBufferPointer) {
    let edge = bytes.view(0..<min(bytes.count, ExtractorEdge.count))
    let start = Self.start(of: edge)
    let lineEnd = edge.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? edge.firstIndex(of: UInt8(ascii: "\r"), from: start)
    guard let lineEnd, let separator = Self.separator(of: edge.view(start..<lineEnd)) else { return nil }
    var rows = TableRows(edge, from: start, separator: separator)
    guard let fields = rows.next(), fields.count > 1, fields.allSatisfy({ Self.isName(edge.view($0.range)) }) else { return nil }
    self.separator = separator
    width = fields.count
    end = rows.position
    columns = fields.enumerated().compactMap { index, field in
      let name = edge.view(field.range)
      return SecretNames.contains(name) ? Column(index: index, name: SecretNames.plain(name)) : nil
    }
    if columns.isEmpty { return nil }
  }

  /// Behind a byte order mark, and the line in which Excel says what separates fields.
  private static func start(of edge: UnsafeRawBufferPointer) -> Int {
    let start = edge.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard edge.view(start..<edge.count).starts(with: "sep=".utf8) else { return start }
    return edge.firstIndex(of: UInt8(ascii: "\n"), from: start).map { $0 + 1 } ?? start
  }

  /// What there is most of in a line; `nil` where anything says that it is none of names. That is asked of nearly every file.
  private static func separator(of line: UnsafeRawBufferPointer) -> UInt8? {
    func has(_ byte: UInt8) -> Bool { line.firstIndex(of: byte, from: 0) != nil }
    guard has(UInt8(ascii: ",")) || has(UInt8(ascii: ";")) || has(UInt8(ascii: "\t")) || has(UInt8(ascii: "|")),
      line.allSatisfy(members.contains)
    else { return nil }
    return separators.max { line.count(of: $0) < line.count(of: $1) }
  }

  private static func isName(_ field: UnsafeRawBufferPointer) -> Bool {
    guard !field.isEmpty, field.count <= longestName, field.count(of: UInt8(ascii: " ")) < mostWords else { return false }
    return field.allSatisfy { !separators.contains($0) }
  }
}
