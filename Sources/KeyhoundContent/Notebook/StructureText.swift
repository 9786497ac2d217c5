import KeyhoundCore

/// Renders JSON as lines of `name: "value"`, so that rules see names and values together. Ids and hashes are left out.
final class StructureText {
  private let index: JSONIndex
  let text: DecodedText
  /// Where base64 pictures stand, which are no part of the text.
  private var pictures: [Range<Int>] = []

  /// Renders into `text`, whatever was in it.
  init(_ index: JSONIndex, _ text: DecodedText) {
    self.index = index
    self.text = text
    text.removeAll()
  }

  /// Begins anew.
  func removeAll() {
    text.removeAll()
    pictures.removeAll()
  }

  /// The pictures met since this was last asked.
  func takePictures() -> [Range<Int>] {
    defer { pictures = [] }
    return pictures
  }

  /// Adds one member of an object.
  func append(member key: Int) {
    let value = key + 1
    if isReference(value, named: key) { return }
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
      append(value: value, named: key)
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
    append(value: value, named: nil)
    text.append(punctuation: "\n", at: end(of: value))
  }

  private func append(value: Int, named key: Int?) {
    switch index.kind(value) {
    case .string: append(quoted: value)
    case .scalar: text.copy(index.nodes[value].range, of: index.bytes)
    case .array: append(list: value, named: key)
    case .object:
      text.append(punctuation: "\n", at: index.nodes[value].range.lowerBound)
      for key in index.children(of: value) { append(member: key) }
    case .key: break
    }
  }

  private func append(list: Int, named key: Int?) {
    var isFirst = true
    for item in index.children(of: list) where !isReference(item, named: key) {
      if !isFirst { text.append(punctuation: ", ", at: index.nodes[item].range.lowerBound) }
      append(value: item, named: key)
      isFirst = false
    }
  }

  private func append(quoted node: Int) {
    let range = index.nodes[node].range
    let raw = index.bytes.view(range)
    if Base64Media(raw) != nil, Base64.isPure(raw) { return pictures.append(range) }
    text.append(punctuation: "\"", at: range.lowerBound)
    append(string: node)
    text.append(punctuation: "\"", at: range.upperBound)
  }

  private func append(string node: Int) { index.decode(node, into: text) }

  private func end(of node: Int) -> Int { index.nodes[node].range.upperBound }

  private func isReference(_ node: Int, named key: Int?) -> Bool {
    guard let key, index.kind(node) == .string else { return false }
    return Identifier.isReference(index.raw(node), named: index.raw(key))
  }
}
