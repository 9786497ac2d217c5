package import KeyhoundCore

/// The second pass over a history: trees, commits and tags.
package struct TreeReading: Source {
  private let history: History
  private let suspects: BitSet

  /// Takes what the first pass noted.
  package init(_ history: History, _ notes: HistoryNotes) {
    self.history = history
    suspects = notes.suspects
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    history.forEachPiece(of: [.tree]) { body(TreePieceUnit(history: history, suspects: suspects, piece: $0)) }
    history.forEachPiece(of: [.commit, .tag]) { body(TextPieceUnit(history: history, piece: $0)) }
    for numbers in history.singles { body(SingleTextUnit(history: history, suspects: suspects, numbers: numbers)) }
  }
}

/// Trees of one pack.
private struct TreePieceUnit: Unit {
  let history: History
  let suspects: BitSet
  let piece: HistoryPiece

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.treeVisitor.begin(suspects)
    worker.treeWalker.walk(piece.piece, of: history.plans[piece.pack], pack: piece.pack)
    worker.treeVisitor.finish(into: sink)
  }
}

/// Commits or tags of one pack.
private struct TextPieceUnit: Unit {
  let history: History
  let piece: HistoryPiece

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.textVisitor.begin()
    worker.textWalker.walk(piece.piece, of: history.plans[piece.pack], pack: piece.pack)
    worker.textVisitor.finish(into: sink)
  }
}

/// Trees, commits and tags that have to be read one by one. Blobs among them belong to the first pass.
private struct SingleTextUnit: Unit {
  let history: History
  let suspects: BitSet
  let numbers: [Int]

  func read(into sink: any UnitSink) {
    let worker = HistoryWorker.kept(for: history, by: sink)
    worker.treeVisitor.begin(suspects)
    worker.textVisitor.begin()
    let (tree, text) = (worker.treeVisitor.makeState(), worker.textVisitor.makeState())
    for number in numbers {
      // What cannot be read was reported in the first pass.
      guard let (kind, bytes) = try? worker.reader.read(history.inventory.id(of: number)) else { continue }
      switch kind {
      case .tree: worker.treeVisitor.visit(number, bytes, into: tree)
      case .commit, .tag: worker.textVisitor.visit(number, bytes, into: text)
      case .blob: break
      }
    }
    worker.treeVisitor.finish(into: sink)
    worker.textVisitor.finish(into: sink)
  }
}
