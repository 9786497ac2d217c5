import KeyhoundCore

/// What one worker reads notebooks with, one after the other: memory that is taken once, and what it knows of those before.
final class NotebookMemory {
  /// The texts of a notebook that wait to be searched, and views of them.
  let texts = DecodedText(capacity: TextQueue.limit)
  let views = DecodedText()
  /// A text without its pictures, without its terminal sequences, and as somebody else would see it.
  let pictureless = DecodedText()
  let colourless = DecodedText()
  let view = DecodedText()
  /// A value that is no text, and what a cell has besides its texts, rendered.
  let structure = DecodedText()
  let rest = DecodedText()
  private(set) lazy var quietTexts = QuietTexts()

  /// The memory that the worker behind `sink` has, or new memory.
  static func taken(from sink: any ExtractionSink) -> NotebookMemory {
    defer { sink.extractorCompanion = nil }
    return sink.extractorCompanion as? NotebookMemory ?? NotebookMemory()
  }

  /// Gives it back for the next notebook.
  func give(to sink: any ExtractionSink) { sink.extractorCompanion = self }
}
