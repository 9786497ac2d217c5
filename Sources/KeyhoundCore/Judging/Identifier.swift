/// Recognises names that programs give to things.
package enum Identifier {
  /// Whether `text` is a name of several parts (`dbPassword`, `DB_PASSWORD`, `db-password`, `config.db.password`) or a word of a type system.
  ///
  /// A single word is no name by itself: `secret` may be somebody's password.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, text.count <= 100 else { return false }
    if literals.contains(where: { $0.count == text.count && text.contains(folded: $0, in: 0..<text.count) }) { return true }
    guard !first.isDigitASCII, text.allSatisfy(isNameByte) else { return false }
    let parts = NameParts(text)
    return parts.areRegular && parts.count >= 2 && text.count >= 3 * parts.count && TextStatistics(text).readsLikeWords
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static let literals: [[UInt8]] = [
    "string", "str", "text", "bool", "boolean", "int", "integer", "number", "float", "double", "char", "varchar", "byte", "bytes",
    "object", "array", "list", "dict", "map", "any", "void", "none", "null", "nil", "undefined", "true", "false", "optional",
    "required", "self", "this", "function", "lambda", "return", "await", "async", "default", "unknown", "never", "yes", "no",
    "enabled", "disabled", "empty", "type", "value",
  ].map { Array($0.utf8) }
}

/// The parts of a name: runs between `_`, `-` and `.`, and the humps of camel case.
private struct NameParts {
  private(set) var count = 0
  /// Whether digits stand only at the end of parts, as in `oauth2Token`, and never in front of a small letter.
  private(set) var areRegular = true

  init(_ text: UnsafeRawBufferPointer) {
    var previous: UInt8 = 0
    for byte in text {
      let isHump = byte.isUpperASCII && !previous.isUpperASCII
      if byte.isAlphanumericASCII && (isHump || !previous.isAlphanumericASCII) { count += 1 }
      if previous.isDigitASCII && byte.isLowerASCII { areRegular = false }
      previous = byte
    }
  }
}
