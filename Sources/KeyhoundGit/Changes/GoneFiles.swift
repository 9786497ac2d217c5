/// The files that one version has and the next has not.
struct GoneFiles: Sendable {
  private(set) var count = 0
  private var ids: Set<ObjectID> = []
  private var byName: [ArraySlice<UInt8>: [ObjectID]] = [:]
  private var byEnding: [ArraySlice<UInt8>: [ObjectID]] = [:]

  /// More than this are not looked at: then everything under a new name is new.
  static let limit = 10_000

  mutating func append(_ path: [UInt8], _ id: ObjectID) {
    guard count < Self.limit else { return }
    count += 1
    ids.insert(id)
    let name = Self.name(of: path)
    byName[name, default: []].append(id)
    byEnding[Self.ending(of: name), default: []].append(id)
  }

  func contains(_ id: ObjectID) -> Bool { ids.contains(id) }

  /// The files that `path` may have been before: those of the same name first, then those with the same ending, a few of them.
  func candidates(for path: [UInt8]) -> [ObjectID] {
    let name = Self.name(of: path)
    let sameName = (byName[name] ?? []).prefix(Self.candidateLimit)
    let sameEnding = (byEnding[Self.ending(of: name)] ?? []).prefix(Self.candidateLimit)
    return Array((sameName + sameEnding.filter { !sameName.contains($0) }).prefix(Self.candidateLimit))
  }

  private static let candidateLimit = 20

  private static func name(of path: [UInt8]) -> ArraySlice<UInt8> {
    path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
  }

  private static func ending(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    name.lastIndex(of: UInt8(ascii: ".")).map { name[$0...] } ?? []
  }
}
