import KeyhoundCore

/// The names that changes bring in: those of new files, and of folders that no version before has.
struct NewNamesUnit: Unit {
  private let repository: Repository
  private let commit: Commit?
  /// Gives the trees of the versions before.
  private let bases: @Sendable () -> [ObjectID]
  private let names: FileNames
  /// The paths that lead to what is named.
  private let paths: [ArraySlice<UInt8>]

  /// - Parameter bases: the trees of the versions before; seldom asked for.
  /// - Returns: `nil` when all names are old.
  init?(
    of changes: [Change], since bases: @autoclosure @escaping @Sendable () -> [ObjectID], in repository: Repository,
    commit: Commit?
  ) {
    var paths: [ArraySlice<UInt8>] = []
    var seen: Set<ArraySlice<UInt8>> = []
    for change in changes where change.isNewPath {
      var path = change.path[...]
      while !path.isEmpty, seen.insert(path).inserted {
        if Self.nameStart(path) < path.endIndex { paths.append(path) }
        path = path.lastIndex(of: Self.slash).map { path[..<$0] } ?? []
      }
    }
    guard !paths.isEmpty else { return nil }
    (self.repository, self.commit, self.bases, self.paths) = (repository, commit, bases, paths)
    names = FileNames(paths.map { $0[Self.nameStart($0)...] })
  }

  func read(into sink: any UnitSink) {
    var older: [HeadLookup]?
    names.search(into: sink) { number in
      let path = paths[number]
      let reader = ChangeReader.kept(for: repository, by: sink).objects
      var lookups = older ?? bases().map { HeadLookup(tree: $0, format: repository.format) }
      defer { older = lookups }
      guard !lookups.indices.contains(where: { lookups[$0].entry(at: Array(path), reader) != nil }) else { return nil }
      var origin = Origin(path: FileNames.place(in: RawPath(path[..<Self.nameStart(path)])))
      origin.commit = commit
      return origin
    }
  }

  private static func nameStart(_ path: ArraySlice<UInt8>) -> Int { path.lastIndex(of: slash).map { $0 + 1 } ?? path.startIndex }

  private static let slash = UInt8(ascii: "/")
}
