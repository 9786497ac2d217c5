import KeyhoundCore

/// Renders JSON as lines of `name: "value"`, so that rules see names and values together. Ids and hashes are left out.
struct StructureText {
  private let index: JSONIndex
  private let text: DecodedText
  /// Told of base64 pictures, which are no part of the text.
  private let foundPicture: (Range<Int>) -> Void

  init(_ index: JSONIndex, _ text: DecodedText, pictures foundPicture: @escaping (Range<Int>) -> Void) {
    self.index = index
    self.text = text
    self.foundPicture = foundPicture
  }

  /// Adds one member of an object.
  func append(member key: Int) {
    let value = key + 1
    let isReference = Identifier.isReferenceName(index.raw(key))
    if isReference && isIdentifier(value) { return }
    switch index.kind(value) {
    case .object where index.children(of: value).isEmpty, .array where index.children(of: value).isEmpty: append(name: key)
    case .object:
      append(name: key)
      for inner in index.children(of: value) { append(member: inner) }
    default:
      if !Identifier.isHash(index.raw(key)) {
        append(string: key)
        text.append(punctuation: ": ", at: end(of: key))
      }
      append(value: value, areReferences: isReference)
      text.append(punctuation: "\n", at: end(of: value))
    }
  }

  /// Adds the name of a member whose value comes in another way.
  func append(name key: Int) {
    guard !Identifier.isHash(index.raw(key)) else { return }
    append(string: key)
    text.append(punctuation: ":\n", at: end(of: key))
  }

  /// Adds a value, and ends the line.
  func append(line value: Int) {
    append(value: value, areReferences: false)
    text.append(punctuation: "\n", at: end(of: value))
  }

  private func append(value: Int, areReferences: Bool) {
    switch index.kind(value) {
    case .string: append(quoted: value)
    case .scalar: text.copy(index.nodes[value].range, of: index.bytes)
    case .array: append(list: value, areReferences: areReferences)
    case .object:
      text.append(punctuation: "\n", at: index.nodes[value].range.lowerBound)
      for key in index.children(of: value) { append(member: key) }
    case .key: break
    }
  }

  private func append(list: Int, areReferences: Bool) {
    var isFirst = true
    for item in index.children(of: list) where !(areReferences && isIdentifier(item)) {
      if !isFirst { text.append(punctuation: ", ", at: index.nodes[item].range.lowerBound) }
      append(value: item, areReferences: areReferences)
      isFirst = false
    }
  }

  private func append(quoted node: Int) {
    let range = index.nodes[node].range
    let raw = index.bytes.view(range)
    if ImageText.kind(of: raw) != nil, Base64.isPure(raw) { return foundPicture(range) }
    text.append(punctuation: "\"", at: range.lowerBound)
    append(string: node)
    text.append(punctuation: "\"", at: range.upperBound)
  }

  private func append(string node: Int) { EscapeDecoder(source: index.bytes).decode(index.nodes[node].range, into: text) }

  private func end(of node: Int) -> Int { index.nodes[node].range.upperBound }

  private func isIdentifier(_ node: Int) -> Bool { index.kind(node) == .string && Identifier.isOpaque(index.raw(node)) }
}

/// Tells ids and hashes, which look as random as keys do, by their shape and by the name they stand under.
enum Identifier {
  /// A hash or UUID: hexadecimal digits, with or without hyphens, also behind `IPY_MODEL_`.
  static func isHash(_ text: UnsafeRawBufferPointer) -> Bool {
    let digits = text.starts(with: modelPrefix) ? text.dropFirst(modelPrefix.count) : text[...]
    return [32, 36, 40, 64, 128].contains(digits.count)
      && digits.allSatisfy { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: "-") }
  }

  private static let modelPrefix = Array("IPY_MODEL_".utf8)

  /// Whether a text says nothing but which thing is meant: a hash, a short hexadecimal number, or a short name without spaces.
  static func isOpaque(_ text: UnsafeRawBufferPointer) -> Bool {
    isHash(text)
      || (text.count <= 16
        && text.allSatisfy { $0.isAlphanumericASCII || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
  }

  /// Whether values under this name are ids or hashes, and not the id of a secret.
  static func isReferenceName(_ name: UnsafeRawBufferPointer) -> Bool {
    guard name.count <= 40 else { return false }
    let isSecret = secretWords.contains { name.contains(folded: $0, in: 0..<name.count) }
    return !isSecret
      && referenceWords.contains { word in
        name.count >= word.count && name.contains(folded: word, in: name.count - word.count..<name.count)
      }
  }

  private static let secretWords = ["secret", "token", "key", "pass", "credential", "auth"].map { Array($0.utf8) }
  private static let referenceWords = [
    "id", "ids", "uuid", "hash", "sha", "sha1", "sha256", "sha512", "md5", "digest", "checksum", "etag", "revision", "commit",
    "layout", "style", "children", "widgets", "source", "target", "version",
  ].map { Array($0.utf8) }
}
