/// Recognises values that only say where the secret is to be had.
package enum Reference {
  /// Whether `text` is a variable, a call, a template, a path, or an address without credentials.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    return isVariable(text, first) || isWrapped(text, first) || isCall(text) || isPath(text, first) || isAddress(text)
      || marks.contains { text.contains(folded: $0, in: 0..<text.count) }
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

  private static let marks: [[UInt8]] = [
    "${", "$(", "{{", "}}", "#{", "<%", "%>", "%s", "%(", "%{", "@{", "()", "->", "::", "=>", "getenv", "environ", "process.env",
    "secrets.", "vault:", "arn:aws", "op://", "keyring", "=${", "\\(", "&&", "||", "`", "{0}", "{1}", "{}",
  ].map { Array($0.utf8) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumericASCII || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
