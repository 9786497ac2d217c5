/// A leaked key: what it is, why we think so, and where it lies in the raw file.
package struct Finding: Sendable {
  package var rule: Rule
  package var secret: Secret
  /// The secret as the raw file has it, where that is something else.
  package var encoded: Secret?
  package var confidence: Confidence
  /// Names of the evidence that was weighed, in the order of the rule.
  package var evidence: [String]
  /// Whether the secret is one that the vendor's own documentation prints.
  package var isExample: Bool
  package var origin: Origin
  /// Where the secret lies in the raw file.
  package var location: Location
  /// The line round the secret, every secret in it starred out, shortened to a length that fits a screen.
  package var extract: String
  /// The same line with the secret itself shown; printed only with `--reveal`.
  package var revealedExtract: String
  /// The identity that survives moved lines: see `Fingerprint`.
  package var fingerprint: String
  /// Why it is not reported, if somebody said so: so far only what stands in the text itself.
  package var allowance: Allowance?
  /// Why a marker beside it says nothing of it, though it was meant to.
  package var markerDoubt: String?
  /// See `LineHashes`; `nil` where nobody asked for it or the file was not in memory as a whole.
  package var lineHash: String?
  /// How many versions of the file hold the secret, in a scan of a history.
  package var occurrences = 1
  /// Where in a picture it was read. Then `location` is that of the whole picture, and `secret` is not exact.
  package var picture: PicturePlace?

  package init(
    rule: Rule, secret: Secret, confidence: Confidence, evidence: [String], isExample: Bool, origin: Origin,
    location: Location, extract: String, revealedExtract: String, fingerprint: String
  ) {
    self.rule = rule
    self.secret = secret
    self.confidence = confidence
    self.evidence = evidence
    self.isExample = isExample
    self.origin = origin
    self.location = location
    self.extract = extract
    self.revealedExtract = revealedExtract
    self.fingerprint = fingerprint
  }
}

extension Finding {
  /// What was found, in a few words.
  package var description: String {
    guard picture != nil else { return rule.description }
    return "Probable key in an image: \(rule.description.isEmpty ? rule.id : rule.description)"
  }

  /// Whether it is in a picture that is a file of its own, where lines mean nothing.
  package var isInPictureFile: Bool { picture != nil && location.start == location.end }
}

/// A stretch of the raw file.
package struct Location: Hashable, Sendable {
  package var start: Position
  /// The position behind the last character.
  package var end: Position
  /// 0-based offsets in the raw file.
  package var bytes: Range<Int>

  package init(start: Position, end: Position, bytes: Range<Int>) {
    self.start = start
    self.end = end
    self.bytes = bytes
  }
}

/// A place in a text. Lines end with a line feed; columns count Unicode code points (a byte that is not UTF-8 counts as one).
package struct Position: Hashable, Sendable {
  /// 1-based.
  package var line: Int
  /// 1-based.
  package var column: Int
  /// 1-based, counted in bytes.
  package var byteColumn: Int

  /// Without a `byteColumn` all characters before are taken for ASCII.
  package init(line: Int = 1, column: Int = 1, byteColumn: Int? = nil) {
    self.line = line
    self.column = column
    self.byteColumn = byteColumn ?? column
  }

  /// Line and column say which place it is; the other count follows from the text.
  package static func == (a: Self, b: Self) -> Bool { a.line == b.line && a.column == b.column }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(column)
  }
}
