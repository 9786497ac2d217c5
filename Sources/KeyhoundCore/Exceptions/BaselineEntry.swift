/// One line of a baseline: a finding that is known. It holds no secret, no line number and no date of writing, so it changes only when
/// what it stands for does.
///
/// `FINGERPRINT RULE PATH [owner=NAME] [expires=YYYY-MM-DD] [reason=WORDS TO THE END OF THE LINE]`; what has blanks in it is written with
/// `%20`, apart from the reason.
package struct BaselineEntry: Hashable, Sendable {
  /// See `Fingerprint`.
  package var fingerprint: String
  package var rule: String
  package var path: String
  package var owner: String?
  /// The last day on which the entry holds, as `YYYY-MM-DD`.
  package var expires: String?
  package var reason: String?

  package init(fingerprint: String, rule: String, path: String) {
    self.fingerprint = fingerprint
    self.rule = rule
    self.path = path
  }

  package init(_ finding: Finding) {
    self.init(fingerprint: finding.fingerprint, rule: finding.rule.id, path: finding.origin.path)
  }

  /// Reads a line.
  /// - Throws: what is wrong with it.
  package init(line: some StringProtocol) throws(BaselineError) {
    var words = String(line).split(separator: " ").map { String($0) }[...]
    guard let fingerprint = words.popFirst(), Fingerprint.isOne(fingerprint) else {
      throw BaselineError(message: "a line begins with a fingerprint, 32 hexadecimal digits")
    }
    guard let rule = words.popFirst(), let path = words.popFirst() else {
      throw BaselineError(message: "a line goes FINGERPRINT RULE PATH")
    }
    self.init(fingerprint: fingerprint, rule: PercentText.decoded(rule), path: PercentText.decoded(path))
    try readNotes(words)
  }

  private mutating func readNotes(_ words: ArraySlice<String>) throws(BaselineError) {
    var words = words
    while let word = words.popFirst() {
      if word.hasPrefix("owner=") {
        owner = PercentText.decoded(String(word.dropFirst(6)))
      } else if word.hasPrefix("expires=") {
        expires = try CalendarDay.checked(String(word.dropFirst(8)), in: word)
      } else if word.hasPrefix("reason=") {
        reason = ([String(word.dropFirst(7))] + words).joined(separator: " ")
        return
      } else {
        throw BaselineError(message: "\(word.debugDescription) means nothing here; owner=, expires= and reason= do")
      }
    }
  }

  /// The line, without its end.
  package var line: String {
    var words = [fingerprint, PercentText.encoded(rule), PercentText.encoded(path)]
    if let owner { words.append("owner=\(PercentText.encoded(owner))") }
    if let expires { words.append("expires=\(expires)") }
    if let reason { words.append("reason=\(reason.split(whereSeparator: \.isNewline).joined(separator: " "))") }
    return words.joined(separator: " ")
  }

  /// Whether the entry has lost its force on `day` (`YYYY-MM-DD`).
  package func isExpired(on day: String) -> Bool { expires.map { $0 < day } ?? false }
}

/// What is wrong with a baseline or an ignore file.
package struct BaselineError: Error, Equatable, CustomStringConvertible {
  package var file = ""
  /// 1-based; 0 while it is not known.
  package var line = 0
  package var message: String

  package var description: String { "\(file):\(line): \(message)" }
}

/// Words that may hold anything, in lines that are divided by blanks.
enum PercentText {
  /// Blanks, `%` and control characters as `%XX`.
  static func encoded(_ text: String) -> String {
    text.utf8.contains(where: isSpecial) || text.isEmpty
      ? text.utf8.reduce(into: [UInt8]()) { bytes, byte in
        bytes += isSpecial(byte) ? [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)] : [byte]
      }.asText : text
  }

  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var rest = Array(text.utf8)[...]
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(rest.prefix(2).asText, radix: 16), rest.count >= 2 {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes.asText
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "%") || byte == 0x7F }

  private static func hexadecimal(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

extension Sequence<UInt8> {
  fileprivate var asText: String { String(decoding: Array(self), as: UTF8.self) }
}
