/// A line of text as it was read off a picture, with its words from left to right.
package struct ReadLine: Sendable {
  package var words: [ReadWord]

  package init(words: [ReadWord]) {
    self.words = words
  }
}

/// A run of characters without blanks that was read off a picture. What was read is rarely exact.
package struct ReadWord: Sendable {
  package var text: String
  package var box: PixelBox
  /// How sure the reader was, from 0 to 100.
  package var certainty: Double

  package init(text: String, box: PixelBox, certainty: Double) {
    self.text = text
    self.box = box
    self.certainty = certainty
  }
}
