import KeyhoundCore

/// Takes what running a notebook left behind out of it: outputs, execution counts, widget state. Everything else stays as it is written.
struct OutputRemoval {
  private let index: JSONIndex

  init(_ index: JSONIndex) {
    self.index = index
  }

  func edits() -> [Edit] {
    guard index.kind(0) == .object else { return [] }
    var edits: [Edit] = []
    for list in cellLists() { for cell in index.children(of: list) { edits += self.edits(cell) } }
    if let metadata = index.member("metadata", of: 0), index.kind(metadata) == .object {
      edits += removals(of: "widgets", from: metadata)
    }
    return edits
  }

  private func cellLists() -> [Int] {
    if let cells = index.member("cells", of: 0) { return index.kind(cells) == .array ? [cells] : [] }
    guard let sheets = index.member("worksheets", of: 0), index.kind(sheets) == .array else { return [] }
    return index.children(of: sheets).compactMap { index.member("cells", of: $0) }.filter { index.kind($0) == .array }
  }

  private func edits(_ cell: Int) -> [Edit] {
    guard index.kind(cell) == .object, let type = index.member("cell_type", of: cell), index.has(type, "code") else { return [] }
    var edits: [Edit] = []
    for key in index.children(of: cell) {
      let value = key + 1
      if index.has(key, "outputs"), index.kind(value) == .array, !index.raw(value).elementsEqual("[]".utf8) {
        edits.append(Edit(index.nodes[value].range, Array("[]".utf8)))
      }
      let isCount = index.has(key, "execution_count") || index.has(key, "prompt_number")
      if isCount, index.kind(value) == .scalar, !index.has(value, "null") {
        edits.append(Edit(index.nodes[value].range, Array("null".utf8)))
      }
    }
    return edits
  }

  /// Takes all members of this name out, with their commas and lines.
  private func removals(of name: StaticString, from object: Int) -> [Edit] {
    let keys = Array(index.children(of: object))
    let kept = keys.indices.filter { !index.has(keys[$0], name) }
    guard kept.count < keys.count else { return [] }
    guard let last = kept.last else { return [Edit(index.nodes[object].range, Array("{}".utf8))] }
    var edits: [Edit] = []
    // In front of one that stays, its own place is where the gap ends; behind the last one it begins at its end.
    for (before, next) in zip([-1] + kept, kept) where before + 1 < next {
      edits.append(Edit(start(of: keys[before + 1])..<start(of: keys[next]), []))
    }
    if last + 1 < keys.count { edits.append(Edit(end(of: keys[last] + 1)..<end(of: keys[keys.count - 1] + 1), [])) }
    return edits
  }

  /// The offset of a key's opening quote.
  private func start(of key: Int) -> Int { index.nodes[key].range.lowerBound - 1 }

  /// The offset behind a value, and behind its closing quote.
  private func end(of value: Int) -> Int {
    index.nodes[value].range.upperBound + (index.kind(value) == .string ? 1 : 0)
  }
}
