import KeyhoundCore

/// Which text of a notebook is meant, in few words: what findings say of it is worked out where there are some.
struct TextPlace {
  enum Part: String {
    case source, outputs, attachments, metadata
  }

  /// The cell's node, or 0 for the notebook itself, and its number, from 1 on.
  var cell = 0
  var number = 0
  /// The number of the output in its cell, from 1 on.
  var output: Int?
  var mimeType: String?
  private(set) var part = Part.metadata

  init(cell: Int = 0, number: Int = 0) {
    self.cell = cell
    self.number = number
  }

  /// Another part of the same cell.
  func part(_ part: Part) -> TextPlace {
    var place = self
    place.part = part
    return place
  }
}

extension JSONIndex {
  /// What a cell says of itself, wherever that stands in it.
  func description(ofCell node: Int) -> Cell {
    var cell = Cell(index: 0, part: "")
    guard node > 0, kind(node) == .object else { return cell }
    for key in children(of: node) {
      let value = key + 1
      switch kind(value) {
      case .string where has(key, "id"): cell.id = Identifier.cellID(raw(value))
      case .string where has(key, "cell_type"): cell.type = Self.cellTypes.first { has(value, $0.0) }?.1
      case .scalar where has(key, "execution_count") || has(key, "prompt_number"): cell.executionCount = integer(value)
      case .object where has(key, "metadata"): cell.tags = tags(in: value)
      default: break
      }
    }
    return cell
  }

  /// Whether a cell holds code.
  func isCode(cell node: Int) -> Bool {
    var isCode = false
    for key in children(of: node) where kind(key + 1) == .string && has(key, "cell_type") { isCode = has(key + 1, "code") }
    return isCode
  }

  /// The tags that are meant for us.
  private func tags(in metadata: Int) -> [String] {
    guard let tags = member("tags", of: metadata), kind(tags) == .array else { return [] }
    return children(of: tags).filter { kind($0) == .string && raw($0).starts(with: Self.tagStart) }
      .prefix(16).map { raw($0).text(0..<min(raw($0).count, 128)) }
  }

  private static let tagStart = Array("keyhound:".utf8)

  private static let cellTypes: [(StaticString, String)] = [
    ("code", "code"), ("markdown", "markdown"), ("raw", "raw"), ("heading", "heading"),
  ]
}
