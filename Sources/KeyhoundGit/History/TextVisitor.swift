import KeyhoundCore

/// What a unit of `ContentScreening` notes of commits and tags.
struct TextNotes: Sendable {
  struct CommitRecord: Sendable {
    var number: Int32
    /// The number of its tree; -1 when no store has it.
    var tree: Int32
    /// When it was committed, in seconds since 1970.
    var time: Int
    /// The end of its stretch of `parents`.
    var parentsEnd: Int32
  }

  var commits: [CommitRecord] = []
  /// The numbers of parents that some store has.
  var parents: [Int32] = []
  /// Tags and what they point to.
  var tags: [(number: Int32, target: Int32)] = []
  /// Commits and tags that may hold keys.
  var suspicious: [Int32] = []
  /// Commits and tags, and what they name and no store has.
  var gaps: [(number: Int32, id: ObjectID)] = []
}

/// Reads commits and tags. They are seldom made from one another, so each is looked at as a whole.
final class TextVisitor: FamilyVisitor {
  private let history: History
  private let scratch: ScreenScratch
  private let screened = ScreenedText()
  private let people = NameTable()
  private var notes = TextNotes()
  private var issues: [Issue] = []
  private var coverage = Coverage()

  final class NoState {}

  init(_ history: History) {
    self.history = history
    scratch = history.screen.makeScratch()
  }

  func begin() {
    notes = TextNotes()
    issues = []
    coverage = Coverage()
  }

  /// Tells `sink` what was visited since `begin()`.
  func finish(into sink: any UnitSink) {
    sink.count(coverage)
    issues.forEach(sink.report)
    sink.note(notes)
  }

  func makeState() -> NoState { NoState() }

  func prepare(_ bytes: UnsafeRawBufferPointer, into state: NoState) {}

  func visit(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: NoState, into state: NoState
  ) {
    visit(number, bytes, into: state)
  }

  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, into state: NoState) {
    guard history.inventory.isFirstCopy(number) else { return }
    do throws(GitError) {
      if bytes.holds("object ", at: 0) {
        try add(TagObject(bytes, id: history.inventory.id(of: number)), number)
      } else {
        try add(CommitLinks(bytes), number)
      }
    } catch {
      return fail(number, error)
    }
    if history.options.searchesEverything || isSuspicious(bytes) { notes.suspicious.append(Int32(number)) }
    coverage.bytes += bytes.count
  }

  /// Screens what people wrote, part by part. The same people occur again and again, and are screened once.
  private func isSuspicious(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let texts = WrittenTexts(bytes)
    if screens(bytes.view(texts.message)) { return true }
    return texts.people.contains { _, range in
      let text = bytes.view(range)
      let hash = NameTable.hash(of: text)
      return (people.traits(of: hash) ?? people.note(screens(text) ? .isSuspicious : [], of: hash)).contains(.isSuspicious)
    }
  }

  private func screens(_ text: UnsafeRawBufferPointer) -> Bool {
    history.screen.screen(text, into: screened, scratch)
    return screened.isSuspicious
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "object \(history.inventory.id(of: number)) cannot be read: \(error)"))
  }

  private func add(_ commit: CommitLinks, _ number: Int) throws(GitError) {
    guard let tree = commit.tree else {
      throw .damaged(place: "commit \(history.inventory.id(of: number))", reason: "it names no tree")
    }
    for parent in commit.parents {
      if let parent = find(parent, for: number) { notes.parents.append(parent) }
    }
    notes.commits.append(
      .init(
        number: Int32(number), tree: find(tree, for: number) ?? -1, time: commit.time,
        parentsEnd: Int32(notes.parents.count)))
    coverage.commits += 1
  }

  private func add(_ tag: TagObject, _ number: Int) {
    if let target = find(tag.target, for: number) { notes.tags.append((Int32(number), target)) }
  }

  private func find(_ id: ObjectID, for number: Int) -> Int32? {
    guard let found = history.inventory.number(of: id) else {
      notes.gaps.append((Int32(number), id))
      return nil
    }
    return Int32(found)
  }
}
