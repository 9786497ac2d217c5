/// Text inside XML 1.0 and HTML.
enum XMLText {
  /// `text` on one line, for content and for attributes in quotation marks.
  static func escaped(_ text: String) -> String {
    TerminalText.safe(text).replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\t": " "
      // No XML document may contain these two.
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: nil
      }
    }
  }

  /// ` name="value"` for each attribute that has a value.
  static func attributes(_ attributes: KeyValuePairs<String, String?>) -> String {
    attributes.reduce(into: "") { result, attribute in
      if let value = attribute.value { result += " \(attribute.key)=\"\(escaped(value))\"" }
    }
  }
}
