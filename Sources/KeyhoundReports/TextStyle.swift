import KeyhoundCore

/// Colour and weight on a terminal, or nothing.
struct TextStyle {
  let usesColor: Bool

  func bold(_ text: String) -> String { wrapped(text, "1") }
  func dim(_ text: String) -> String { wrapped(text, "2") }
  func warning(_ text: String) -> String { wrapped(text, "1;33") }

  /// High in red, medium in yellow, low without colour.
  func level(_ text: String, _ confidence: Confidence) -> String {
    switch confidence {
    case .high: wrapped(text, "31")
    case .medium: wrapped(text, "33")
    case .low, .none: dim(text)
    }
  }

  /// `line` with every occurrence of `secret` marked.
  func secret(in line: String, _ secret: String) -> String {
    guard usesColor, !secret.isEmpty else { return line }
    return line.replacing(secret, with: wrapped(secret, "1;31"))
  }

  private func wrapped(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
