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
    var chunk = Chunk(whole: bytes, origin: origin)
    chunk.isBinary = TextKind.isBinary(bytes)
    chunk.counted = newLines(in: bytes, reader)
    if chunk.counted?.ranges.isEmpty != true { sink.scan(chunk) }
    count(bytes.count, sink)
  }

  private var origin: Origin {
    var origin = Origin(path: change.shownPath)
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

  /// What no version before has; `nil` when there is none to compare with. A version that cannot be read has nothing.
  private func newLines(in bytes: UnsafeRawBufferPointer, _ reader: ChangeReader) -> ByteRanges? {
    var result: ByteRanges?
    for older in change.older {
      guard let ranges = newLines(in: bytes, since: older, reader) else { continue }
      result = result?.intersection(ranges) ?? ranges
    }
    return result
  }

  private func newLines(in bytes: UnsafeRawBufferPointer, since older: Change.Older, _ reader: ChangeReader) -> ByteRanges? {
    switch older {
    case .blob(let id): return (try? reader.objects.read(id)).map { NewLines.ranges(in: bytes, since: [$0.bytes]) }
    case .absent(let gone): return RenameSearch(gone: gone, path: change.path, reader: reader.objects).newLines(in: bytes)
    }
  }
}
