/// The folders that hold the objects of a repository: its own first, then those it borrows from, which `info/alternates` names in each.
struct ObjectDirectories {
  private(set) var paths: [String] = []
  /// Lists that were not followed to their end, and what they name and is not there.
  private(set) var problems: [GitError] = []

  /// git follows lists to lists as often.
  private static let maximumDepth = 5

  init(of layout: RepositoryLayout, _ environment: GitEnvironment) {
    add(environment.objectDirectory ?? "\(layout.commonDirectory)/objects", depth: 0)
    for path in environment.alternateObjectDirectories { add(path, depth: 1) }
  }

  private mutating func add(_ path: String, depth: Int) {
    let directory = SmallFile.canonical(path)
    guard !paths.contains(directory), SmallFile.isDirectory(directory) else { return }
    paths.append(directory)
    do throws(GitError) {
      try follow("\(directory)/info/alternates", of: directory, depth)
    } catch {
      problems.append(error)
    }
  }

  private mutating func follow(_ list: String, of directory: String, _ depth: Int) throws(GitError) {
    let lines = (try SmallFile.numberedLines(at: list) ?? []).filter { !$0.text.hasPrefix("#") }
    guard lines.isEmpty || depth <= Self.maximumDepth else {
      throw .unfollowed(place: list, reason: "git follows such lists no further; name its folders nearer to the repository")
    }
    for line in lines {
      let target = line.text.hasPrefix("\"") ? GitEnvironment.paths(in: line.text).first ?? line.text : line.text
      let path = SmallFile.resolve(target, from: directory)
      if SmallFile.isDirectory(path) {
        add(path, depth: depth + 1)
      } else {
        problems.append(.damaged(place: list, reason: "line \(line.number) names \(target), which is no folder"))
      }
    }
  }
}
