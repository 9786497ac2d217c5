/// Questions about a text that no regular expression answers well.
package enum Judgement: String, CaseIterable, Sendable {
  /// Made of words or name parts, as identifiers are, rather than of random characters.
  case words
  /// Something a person writes where a key should go: `xxxx`, `changeme`, a keyboard row, one character over and over.
  case placeholder
  /// Letters or digits in rising or falling order, or one short group repeated.
  case sequence

  package func holds(for text: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .words: TextStatistics(text).readsLikeWords
    case .placeholder: Placeholder.matches(text)
    case .sequence: TextStatistics(text).isSequence
    }
  }
}
