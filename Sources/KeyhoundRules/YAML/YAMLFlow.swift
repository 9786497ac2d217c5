/// Reads quoted text, and lists and mappings in brackets.
struct YAMLFlow {
  private var text: Substring
  private let line: Int

  init(_ text: Substring, line: Int = 1) {
    self.text = text
    self.line = line
  }

  /// Whether nothing but a comment follows.
  var isAtEnd: Bool {
    let rest = text.drop { $0.isWhitespace }
    return rest.isEmpty || rest.first == "#"
  }

  var isAtSpace: Bool { text.first.map(\.isWhitespace) ?? true }

  /// What has not been read, without the spaces before it.
  var remainder: Substring { text.drop { $0 == " " } }

  mutating func take(_ character: Character) -> Bool {
    guard text.first == character else { return false }
    text.removeFirst()
    return true
  }

  private mutating func skipSpace() {
    text = text.drop { $0.isWhitespace }
    while text.first == "#" { text = text.drop { !$0.isNewline }.drop { $0.isWhitespace } }
  }

  /// The next value; `nil` when it is not complete.
  mutating func value() -> YAMLNode? {
    skipSpace()
    switch text.first {
    case "\"", "'": return quoted().map { YAMLNode(content: .scalar($0), line: line) }
    case "[": return list()
    case "{": return mapping()
    default: return plain().map { YAMLNode(content: .scalar($0), line: line) }
    }
  }

  private mutating func list() -> YAMLNode? {
    var nodes: [YAMLNode] = []
    guard take("[") else { return nil }
    while true {
      skipSpace()
      if take("]") { return YAMLNode(content: .list(nodes), line: line) }
      guard let node = value() else { return nil }
      nodes.append(node)
      skipSpace()
      guard take(",") || text.first == "]" else { return nil }
    }
  }

  private mutating func mapping() -> YAMLNode? {
    var members: [(key: String, value: YAMLNode)] = []
    guard take("{") else { return nil }
    while true {
      skipSpace()
      if take("}") { return YAMLNode(content: .mapping(members), line: line) }
      guard let key = text.first == "\"" || text.first == "'" ? quoted() : plain(before: ":"), skippedSpace(), take(":"),
        let node = value()
      else { return nil }
      members.append((key, node))
      skipSpace()
      guard take(",") || text.first == "}" else { return nil }
    }
  }

  private mutating func skippedSpace() -> Bool {
    skipSpace()
    return true
  }

  private mutating func plain(before stop: Character? = nil) -> String? {
    let word = text.prefix { !",[]{}\n".contains($0) && $0 != stop }
    text = text[word.endIndex...]
    guard !text.isEmpty else { return nil }
    return String(word.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: Quotations

  /// The text in quotation marks; `nil` when it is not closed.
  mutating func quoted() -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
    text.removeFirst()
    var result = ""
    while let character = text.popFirst() {
      switch character {
      case "'" where quote == "'":
        if !take("'") { return result }
        result.append("'")
      case "\"" where quote == "\"": return result
      case "\\" where quote == "\"":
        guard let escaped = escape() else { return nil }
        result += escaped
      case let end where end.isNewline: fold(into: &result)
      default: result.append(character)
      }
    }
    return nil
  }

  /// The end of a line is a space, unless empty lines follow.
  private mutating func fold(into result: inout String) {
    while result.last == " " { result.removeLast() }
    var breaks = 0
    text = text.drop { $0 == " " || $0 == "\t" }
    while let next = text.first, next.isNewline {
      breaks += 1
      text = text.dropFirst().drop { $0 == " " || $0 == "\t" }
    }
    result += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
  }

  private static let escapes: [Character: String] = [
    "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}", "v": "\u{B}", "e": "\u{1B}", "\"": "\"",
    "\\": "\\", "/": "/", " ": " ", "_": "\u{A0}",
  ]

  private mutating func escape() -> String? {
    guard let character = text.popFirst() else { return nil }
    if character.isNewline {
      text = text.drop { $0 == " " || $0 == "\t" }
      return ""
    }
    if let plain = Self.escapes[character] { return plain }
    guard let count = ["x": 2, "u": 4, "U": 8][character], text.count >= count,
      let value = UInt32(text.prefix(count), radix: 16), let scalar = Unicode.Scalar(value)
    else { return nil }
    text = text.dropFirst(count)
    return String(Character(scalar))
  }
}
