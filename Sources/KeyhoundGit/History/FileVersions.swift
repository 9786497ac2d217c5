import KeyhoundCore

/// Tells the versions of files that have to be searched from those that are the same wherever a rule looks.
struct FileVersions {
  /// What was passed over so far.
  private(set) var repeats = RepeatedVersions()
  private let isJoined: OccurrenceSource.PathTest
  private var numbers: [Version: Int] = [:]
  private var answers: [RawPath: Bool] = [:]
  private var count = 0

  private struct Version: Hashable {
    var path: RawPath
    var surroundings: Int
  }

  /// Takes what tells whether the versions of the file at a path may be joined.
  init(_ isJoined: @escaping OccurrenceSource.PathTest) {
    self.isJoined = isJoined
  }

  /// The number of something that has to be searched, counted from 0; `nil` for a repeated version, which is taken down.
  mutating func number(of introduction: Introduction, _ places: MatchPlaces?) -> Int? {
    defer { count += 1 }
    guard case .blob(_, let path) = introduction.content, let surroundings = places?.surroundings, mayJoin(path) else {
      return count
    }
    let version = Version(path: path, surroundings: surroundings)
    guard let first = numbers[version] else {
      numbers[version] = count
      return count
    }
    repeats.add(to: first, isInHead: introduction.inHead == true)
    return nil
  }

  private mutating func mayJoin(_ path: RawPath) -> Bool {
    if let answer = answers[path] { return answer }
    let answer = isJoined(path.text)
    answers[path] = answer
    return answer
  }
}

/// What a unit of `OccurrenceSource` notes when all its findings have been told.
package struct SearchedVersion: Sendable {
  package let number: Int
}

/// For versions that were searched, those that are the same wherever a rule looks and were not.
package struct RepeatedVersions: Sendable {
  /// How often a version is repeated, and whether HEAD has one of the repetitions.
  package struct Repeat: Sendable {
    package fileprivate(set) var count = 0
    package fileprivate(set) var isInHead = false
  }

  /// By the number of the `SearchedVersion`.
  package private(set) var all: [Int: Repeat] = [:]

  mutating func add(to version: Int, isInHead: Bool) {
    all[version, default: Repeat()].count += 1
    if isInHead { all[version, default: Repeat()].isInHead = true }
  }
}
