/// Reads the part of YAML that people write rules in: nested lists and mappings, by indentation or in brackets, and all kinds of text.
///
/// Anchors, aliases, tags and several documents are none of it; they are reported as mistakes rather than misread.
struct YAMLParser {
  private struct Line {
    var indent: Int
    var text: Substring
    var number: Int
  }

  private let lines: [Substring]
  private var position = 0
  /// What is left of a line behind `- ` or a key, with the column it stands in.
  private var rest: Line?
  private let file: String

  private init(_ file: RuleFile) {
    lines = file.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    self.file = file.name
  }

  /// The one document in `file`.
  static func parse(_ file: RuleFile) throws(RuleFileError) -> YAMLNode {
    var parser = YAMLParser(file)
    guard let first = parser.peek() else { return YAMLNode(content: .scalar(""), line: 1) }
    let node = try parser.block(first)
    if let line = parser.peek() { throw parser.failure("this stands neither in a list nor in a mapping", line.number) }
    return node
  }

  private func failure(_ message: String, _ line: Int) -> RuleFileError {
    RuleFileError(file: file, line: line, rule: nil, message: "not YAML that is understood: \(message)")
  }

  // MARK: Lines

  /// The next line that says something; it stays the next one until `advance()`.
  private mutating func peek() -> Line? {
    if let rest { return rest }
    while position < lines.count {
      let text = lines[position]
      let body = text.drop { $0 == " " }
      if !body.isEmpty, body.first != "#", !(position == 0 && body.first == "%"), text != "---",
        body.contains(where: { !$0.isWhitespace })
      {
        return Line(indent: text.count - body.count, text: body, number: position + 1)
      }
      position += 1
    }
    return nil
  }

  private mutating func advance() {
    rest = nil
    position += 1
  }

  // MARK: Blocks

  private mutating func block(_ first: Line) throws(RuleFileError) -> YAMLNode {
    if Self.isItem(first.text) { return try list(first) }
    if try key(of: first) != nil { return try mapping(first) }
    return try value(first, parent: first.indent - 1)
  }

  private static func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

  private mutating func list(_ first: Line) throws(RuleFileError) -> YAMLNode {
    var items: [YAMLNode] = []
    while let line = peek(), line.indent == first.indent, Self.isItem(line.text) {
      let body = line.text.dropFirst().drop { $0 == " " }
      if body.isEmpty || body.first == "#" {
        advance()
        items.append(try nested(below: line.indent, at: line.number))
      } else {
        let inner = Line(indent: line.indent + line.text.count - body.count, text: body, number: line.number)
        rest = inner
        let hasKey = try key(of: inner) != nil
        items.append(hasKey || Self.isItem(body) ? try block(inner) : try value(inner, parent: line.indent))
      }
    }
    return YAMLNode(content: .list(items), line: first.number)
  }

  private mutating func mapping(_ first: Line) throws(RuleFileError) -> YAMLNode {
    var members: [(key: String, value: YAMLNode)] = []
    while let line = peek(), line.indent == first.indent, let (key, body) = try key(of: line) {
      if body.isEmpty || body.first == "#" {
        advance()
        let isList = peek().map { $0.indent == line.indent && Self.isItem($0.text) } ?? false
        members.append((key, try nested(below: isList ? line.indent - 1 : line.indent, at: line.number)))
      } else {
        let inner = Line(indent: line.indent + line.text.count - body.count, text: body, number: line.number)
        rest = inner
        members.append((key, try value(inner, parent: line.indent)))
      }
    }
    return YAMLNode(content: .mapping(members), line: first.number)
  }

  /// What stands farther to the right than `indent`; an empty text when nothing does.
  private mutating func nested(below indent: Int, at number: Int) throws(RuleFileError) -> YAMLNode {
    guard let line = peek(), line.indent > indent else { return YAMLNode(content: .scalar(""), line: number) }
    return try block(line)
  }

  /// The key that a line begins with, and what follows the colon.
  private func key(of line: Line) throws(RuleFileError) -> (String, Substring)? {
    if let quote = line.text.first, quote == "\"" || quote == "'" {
      var cursor = YAMLFlow(line.text)
      guard let key = cursor.quoted(), cursor.take(":"), cursor.isAtSpace else { return nil }
      return (key, cursor.remainder)
    }
    guard let first = line.text.first, !"[{|>&*!%@`".contains(first) else { return nil }
    var index = line.text.startIndex
    while let colon = line.text[index...].firstIndex(of: ":") {
      let next = line.text.index(after: colon)
      if next == line.text.endIndex || line.text[next] == " " {
        let key = line.text[..<colon]
        return key.contains(" #") ? nil : (String(key), line.text[next...].drop { $0 == " " })
      }
      index = next
    }
    return nil
  }

  // MARK: Values

  private mutating func value(_ line: Line, parent: Int) throws(RuleFileError) -> YAMLNode {
    switch line.text.first {
    case "|", ">": return YAMLNode(content: .scalar(try blockText(line, parent: parent)), line: line.number)
    case "\"", "'", "[", "{": return try flow(line)
    case "&", "*", "!": throw failure("anchors, aliases and tags cannot be read", line.number)
    default: return YAMLNode(content: .scalar(try plainText(line, parent: parent)), line: line.number)
    }
  }

  /// Text without quotes, which goes on in the lines below as far as they stand farther to the right.
  private mutating func plainText(_ line: Line, parent: Int) throws(RuleFileError) -> String {
    var words = [Self.withoutComment(line.text)]
    advance()
    while let next = peek(), next.indent > parent, lines[position - 1].contains(where: { !$0.isWhitespace }) {
      guard try key(of: next) == nil else {
        throw failure("this key stands neither beside the last one nor below it", next.number)
      }
      words.append(Self.withoutComment(next.text))
      advance()
    }
    let text = words.joined(separator: " ")
    return text == "~" || text == "null" ? "" : text
  }

  private static func withoutComment(_ text: Substring) -> String {
    let end = text.firstRange(of: " #").map(\.lowerBound) ?? text.endIndex
    return String(text[..<end]).trimmed
  }

  private mutating func blockText(_ line: Line, parent: Int) throws(RuleFileError) -> String {
    let header = Self.withoutComment(line.text).dropFirst()
    guard header.allSatisfy({ "+-123456789".contains($0) }) else { throw failure("an unknown kind of text", line.number) }
    advance()
    var body: [Substring] = []
    var indent = header.first { $0.isNumber }.flatMap(\.wholeNumberValue).map { max(parent, 0) + $0 }
    while position < lines.count {
      let text = lines[position]
      let spaces = text.prefix { $0 == " " }.count
      let isEmpty = spaces == text.count
      if !isEmpty {
        if spaces <= parent { break }
        indent = indent ?? spaces
      }
      body.append(isEmpty ? text.dropFirst(indent ?? spaces) : text.dropFirst(min(spaces, indent ?? spaces)))
      position += 1
    }
    let text = line.text.first == "|" ? body.joined(separator: "\n") : Self.folded(body)
    let content = String(text.reversed().drop { $0 == "\n" }.reversed())
    if header.contains("-") { return content }
    return header.contains("+") ? text + "\n" : content.isEmpty ? "" : content + "\n"
  }

  /// Lines joined by spaces; empty lines become line ends.
  private static func folded(_ lines: [Substring]) -> String {
    var text = ""
    for line in lines {
      if line.isEmpty {
        text += "\n"
      } else {
        text += (text.isEmpty || text.hasSuffix("\n") ? "" : " ") + line
      }
    }
    return text
  }

  /// Quoted text, and lists and mappings in brackets, which may go on in the lines below.
  private mutating func flow(_ line: Line) throws(RuleFileError) -> YAMLNode {
    let below = lines[(position + 1)...].lazy.map { "\n" + $0 }
    // Most end where they begin; what does not is put together line by line.
    var text = String(line.text)
    var count = 0
    for next in [""] + below {
      text += next
      var cursor = YAMLFlow(text[...], line: line.number)
      if let node = cursor.value() {
        guard cursor.isAtEnd else { throw failure("something stands behind the text or the bracket", line.number + count) }
        for _ in 0...count { advance() }
        return node
      }
      count += 1
      if count > Self.longestFlow { break }
    }
    throw failure("a quotation mark or a bracket is not closed", line.number)
  }

  private static let longestFlow = 500
}

extension String {
  /// The text without spaces at either end.
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
