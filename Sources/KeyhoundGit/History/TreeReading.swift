package import KeyhoundCore

/// The second pass over a history: trees. Meanwhile the commits, which the first pass has read, are put in order.
package struct TreeReading: Source {
  private let history: History
  private let suspects: BitSet
  private let kinds: ObjectKinds
  private let commits: CommitGraph
  private let tags: [Int32: Int32]

  /// Takes what the first pass noted.
  package init(_ history: History, _ notes: HistoryNotes, _ workers: any Workers = SingleWorker()) {
    self.history = history
    history.gather(.tree, workers)
    suspects = notes.suspects
    kinds = notes.kinds
    commits = notes.commits
    tags = notes.tags
  }

  package var unitsAtOnce: Int { 1 }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    body(CommitOrderUnit(history: history, commits: commits, tags: tags))
    history.forEachPiece(of: [.tree]) { body(TreePieceUnit(history: history, suspects: suspects, kinds: kinds, piece: $0)) }
    for numbers in history.singles { body(SingleTreeUnit(history: history, suspects: suspects, kinds: kinds, numbers: numbers)) }
  }
}

/// All commits.
private struct CommitOrderUnit: Unit {
  let history: History
  let commits: CommitGraph
  let tags: [Int32: Int32]

  func read(into sink: any UnitSink) {
    sink.note(CommitOrder(history, commits, tags: tags))
    // Of commits of one time the ids are compared, which lie all over the index.
    history.releasePages()
  }
}

/// Trees of one pack.
private struct TreePieceUnit: Unit {
  let history: History
  let suspects: BitSet
  let kinds: ObjectKinds
  let piece: HistoryPiece

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.treeVisitor.begin(suspects, kinds)
    worker.treeWalker.walk(piece)
    // What is noted of trees takes the place of what they were made from.
    piece.gathered?.release(piece.stretch)
    worker.treeVisitor.finish(into: sink)
  }
}

/// Trees that have to be read one by one. What else is among them belongs to the first pass.
private struct SingleTreeUnit: Unit {
  let history: History
  let suspects: BitSet
  let kinds: ObjectKinds
  let numbers: [Int]

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.treeVisitor.begin(suspects, kinds)
    let state = worker.treeVisitor.makeState()
    for number in numbers {
      // What cannot be read was reported in the first pass.
      guard let (kind, bytes) = try? worker.reader.read(history.inventory.id(of: number)), kind == .tree else { continue }
      worker.treeVisitor.visit(number, bytes, into: state)
    }
    worker.treeVisitor.finish(into: sink)
  }
}
