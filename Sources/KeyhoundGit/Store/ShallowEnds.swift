/// Where a shallow clone ends.
package struct ShallowEnds: Sendable {
  /// Commits whose parents are not there.
  package private(set) var commits: Set<ObjectID> = []
  /// Why there may be more of them.
  package private(set) var problem: GitError?

  /// Reads the file in which git lists them; where there is none, the clone is not shallow.
  init(listedIn path: String) {
    do throws(GitError) {
      for line in try SmallFile.numberedLines(at: path) ?? [] {
        if let id = ObjectID(hex: line.text) {
          commits.insert(id)
        } else {
          problem = problem ?? .damaged(place: path, reason: "line \(line.number) is no id of a commit")
        }
      }
    } catch {
      problem = error
    }
  }
}
