import KeyhoundCore

/// Reads objects by id. One for each worker: it owns the memory that it hands out.
package final class ObjectReader {
  private let repository: Repository
  private let buffer = ReadBuffer(capacity: 1 << 16)
  private lazy var catFile = CatFile(git: repository.git)

  package init(_ repository: Repository) {
    self.repository = repository
  }

  /// Reads an object; the bytes are valid until the next read.
  /// - Throws: `GitError.missing` when no store has the object, `.damaged` when its bytes make no sense.
  package func read(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: UnsafeRawBufferPointer) {
    let (kind, count) = try catFile.read(id, into: buffer)
    return (kind, UnsafeRawBufferPointer(buffer.bytes).view(0..<count))
  }
}
