package import KeyhoundCore

/// The first pass over a history: which blobs may hold findings, and what commits and tags say.
package struct ContentScreening: Source {
  private let history: History

  package init(_ history: History, _ workers: any Workers = SingleWorker()) {
    self.history = history
    if !history.options.searchesEverything { history.gather(.blob, workers) }
  }

  package var unitsAtOnce: Int { 1 }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    if history.options.screens {
      history.forEachPiece(of: [.commit, .tag]) { body(TextPieceUnit(history: history, piece: $0)) }
    }
    if !history.options.searchesEverything {
      history.forEachPiece(of: [.blob]) { body(BlobPieceUnit(history: history, piece: $0)) }
    }
    for numbers in history.singles { body(SingleContentUnit(history: history, numbers: numbers)) }
  }
}

/// What a unit of `ContentScreening` notes: the numbers of suspicious blobs, and where in them to look if that is known.
struct SuspiciousBlobs: Sendable {
  let blobs: [(number: Int, places: MatchPlaces?)]
}

/// Blobs of one pack.
private struct BlobPieceUnit: Unit {
  let history: History
  let piece: HistoryPiece

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.blobVisitor.begin()
    worker.blobWalker.walk(piece)
    worker.blobVisitor.finish(into: sink)
  }
}

/// Commits or tags of one pack.
private struct TextPieceUnit: Unit {
  let history: History
  let piece: HistoryPiece

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.textVisitor.begin()
    worker.textWalker.walk(piece)
    worker.textVisitor.finish(into: sink)
  }
}

/// Blobs, commits and tags that have to be read one by one. Trees among them belong to the second pass.
private struct SingleContentUnit: Unit {
  let history: History
  let numbers: [Int]

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    let (blob, text) = (worker.blobVisitor.makeState(), worker.textVisitor.makeState())
    worker.blobVisitor.begin()
    worker.textVisitor.begin()
    var kinds = SingleKinds()
    for number in numbers {
      do throws(GitError) {
        let (kind, bytes) = try worker.reader.read(history.inventory.id(of: number))
        switch kind {
        case .blob: if !history.options.searchesEverything { worker.blobVisitor.visit(number, bytes, into: blob) }
        case .commit, .tag:
          kinds.texts.append(number)
          worker.textVisitor.visit(number, bytes, into: text)
        case .tree: kinds.trees.append(number)
        }
      } catch {
        worker.blobVisitor.fail(number, error)
      }
    }
    worker.blobVisitor.finish(into: sink)
    worker.textVisitor.finish(into: sink)
    sink.note(kinds)
  }
}

/// Screens blobs, each from how it differs from the one it is made from.
final class BlobVisitor: FamilyVisitor {
  private let history: History
  private let screen: Screen
  private let scratch: ScreenScratch
  private var suspicious: [(number: Int, places: MatchPlaces?)] = []
  private var issues: [Issue] = []
  private var coverage = Coverage()

  init(_ history: History) {
    self.history = history
    screen = history.screen.forOneWorker()
    scratch = screen.makeScratch()
  }

  func begin() {
    suspicious = []
    issues = []
    coverage = Coverage()
  }

  /// Tells `sink` what was visited since `begin()`.
  func finish(into sink: any UnitSink) {
    sink.count(coverage)
    issues.forEach(sink.report)
    if !suspicious.isEmpty { sink.note(SuspiciousBlobs(blobs: suspicious)) }
  }

  func makeState() -> ScreenedText { ScreenedText() }

  func visit(_ number: Int, _ bytes: UnsafeRawBufferPointer, into state: ScreenedText) {
    prepare(bytes, into: state)
    count(number, bytes, state)
  }

  func prepare(_ bytes: UnsafeRawBufferPointer, into state: ScreenedText) {
    if history.options.screens { screen.screen(bytes, into: state, scratch) }
  }

  func visit(
    _ number: Int, _ bytes: UnsafeRawBufferPointer, _ copies: [CopiedRange], of base: ScreenedText, into state: ScreenedText
  ) {
    if history.options.screens { screen.screen(bytes, madeFrom: base, copies: copies, into: state, scratch) }
    count(number, bytes, state)
  }

  func fail(_ number: Int, _ error: GitError) {
    issues.append(Issue(.git, path: nil, message: "blob \(history.inventory.id(of: number)) cannot be read: \(error)"))
  }

  private func count(_ number: Int, _ bytes: UnsafeRawBufferPointer, _ state: ScreenedText) {
    guard history.inventory.isFirstCopy(number) else { return }
    coverage.blobs += 1
    coverage.bytes += bytes.count
    if state.isSuspicious { suspicious.append((number, screen.matchPlaces(in: state, bytes))) }
  }
}
