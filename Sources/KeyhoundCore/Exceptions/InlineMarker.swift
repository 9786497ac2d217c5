/// A remark in the text itself that says of a key beside it that it is none, or known: `keyhound:allow`, and what other scanners read.
///
/// It holds for the logical line of the secret; some forms hold for the next one.
struct InlineMarker {
  private let bytes: UnsafeRawBufferPointer
  private let line: LogicalLine
  private let rule: String
  private let isRule: (String) -> Bool

  init(bytes: UnsafeRawBufferPointer, secret: Range<Int>, rule: String, isRule: @escaping (String) -> Bool) {
    self.bytes = bytes
    line = LogicalLine(of: secret, in: bytes)
    self.rule = rule
    self.isRule = isRule
  }

  /// What a marker says of the secret, if there is one.
  var allowance: Allowance? {
    if let allowance = Self.here.lazy.compactMap({ find($0, in: line.range) }).first { return allowance }
    guard let previous = line.previous else { return nil }
    return Self.nextLine.lazy.compactMap { find($0, in: previous) }.first
  }

  // MARK: Markers

  private struct Form {
    var text: String
    /// Whether a rule and a reason may follow.
    var takesWords = false
    /// Whether nothing else but the marks of a comment may stand on the line.
    var standsAlone = false
  }

  private static let here = [
    Form(text: "keyhound:allow", takesWords: true), Form(text: "gitleaks:allow"), Form(text: "betterleaks:allow"),
    Form(text: "kingfisher:ignore"), Form(text: "kingfisher:allow"), Form(text: "trufflehog:ignore"),
    Form(text: "pragma: allowlist secret"), Form(text: "pragma: whitelist secret"),
  ]

  private static let nextLine = [
    Form(text: "keyhound:allow-next-line", takesWords: true),
    Form(text: "pragma: allowlist nextline secret", standsAlone: true),
    Form(text: "pragma: whitelist nextline secret", standsAlone: true),
  ]

  private func find(_ form: Form, in line: Range<Int>) -> Allowance? {
    guard let start = offset(of: Array(form.text.utf8), in: line) else { return nil }
    let end = start + form.text.utf8.count
    if form.standsAlone && !isComment(line.lowerBound..<start, end..<line.upperBound) { return nil }
    guard form.takesWords else { return Allowance(.marker, place: form.text) }
    let rest = bytes.text(end..<bytes.lineEnd(from: end, limit: line.upperBound - end))
    return allowance(form.text, words: words(rest))
  }

  private func offset(of text: [UInt8], in line: Range<Int>) -> Int? {
    text.withUnsafeBytes { text in
      var from = 0
      while let found = bytes.view(line).firstIndex(of: text, from: from) {
        let start = line.lowerBound + found
        if isWordEnd(start + text.count, in: line) { return start }
        from = found + 1
      }
      return nil
    }
  }

  /// Whether no word goes on at `end`, as in `allowed` or `allow-not`. The marks that close a comment do not make it another word.
  private func isWordEnd(_ end: Int, in line: Range<Int>) -> Bool {
    let next = bytes.text(end..<min(end + Self.twoCharacters, line.upperBound))
    let character = next.first == "-" ? next.dropFirst().first : next.first
    return character.map { !($0.isLetter || $0.isNumber || $0 == "_") } ?? true
  }

  /// The most bytes that two characters take in UTF-8.
  private static let twoCharacters = 8

  /// Whether there is nothing in `ranges` but blanks and the marks that begin and end comments.
  private func isComment(_ ranges: Range<Int>...) -> Bool {
    ranges.allSatisfy { range in bytes[range].allSatisfy { " \t\r#/*;<>!-'\"".utf8.contains($0) } }
  }

  /// The words behind a marker, without what closes a comment or a string.
  private func words(_ rest: String) -> [Substring] {
    let text = ["*/", "-->", "\\n"].reduce(rest) { text, mark in
      text.firstRange(of: mark).map { String(text[..<$0.lowerBound]) } ?? text
    }
    let named = text.first == ":" ? text.dropFirst() : text[...]
    return named.split { $0.isWhitespace || $0 == "\"" || $0 == "'" }
  }

  /// A first word that is the name of a rule, or several with commas between, holds the marker to those; else it belongs to the reason.
  private func allowance(_ marker: String, words: [Substring]) -> Allowance? {
    let names = words.first?.split(separator: ",").map(String.init) ?? []
    guard !names.isEmpty, names.allSatisfy(isRule) else {
      return Allowance(.marker, place: marker, reason: words.joined(separator: " "))
    }
    guard names.contains(rule) else { return nil }
    return Allowance(.marker, place: "\(marker) \(rule)", reason: words.dropFirst().joined(separator: " "))
  }
}
