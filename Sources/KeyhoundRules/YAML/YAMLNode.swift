/// A value in a YAML file, and the line it begins in.
struct YAMLNode {
  enum Content {
    case scalar(String)
    case list([YAMLNode])
    case mapping([(key: String, value: YAMLNode)])
  }

  let content: Content
  /// 1-based.
  let line: Int

  /// The members of a mapping under a name; `nil` when it has none, or the value is empty.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let members) = content, let value = members.first(where: { $0.key == key })?.value else { return nil }
    if case .scalar("") = value.content { return nil }
    return value
  }

  var string: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }

  var list: [YAMLNode]? {
    guard case .list(let nodes) = content else { return nil }
    return nodes
  }
}
