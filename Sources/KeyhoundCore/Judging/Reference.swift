/// Recognises values that only say where the secret is to be had.
package enum Reference {
  /// Whether `text` is a variable, a call, a template, a path, or an address without credentials.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    if isVariable(text, first) || isWrapped(text, first) || isPath(text, first) || isAddress(text) { return true }
    if sources.occur(in: text) || holdsTemplate(text) { return true }
    return (isCall(text) || syntax.occur(in: text)) && !isDrawn(text)
  }

  /// Whether a machine drew the text from letters and signs: in that two signs stand together as in code now and then, but the letters are no names.
  private static func isDrawn(_ text: UnsafeRawBufferPointer) -> Bool {
    let statistics = TextStatistics(text)
    return text.count >= 12 && Set(text.filter { !isNameByte($0) }).count >= 3 && statistics.entropy > 3
      && statistics.letterPairCount >= 3 && statistics.letterPairScore < -0.4
  }

  /// `$NAME`, `%NAME%`, `&name`, `*name`, `@name`, `:name`: a sign, and then a name to the end.
  private static func isVariable(_ text: UnsafeRawBufferPointer, _ first: UInt8) -> Bool {
    guard text.count >= 2, signs.contains(first), text[1].isLowerASCII || text[1].isUpperASCII || text[1] == UInt8(ascii: "_")
    else { return false }
    let rest = text.view(1..<text.count)
    return rest.allSatisfy(isNameByte) && !Randomness(rest).isRandom
  }

  private static let signs = Array("$%&*@:!#".utf8)

  /// `<…>`, `{…}`, `[…]`, `(…)`, `%…%`, `__…__`: brackets round the whole.
  private static func isWrapped(_ text: UnsafeRawBufferPointer, _ first: UInt8) -> Bool {
    guard text.count >= 3, let last = text.last else { return false }
    return wrappers.contains { $0.0 == first && $0.1 == last }
  }

  private static let wrappers: [(UInt8, UInt8)] = [("<", ">"), ("{", "}"), ("[", "]"), ("(", ")"), ("%", "%")].map {
    (UInt8(ascii: $0.0), UInt8(ascii: $0.1))
  }

  /// `${NAME}`, `$(command)`, `#{name}`, `{{ name }}` anywhere.
  private static func holdsTemplate(_ text: UnsafeRawBufferPointer) -> Bool {
    text.indices.dropFirst().contains { index in
      guard templates.contains(where: { $0.0 == text[index - 1] && $0.1 == text[index] }) else { return false }
      let name = text[(index + 1)...].prefix { isNameByte($0) || $0 == UInt8(ascii: " ") }
      let close = text[index] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
      return !name.isEmpty && name.endIndex < text.endIndex && text[name.endIndex] == close
    }
  }

  private static let templates: [(UInt8, UInt8)] = [
    ("$", "{"), ("$", "("), ("#", "{"), ("%", "{"), ("@", "{"), ("{", "{"), ("%", "("),
  ].map {
    (UInt8(ascii: $0.0), UInt8(ascii: $0.1))
  }

  /// A name with an argument list or subscript behind it.
  private static func isCall(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let bracket = text.firstIndex(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }), bracket >= 2 else {
      return false
    }
    let name = text.view(0..<bracket)
    return name.allSatisfy(isNameByte) && !Randomness(name).isRandom
  }

  /// `/run/secrets/db`, `./key.pem`, `~/.ssh/id_rsa`, `C:\keys`, or a file name with a usual ending.
  private static func isPath(_ text: UnsafeRawBufferPointer, _ first: UInt8) -> Bool {
    let slashes = text.count(of: UInt8(ascii: "/"))
    let startsLikeOne = first == UInt8(ascii: "/") || first == UInt8(ascii: "~") || first == UInt8(ascii: ".")
    if startsLikeOne && slashes > 0 && !Randomness(text).isRandom { return true }
    if text.count > 3 && text[1] == UInt8(ascii: ":") && text[2] == UInt8(ascii: "\\") { return true }
    return endings.contains { text.count > $0.count && text.suffix($0.count).elementsEqual($0) }
  }

  private static let endings: [[UInt8]] = [
    ".pem", ".key", ".crt", ".cer", ".jks", ".p12", ".pfx", ".json", ".yaml", ".yml", ".txt", ".xml", ".properties", ".conf",
    ".env", ".html", ".js", ".ts", ".py", ".rb", ".go", ".java", ".php", ".sh", ".md", ".png", ".svg", ".css", ".keystore",
  ].map { Array($0.utf8) }

  /// An address names a place; one with a password in it is another rule's.
  private static func isAddress(_ text: UnsafeRawBufferPointer) -> Bool {
    text.contains(folded: Array("://".utf8), in: 0..<text.count) && text.firstIndex(of: UInt8(ascii: "@"), from: 0) == nil
  }

  /// What programs write for the place that they take values from.
  private static let sources = FoldedWords([
    "getenv", "environ", "process.env", "secrets.", "vault:", "arn:aws", "op://", "keyring", "{0}", "{1}", "{}",
  ])

  /// Signs of templates, calls and operators.
  private static let syntax = FoldedWords([
    "${", "$(", "{{", "}}", "#{", "<%", "%>", "%s", "%(", "%{", "@{", "()", "->", "::", "=>", "=${", "\\(", "&&", "||", "`",
  ])

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
