/// A JSON value whose members keep their order, so that reports are the same bytes every time.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or `null`.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  /// An integer, or `null`.
  static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}

extension JSONValue {
  /// The value on one line.
  var compact: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The value over several lines, `step` spaces a level; the first line is not indented.
  func indented(_ level: Int = 0, step: Int = 2) -> String {
    var text = ""
    write(to: &text, indent: Indent(level: level, step: step))
    return text
  }

  private struct Indent {
    var level: Int
    var step: Int

    var inner: Indent { Indent(level: level + 1, step: step) }
    var line: String { "\n" + String(repeating: " ", count: level * step) }
  }

  private func write(to text: inout String, indent: Indent?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? String(value) : "0"
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      Self.writeMembers(values, "[", "]", to: &text, indent) { $0.write(to: &$1, indent: $2) }
    case .object(let members):
      Self.writeMembers(members, "{", "}", to: &text, indent) { member, text, indent in
        Self.write(member.0, to: &text)
        text += indent == nil ? ":" : ": "
        member.1.write(to: &text, indent: indent)
      }
    }
  }

  private static func writeMembers<Member>(
    _ members: [Member], _ open: String, _ close: String, to text: inout String, _ indent: Indent?,
    _ body: (Member, inout String, Indent?) -> Void
  ) {
    text += open
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      if let indent { text += indent.inner.line }
      body(member, &text, indent?.inner)
    }
    if let indent, !members.isEmpty { text += indent.line }
    text += close
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        text += escape(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Control characters and those that turn the direction of text are written as escapes, also where JSON would allow them.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
