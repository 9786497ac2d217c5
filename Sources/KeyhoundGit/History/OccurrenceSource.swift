package import KeyhoundCore

/// The last pass over a history: what the others made suspicious is searched as any file is, in the order in which it came in.
package struct OccurrenceSource: Source {
  private let history: History
  private let introductions: Introductions

  package init(_ history: History, _ introductions: Introductions) {
    self.history = history
    self.introductions = introductions
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    body(GapsUnit(introductions: introductions))
    introductions.forEach { introduction in
      body(OccurrenceUnit(history: history, introduction: introduction, places: places(of: introduction)))
    }
  }

  private func places(of introduction: Introduction) -> MatchPlaces? {
    guard case .blob(let id, let path) = introduction.content, !isWanted(path) else { return nil }
    return introductions.matchPlaces(in: id)
  }

  /// Whether a file is to be looked into for its name alone.
  private func isWanted(_ path: String) -> Bool {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8[$0...].dropFirst() } ?? path.utf8[...]
    return Array(name).withUnsafeBytes { name in history.extractors.contains { $0.isConcerned(withFileNamed: name) } }
  }
}

/// What the history lacks.
private struct GapsUnit: Unit {
  let introductions: Introductions

  func read(into sink: any UnitSink) { introductions.issues.forEach(sink.report) }
}

/// One thing to be searched.
private struct OccurrenceUnit: Unit {
  let history: History
  let introduction: Introduction
  /// Where in a blob to look; `nil` when that is not known.
  let places: MatchPlaces?

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    let reader = worker.reader
    do throws(GitError) {
      switch introduction.content {
      case .blob(let id, let path): try scanBlob(id, path, worker, sink)
      case .name(let name, let folder): scan(name, path: "<file name in \(folder.isEmpty ? "." : folder)>", commit(reader), sink)
      case .text(let id, let person): try scanText(of: id, person, reader, sink)
      case .reference(let name): scan(Array(name.utf8), path: "<reference name>", nil, sink)
      }
    } catch {
      sink.report(Issue(.git, path: nil, commit: introduction.commit?.hex, message: error.description))
    }
  }

  private func scanBlob(_ id: ObjectID, _ path: String, _ worker: HistoryWorker, _ sink: any UnitSink) throws(GitError) {
    // Before the blob, whose bytes are valid until the next read.
    let commit = commit(worker.reader)
    let (kind, bytes) = try worker.reader.read(id)
    guard kind == .blob else { throw .damaged(place: "object \(id)", reason: "it is a \(kind.name) where a file should be") }
    var chunk = Chunk(whole: bytes, origin: Origin(path: path))
    chunk.isBinary = TextKind.isBinary(bytes)
    chunk.origin.commit = commit
    chunk.origin.blob = id.hex
    chunk.origin.inHead = introduction.inHead
    if let places { sink.scan(chunk, at: places) } else { sink.scan(chunk) }
  }

  /// Searches the message of a commit or a tag, or a person it names.
  private func scanText(
    of id: ObjectID, _ person: WrittenTexts.Person?, _ reader: ObjectReader, _ sink: any UnitSink
  ) throws(GitError) {
    let (kind, bytes) = try reader.read(id)
    let texts = WrittenTexts(bytes)
    let ranges = person == nil ? [texts.message] : texts.people.filter { $0.person == person }.map(\.range)
    let parts = ranges.map { Array(bytes[$0]) }
    let message = kind == .tag ? "<tag \(try TagObject(bytes, id: id).name)>" : "<commit message>"
    for part in parts { scan(part, path: person?.place ?? message, commit(reader), sink) }
  }

  private func scan(_ text: [UInt8], path: String, _ commit: Commit?, _ sink: any UnitSink) {
    var origin = Origin(path: path)
    origin.commit = commit
    text.withUnsafeBytes { sink.scan(Chunk(whole: $0, origin: origin)) }
  }

  /// What is said of the commit; only its id when it cannot be read.
  private func commit(_ reader: ObjectReader) -> Commit? {
    guard let id = introduction.commit else { return nil }
    guard let (_, bytes) = try? reader.read(id), let commit = try? CommitObject(bytes, id: id) else {
      return Commit(id: id.hex, author: "", email: "", date: "", message: "")
    }
    return Commit(
      id: id.hex, author: commit.author.name, email: commit.author.email, date: commit.author.date,
      message: commit.subject(in: bytes))
  }
}
