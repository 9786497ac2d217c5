package import KeyhoundCore

/// The history of a repository, made ready to be scanned in passes. Immutable, and shared by all workers.
///
/// 1. `ContentScreening` makes all blobs, commits and tags, family by family, and tells which may hold findings.
/// 2. `TreeReading` makes all trees: which hold those blobs, which names are suspicious, what is missing.
/// 3. `Introductions` work out, from what the first two noted, which commit brought which blob to which path first.
/// 4. `OccurrenceSource` searches those blobs under those paths, as any file is searched.
package final class History: Sendable {
  package let repository: Repository
  /// All references as they were before objects were listed: what is made meanwhile is left to the next scan.
  let references: [Reference]
  /// What could not be read of them.
  let referenceProblems: [GitError]
  package let inventory: ObjectInventory
  let options: HistoryOptions
  let screen: Screen
  let extractors: [any Extractor]
  /// Memory for the short entries of each pack.
  private let gathered: [GatheredEntries?]

  /// Lists the objects, divided into pieces of work.
  package init(
    _ repository: Repository, detector: Detector, extractors: [any Extractor], encoded: EncodedSearch? = nil,
    options: HistoryOptions, workers: any Workers = SingleWorker()
  ) {
    self.options = options
    self.extractors = extractors
    (references, referenceProblems) = repository.references()
    inventory = ObjectInventory(repository, workers)
    self.repository = inventory.repository
    gathered = inventory.families.map { GatheredEntries($0) }
    screen = Screen(
      detector, extractors: extractors, encoded: encoded, minimumConfidence: options.minimumConfidence)
  }

  /// Calls `body` for the pieces of work among objects of some kinds.
  func forEachPiece(of kinds: [PackFamilies.EntryKind], _ body: (HistoryPiece) -> Void) {
    for (pack, families) in inventory.families.enumerated() {
      for (piece, stretch) in zip(families.plan.pieces, families.gathering.stretches) where kinds.contains(piece.kind) {
        body(HistoryPiece(pack: pack, piece: piece, gathered: gathered[pack], stretch: stretch))
      }
    }
  }

  /// Gathers the short entries of a kind, pack by pack, before its pieces are worked on.
  func gather(_ kind: PackFamilies.EntryKind, _ workers: any Workers) {
    for entries in gathered { entries?.gather(kind, workers) }
  }

  /// Gives back what was read of packs and indexes through their mappings. It counts as memory of the process as long as nobody does.
  package func releasePages() {
    for pack in inventory.families.map(\.pack) {
      pack.releasePages()
      pack.index.releasePages()
    }
  }

  /// How many blobs and commits there are, as far as that can be told without reading them.
  package var objectsToScan: Int {
    let packed = inventory.families.reduce(0) { count, families in
      count + families.kinds.count { $0 == .blob || $0 == .commit }
    }
    return packed + inventory.loose.count
  }

  /// Objects that have to be read one by one, in handy portions: loose ones, and those whose entries in a pack make no sense.
  var singles: [[Int]] {
    var numbers: [Int] = []
    for (families, start) in zip(inventory.families, inventory.starts) {
      let unknown = families.kinds.indices.filter { families.kinds[$0] == .unknown }
      numbers += unknown.map { start + Int(families.entries[$0].position) }
    }
    numbers += inventory.packedCount..<inventory.count
    return stride(from: 0, to: numbers.count, by: 64).map { Array(numbers[$0..<min($0 + 64, numbers.count)]) }
  }
}

/// A piece of work in one of the packs.
struct HistoryPiece: Sendable {
  let pack: Int
  let piece: FamilyPlan.Piece
  /// Short entries of the pack, and where those of the piece are when its kind is gathered.
  let gathered: GatheredEntries?
  let stretch: Range<Int>
}

/// What a worker keeps while it works on a history.
final class HistoryWorker {
  private let history: History
  let reader: ObjectReader
  private(set) lazy var blobVisitor = BlobVisitor(history)
  private(set) lazy var blobWalker = FamilyWalker(history.inventory, reader, blobVisitor)
  private(set) lazy var treeVisitor = TreeVisitor(history)
  private(set) lazy var treeWalker = FamilyWalker(history.inventory, reader, treeVisitor)
  private(set) lazy var textVisitor = TextVisitor(history)
  private(set) lazy var textWalker = FamilyWalker(history.inventory, reader, textVisitor)

  private init(_ history: History) {
    self.history = history
    reader = ObjectReader(history.repository)
  }

  /// The one that the worker behind `sink` has.
  static func kept(for history: History, by sink: any UnitSink) -> HistoryWorker {
    if let kept = sink.companion as? HistoryWorker, kept.history === history { return kept }
    let worker = HistoryWorker(history)
    sink.companion = worker
    return worker
  }
}
