package import KeyhoundCore

/// The last pass over a history: what the others made suspicious is searched as any file is, in the order in which it came in.
///
/// Of the versions of a file that are the same wherever a rule looks only the first is searched. Its unit notes a `SearchedVersion`, and at the end
/// `RepeatedVersions` tell what more there is of each.
package struct OccurrenceSource: Source {
  /// Tells whether lines and commits have no say in what becomes of findings under a path.
  package typealias PathTest = (String) -> Bool

  private let history: History
  private let introductions: Introductions
  private let makePathTest: @Sendable () -> PathTest

  /// - Parameter makePathTest: makes the test for the thread that lists the units. Under other paths every version is searched.
  package init(
    _ history: History, _ introductions: Introductions, joiningVersionsWhere makePathTest: @escaping @Sendable () -> PathTest
  ) {
    self.history = history
    self.introductions = introductions
    self.makePathTest = makePathTest
  }

  /// One, so that findings come before the note that says whose they are.
  package var unitsAtOnce: Int { 1 }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    body(IssuesUnit(issues: introductions.issues))
    var versions = FileVersions(makePathTest())
    let paths = history.screen.makePathRules()
    let cuts = introductions.forEach { introduction in
      guard isSought(introduction, paths) else { return }
      let places = places(of: introduction)
      guard let number = versions.number(of: introduction, places) else { return }
      body(OccurrenceUnit(history: history, introduction: introduction, places: places, number: number))
    }
    body(RepeatsUnit(repeats: versions.repeats))
    body(IssuesUnit(issues: cuts))
  }

  /// Whether something is to be searched: where rules are about paths alone, every file comes by here.
  private func isSought(_ introduction: Introduction, _ paths: PathRules?) -> Bool {
    guard let paths, case .blob(let id, let path) = introduction.content else { return true }
    return introductions.isSuspect(id) || isWanted(path) || paths.mayConcern(path)
  }

  private func places(of introduction: Introduction) -> MatchPlaces? {
    guard case .blob(let id, let path) = introduction.content, !isWanted(path) else { return nil }
    return introductions.matchPlaces(in: id)
  }

  /// Whether a file is to be looked into for its name alone.
  private func isWanted(_ path: RawPath) -> Bool {
    let name = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { path.bytes[$0...].dropFirst() } ?? path.bytes[...]
    return Array(name).withUnsafeBytes { name in history.extractors.contains { $0.isConcerned(withFileNamed: name) } }
  }
}

/// What the history lacks, or what of it is not followed.
private struct IssuesUnit: Unit {
  let issues: [Issue]

  func read(into sink: any UnitSink) { issues.forEach(sink.report) }
}

/// Versions that were not searched.
private struct RepeatsUnit: Unit {
  let repeats: RepeatedVersions

  func read(into sink: any UnitSink) { sink.note(repeats) }
}

/// One thing to be searched.
private struct OccurrenceUnit: Unit {
  let history: History
  let introduction: Introduction
  /// Where in a blob to look; `nil` when that is not known.
  let places: MatchPlaces?
  let number: Int

  func read(into sink: any UnitSink) {
    search(sink)
    sink.note(SearchedVersion(number: number))
  }

  private func search(_ sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    let reader = worker.reader
    do throws(GitError) {
      switch introduction.content {
      case .blob(let id, let path): try scanBlob(id, path, worker, sink)
      case .name(let name, let folder): scan(name, Origin(path: FileNames.place(in: folder)), commit(reader), sink)
      case .text(let id, let part): try scan(part, of: id, reader, sink)
      case .reference(let name): scan(name.bytes, Origin(path: "<reference name>"), nil, sink)
      case .configuration(let file): scan(try SmallFile.bytes(at: file.path) ?? [], Origin(path: file.name), nil, sink)
      }
    } catch {
      sink.report(Issue(.git, path: nil, commit: introduction.commit?.hex, message: error.description))
    }
  }

  private func scanBlob(_ id: ObjectID, _ path: RawPath, _ worker: HistoryWorker, _ sink: any UnitSink) throws(GitError) {
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

  /// Searches a part of what was written into a commit or a tag.
  private func scan(
    _ part: WrittenTexts.Part, of id: ObjectID, _ reader: ObjectReader, _ sink: any UnitSink
  ) throws(GitError) {
    let (kind, bytes) = try reader.read(id)
    let texts = WrittenTexts(bytes).texts(part, of: bytes)
    let place = part.place(inTag: kind == .tag ? try TagObject(bytes, id: id).name : nil)
    for (number, text) in texts.enumerated() {
      var origin = Origin(path: place)
      origin.textNumbers = [number]
      scan(text, origin, commit(reader), sink)
    }
  }

  private func scan(_ text: [UInt8], _ origin: Origin, _ commit: Commit?, _ sink: any UnitSink) {
    var origin = origin
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
