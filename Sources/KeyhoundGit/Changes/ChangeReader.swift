import KeyhoundCore

/// What a worker keeps from one changed path to the next.
final class ChangeReader {
  let objects: ObjectReader
  private let gitDirectory: String

  private init(_ repository: Repository) {
    objects = ObjectReader(repository)
    gitDirectory = repository.layout.gitDirectory
  }

  /// The reader that the worker behind `sink` has for `repository`.
  static func kept(for repository: Repository, by sink: any UnitSink) -> ChangeReader {
    if let kept = sink.companion as? ChangeReader, kept.gitDirectory == repository.layout.gitDirectory { return kept }
    let reader = ChangeReader(repository)
    sink.companion = reader
    return reader
  }

  /// Copies a blob into `buffer`, where the next read leaves it alone.
  func blob(_ id: ObjectID, into buffer: ReadBuffer) throws(GitError) -> UnsafeRawBufferPointer {
    let (kind, bytes) = try objects.read(id)
    guard kind == .blob else { throw .damaged(place: "object \(id)", reason: "it is a \(kind.name) where a file should be") }
    buffer.reserve(bytes.count)
    buffer.bytes.copyMemory(from: bytes)
    return UnsafeRawBufferPointer(buffer.bytes).view(0..<bytes.count)
  }
}

extension Issue {
  /// What a repository could not give.
  init(_ error: GitError, path: String?, commit: String?) {
    self.init(.git, path: path, commit: commit, message: error.description)
  }
}

/// Something that went wrong while the work was listed.
struct IssueUnit: Unit {
  let issue: Issue

  func read(into sink: any UnitSink) { sink.report(issue) }
}
