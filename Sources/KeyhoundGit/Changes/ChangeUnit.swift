import KeyhoundCore

/// One changed path: its blob is read and searched as a whole, and what the change adds to it counts.
struct ChangeUnit: Unit {
  let change: Change
  let repository: Repository
  /// The commit that makes the change; `nil` for the index.
  let commit: Commit?
  /// Whether the last commit that is looked at still has this blob at this path.
  var inHead: Bool?

  func read(into sink: any UnitSink) {
    if change.entry.mode.isGitlink { return sink.skip(.submodule) }
    if change.isRenamed { return count(0, sink) }
    let reader = ChangeReader.kept(for: repository, by: sink)
    do {
      try scan(with: reader, sink)
    } catch {
      sink.report(Issue(error, path: change.shownPath, commit: commit?.id))
    }
  }

  private func scan(with reader: ChangeReader, _ sink: any UnitSink) throws(GitError) {
    // The sink's memory keeps the new version while older ones pass through the reader's.
    let bytes = try reader.blob(change.entry.id, into: sink.buffer)
    if LFSPointer.isOne(bytes) { sink.skip(.lfsPointer) }
    let older = olderVersions(of: bytes, reader)
    var chunk = chunk(bytes)
    chunk.counted = newLines(since: older)
    sink.scan(chunk) { scan in
      for id in older.map(\.id) {
        if let (_, bytes) = try? reader.objects.read(id) { scan(self.chunk(bytes)) }
      }
    }
    count(bytes.count, sink)
  }

  private func chunk(_ bytes: UnsafeRawBufferPointer) -> Chunk {
    var chunk = Chunk(whole: bytes, origin: origin)
    chunk.isBinary = TextKind.isBinary(bytes)
    return chunk
  }

  private var origin: Origin {
    var origin = Origin(path: RawPath(change.path))
    origin.commit = commit
    origin.blob = change.entry.id.hex
    origin.inHead = inHead
    return origin
  }

  private func count(_ bytes: Int, _ sink: any UnitSink) {
    var coverage = Coverage()
    coverage.blobs = 1
    coverage.bytes = bytes
    sink.count(coverage)
  }

  /// The versions before that can be read, and which lines are new since each.
  private func olderVersions(of bytes: UnsafeRawBufferPointer, _ reader: ChangeReader) -> [OlderVersion] {
    change.older.compactMap { older in
      switch older {
      case .blob(let id):
        (try? reader.objects.read(id)).map { OlderVersion(id: id, newLines: NewLines.ranges(in: bytes, since: [$0.bytes])) }
      case .absent(let gone): RenameSearch(gone: gone, path: change.path, reader: reader.objects).bestMatch(for: bytes)
      }
    }
  }

  /// What none of `older` has; `nil` when there is none to compare with.
  private func newLines(since older: [OlderVersion]) -> ByteRanges? {
    guard let first = older.first else { return nil }
    return older.dropFirst().reduce(first.newLines) { $0.intersection($1.newLines) }
  }
}

/// What a file was before.
struct OlderVersion {
  let id: ObjectID
  /// The stretches of the file that this version has not.
  let newLines: ByteRanges
}
