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
  /// Tags, what they point to (-1 when no store has it), and what they say that this is.
  var tags: [(number: Int32, target: Int32, kind: ObjectKind?)] = []
  /// Commits and tags that may hold keys.
  var suspicious: [Int32] = []
  /// Commits and tags, and what they name and no store has.
  var gaps: [(number: Int32, id: ObjectID)] = []
}

/// Reads commits and tags. They are seldom made from one another, so each is looked at as a whole.
final class TextVisitor: FamilyVisitor {
  private let history: History
  private let inventory: ObjectInventory
  private let screen: Screen
  private let scratch: ScreenScratch
  private let screened = ScreenedText()
  private let lines = NameTable()
  /// Messages that wait to be searched together, and whose they are.
  private let waiting = ReadBuffer(capacity: rowSize)
  private var waitingTexts: [Range<Int>] = []
  private var waitingNumbers: [Int32] = []
  private var notes = TextNotes()
  private var issues: [Issue] = []
  private var coverage = Coverage()

  final class NoState {}

  init(_ history: History) {
    self.history = history
    inventory = history.inventory
    screen = history.screen.forOneWorker()
    scratch = screen.makeScratch()
  }

  func begin() {
    notes = TextNotes()
    issues = []
    coverage = Coverage()
  }

  /// Tells `sink` what was visited since `begin()`.
  func finish(into sink: any UnitSink) {
    screenWaiting()
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
    guard inventory.isFirstCopy(number) else { return }
    do throws(GitError) {
      if bytes.holds("object ", at: 0) {
        try add(TagObject(bytes, id: inventory.id(of: number)), number)
        screen(number, bytes)
      } else {
        let links = CommitLinks(bytes)
        guard let tree = links.tree else { throw treeless(number) }
        // By the time the texts have been looked at, what finds the objects is near.
        inventory.bringNear(tree)
        for parent in links.parents { inventory.bringNear(parent) }
        screen(number, bytes)
        add(links, tree, number)
      }
      coverage.bytes += bytes.count
    } catch {
      fail(number, error)
    }
  }

  private func treeless(_ number: Int) -> GitError {
    .damaged(place: "commit \(inventory.id(of: number))", reason: "it names no tree")
  }

  // MARK: Texts

  /// Messages are searched when there are so many bytes of them.
  private static let rowSize = 32 << 10

  /// Screens what people wrote, part by part; the message together with others.
  private func screen(_ number: Int, _ bytes: UnsafeRawBufferPointer) {
    let texts = WrittenTexts(bytes)
    if history.options.searchesEverything || hasSuspiciousLines(texts, bytes) {
      notes.suspicious.append(Int32(number))
    } else if !texts.message.isEmpty {
      wait(number, bytes.view(texts.message))
    }
  }

  /// Whether a person or another header may hold a key.
  private func hasSuspiciousLines(_ texts: WrittenTexts, _ bytes: UnsafeRawBufferPointer) -> Bool {
    texts.people.contains { isSuspicious(bytes.view($0.range)) }
      || texts.texts(.headers, of: bytes).contains { $0.withUnsafeBytes(isSuspicious) }
  }

  /// The same people and encodings occur again and again, and are screened once.
  private func isSuspicious(_ text: UnsafeRawBufferPointer) -> Bool {
    let hash = NameTable.hash(of: text)
    if let traits = lines.traits(of: hash) { return traits.contains(.isSuspicious) }
    screen.screen(text, into: screened, scratch)
    return lines.note(screened.isSuspicious ? .isSuspicious : [], of: hash).contains(.isSuspicious)
  }

  private func wait(_ number: Int, _ message: UnsafeRawBufferPointer) {
    let start = waitingTexts.last?.upperBound ?? 0
    let end = start + message.count
    waiting.reserve(end)
    UnsafeMutableRawBufferPointer(rebasing: waiting.bytes[start..<end]).copyMemory(from: message)
    waitingTexts.append(start..<end)
    waitingNumbers.append(Int32(number))
    if end >= Self.rowSize { screenWaiting() }
  }

  private func screenWaiting() {
    guard let end = waitingTexts.last?.upperBound else { return }
    let row = TextRow(UnsafeRawBufferPointer(waiting.bytes).view(0..<end), waitingTexts)
    let suspicions = screen.suspicions(in: row, into: screened, scratch)
    for (number, isSuspicious) in zip(waitingNumbers, suspicions) where isSuspicious { notes.suspicious.append(number) }
    waitingTexts.removeAll(keepingCapacity: true)
    waitingNumbers.removeAll(keepingCapacity: true)
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "object \(inventory.id(of: number)) cannot be read: \(error)"))
  }

  private func add(_ commit: CommitLinks, _ tree: ObjectID, _ number: Int) {
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
    notes.tags.append((Int32(number), find(tag.target, for: number) ?? -1, tag.targetKind))
  }

  private func find(_ id: ObjectID, for number: Int) -> Int32? {
    guard let found = inventory.number(of: id) else {
      notes.gaps.append((Int32(number), id))
      return nil
    }
    return Int32(found)
  }
}
