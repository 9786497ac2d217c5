/// Reads the text off pictures and tells where it may hold keys.
package protocol PictureReader: Sendable {
  /// Reads one picture file; `bytes` are all of it. Called by several threads at once.
  func read(_ bytes: UnsafeRawBufferPointer) -> PictureReading
}

/// What came of reading a picture.
package struct PictureReading: Sendable {
  /// Width and height in pixels, where they are known.
  package var size: (width: Int, height: Int)?
  package var hits: [PictureHit] = []
  /// Why the picture could not be read, or not to the end, and what to do; `nil` when it was.
  package var problem: (kind: Issue.Kind, message: String)?
  /// Whether it is too small to hold a key that could be read, and was passed by.
  package var isTooSmall = false

  package init() {}
}

/// Something in a picture that looks like a key. What was read is not exact, so that it can be neither checked nor compared.
package struct PictureHit: Sendable {
  package var rule: Rule
  /// The key as read, without blanks. Shown redacted.
  package var text: String
  /// How many UTF-8 bytes at the start of `text` are a public prefix, such as `ghp_`.
  package var publicCount: Int
  /// The whole line as read.
  package var line: String
  package var box: PixelBox
  package var confidence: Confidence
  /// Names of what speaks for or against it.
  package var evidence: [String]

  package init(
    rule: Rule, text: String, publicCount: Int, line: String, box: PixelBox, confidence: Confidence, evidence: [String]
  ) {
    self.rule = rule
    self.text = text
    self.publicCount = publicCount
    self.line = line
    self.box = box
    self.confidence = confidence
    self.evidence = evidence
  }
}
