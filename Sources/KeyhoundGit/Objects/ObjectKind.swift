/// What a git object is. The raw values are those of the pack format.
package enum ObjectKind: UInt8, Sendable {
  case commit = 1
  case tree
  case blob
  case tag

  /// Reads the word that stands in loose objects and in git's output.
  package init?(name: some Sequence<UInt8>) {
    guard let kind = Self.all.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
    self = kind
  }

  package var name: String {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "blob"
    case .tag: "tag"
    }
  }

  private static let all: [ObjectKind] = [.commit, .tree, .blob, .tag]
}
