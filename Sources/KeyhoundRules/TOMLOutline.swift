/// On which line of a TOML text each key stands. The parser keeps this to itself, and an error message needs it.
struct TOMLOutline {
  /// Paths such as `rules[2].evidence[0].regex`, and the lines (from 1) they begin on.
  private var lines: [String: Int] = [:]
  private var counts: [String: Int] = [:]
  private var table = ""

  init(_ text: String) {
    var closing: Substring?
    let texts = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in texts.enumerated() {
      if let quotes = closing {
        if line.contains(quotes) { closing = nil }
        continue
      }
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("[") { enterTable(line, index + 1) } else { enterKey(line, index + 1) }
      closing = Self.openString(in: line)
    }
  }

  /// The line of `path`, or of the nearest thing round it that is known.
  func line(of path: String) -> Int {
    var path = path[...]
    while !path.isEmpty {
      if let line = lines[String(path)] { return line }
      guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
      path = path[..<cut]
    }
    return 1
  }

  private mutating func enterTable(_ line: Substring, _ number: Int) {
    let isElement = line.hasPrefix("[[")
    let name = line.drop { $0 == "[" }.prefix { $0 != "]" }
    let parts = name.split(separator: ".").map { $0.filter { !" \"'".contains($0) } }
    guard !parts.isEmpty, !name.contains(",") else { return }
    var path = ""
    for (index, part) in parts.enumerated() {
      path += (path.isEmpty ? "" : ".") + part
      let isLast = index == parts.count - 1
      if isLast && isElement { counts[path, default: 0] += 1 }
      if let count = counts[path] { path += "[\(count - 1)]" }
    }
    table = path
    lines[path] = number
  }

  private mutating func enterKey(_ line: Substring, _ number: Int) {
    guard let key = Self.key(line) else { return }
    let path = (table.isEmpty ? "" : table + ".") + key
    if lines[path] == nil { lines[path] = number }
  }

  /// The key that `line` begins with, of several parts with dots between where it is one inside another; `nil` where none stands.
  private static func key(_ line: Substring) -> String? {
    var (key, quote): (String, Character?) = ("", nil)
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { key.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "=" {
        return key.isEmpty ? nil : key
      } else if character.isLetter || character.isNumber || "_-.".contains(character) {
        key.append(character)
      } else if character != " " && character != "\t" {
        return nil
      }
    }
    return nil
  }

  /// The quotes that must come for the multi-line string to end that `line` begins; `nil` when it begins none.
  private static func openString(in line: Substring) -> Substring? {
    for quotes: Substring in ["'''", "\"\"\""] {
      let parts = line.split(separator: quotes, omittingEmptySubsequences: false)
      if parts.count.isMultiple(of: 2) { return quotes }
    }
    return nil
  }
}
