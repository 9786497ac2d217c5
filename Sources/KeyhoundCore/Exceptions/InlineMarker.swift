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

  /// What a marker says of the secret, if there is one, or else why one says nothing that was meant to.
  var verdict: Said? {
    let said = said
    return said.first { if case .allowance = $0 { true } else { false } } ?? said.first
  }

  /// What one marker amounts to.
  enum Said {
    case allowance(Allowance)
    case doubt(String)
  }

  private var said: [Said] {
    Self.here.compactMap { find($0, in: line.range) }
      + (line.previous.map { previous in Self.nextLine.compactMap { find($0, in: previous) } } ?? [])
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

  private func find(_ form: Form, in line: Range<Int>) -> Said? {
    guard let start = offset(of: Array(form.text.utf8), in: line) else { return nil }
    let end = start + form.text.utf8.count
    if form.standsAlone && !isComment(line.lowerBound..<start, end..<line.upperBound) { return nil }
    guard form.takesWords else { return .allowance(Allowance(.marker, place: form.text)) }
    let rest = Self.withoutEnd(bytes.text(end..<bytes.lineEnd(from: end, limit: line.upperBound - end)))
    if let names = Self.attachedNames(rest) { return said(form.text, names, reason: rest.dropFirst(names.count)) }
    return said(form.text, words: rest.first == ":" ? rest.dropFirst() : rest, mayNameRules: rest.first != ":")
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

  /// What stands behind a marker, without what closes a comment or a string.
  private static func withoutEnd(_ rest: String) -> Substring {
    ["*/", "-->", "\\n"].reduce(rest[...]) { text, mark in
      text.firstRange(of: mark).map { text[..<$0.lowerBound] } ?? text
    }
  }

  // MARK: Rules

  /// The names of rules that stand right behind a marker, as in `(a,b)`, `[a]`, `=a` and `:a`, with the signs round them.
  private static func attachedNames(_ rest: Substring) -> Substring? {
    guard let first = rest.first, "([=:".contains(first), let next = rest.dropFirst().first, !next.isWhitespace else {
      return nil
    }
    let close: Character? = first == "(" ? ")" : first == "[" ? "]" : nil
    if let close, let end = rest.firstIndex(of: close) { return rest[...end] }
    return rest.prefix { !$0.isWhitespace }
  }

  /// A first word that is the name of a rule, or several with commas between, holds the marker to those; else it belongs to the reason, unless it
  /// can only be meant for the name of a rule.
  private func said(_ marker: String, words rest: Substring, mayNameRules: Bool) -> Said? {
    let words = rest.split { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let names = words.first?.split(separator: ",") ?? []
    let isMeant = mayNameRules && Self.areMeantForRules(names, isAlone: words.count == 1)
    guard !names.isEmpty, isMeant || names.allSatisfy({ isRule(String($0)) }) else {
      return .allowance(Allowance(.marker, place: marker, reason: words.joined(separator: " ")))
    }
    return said(marker, words[0], reason: words.dropFirst().joined(separator: " ")[...])
  }

  /// Whether these are words such as `one-two-three`, or `one-two` and nothing else.
  private static func areMeantForRules(_ names: [Substring], isAlone: Bool) -> Bool {
    names.contains { name in
      let isOfNameBytes = name.utf8.allSatisfy { $0.isLowerASCII || $0.isDigitASCII || $0 == UInt8(ascii: "-") }
      let parts = name.split(separator: "-").count
      return isOfNameBytes && name.first != "-" && name.last != "-" && parts >= (isAlone ? 2 : 3)
    }
  }

  /// - Parameter names: those of rules with commas between, and signs round them.
  private func said(_ marker: String, _ names: Substring, reason: Substring) -> Said? {
    let list = names.split { ",()[]=:\"'".contains($0) || $0.isWhitespace }.map(String.init)
    guard !list.isEmpty, list.allSatisfy(isRule) else {
      let wrong = list.first { !isRule($0) } ?? String(names)
      return .doubt("\(marker) names a rule that is not there, \(wrong.prefix(Self.longestName))")
    }
    guard list.contains(rule) else { return nil }
    return .allowance(Allowance(.marker, place: "\(marker) \(rule)", reason: reason.trimmed))
  }

  private static let longestName = 60
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
