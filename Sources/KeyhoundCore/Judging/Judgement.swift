/// Questions about a text that no regular expression answers well.
package enum Judgement: String, CaseIterable, Sendable {
  /// Made of words or name parts, as identifiers are, rather than of random characters.
  case words
  /// Something a person writes where a key should go: `xxxx`, `changeme`, a keyboard row, one character over and over.
  case placeholder
  /// Letters or digits in rising or falling order, or one short group repeated.
  case sequence
  /// The name of a variable, type, function or constant, in any usual spelling.
  case identifier
  /// Says where the value comes from: a variable, a call, a template, a path, an address.
  case reference
  /// Characters of several kinds in no order that a person would type.
  case random
  /// Base64 of a name, a colon and a password, as HTTP sends it.
  case basicCredentials = "basic-credentials"
  /// Words, also spelled with digits or as base64, or keys pressed in a row: what somebody thought of.
  case guessable
  /// Credentials as HTTP sends them whose password is guessable.
  case guessableCredentials = "guessable-credentials"

  package func holds(for text: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .words: TextStatistics(text).readsLikeWords
    case .placeholder: Placeholder.matches(text)
    case .sequence: TextStatistics(text).isSequence
    case .identifier: Identifier.matches(text)
    case .reference: Reference.matches(text)
    case .random: Randomness(text).isRandom
    case .basicCredentials: BasicCredentials.matches(text)
    case .guessable: Guessable.matches(text)
    case .guessableCredentials: BasicCredentials.areGuessable(text)
    }
  }
}
