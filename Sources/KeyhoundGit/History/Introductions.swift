package import KeyhoundCore

/// Works out which commit brought what is to be searched into the history first.
package struct Introductions: Sendable {
  private let history: History
  private let notes: HistoryNotes
  private let commits: CommitOrder
  private let trees: InterestingTrees
  /// Blobs to be searched that references name directly.
  private let targets: [(number: Int32, name: RawPath)]
  /// What is missing or damaged.
  let issues: [Issue]

  /// Where in a blob to look, as far as the first pass knows.
  func matchPlaces(in blob: ObjectID) -> MatchPlaces? { history.inventory.number(of: blob).flatMap { notes.matchPlaces[$0] } }

  /// Whether a blob may hold findings whatever its path.
  func isSuspect(_ blob: ObjectID) -> Bool { history.inventory.number(of: blob).map(notes.suspects.contains) ?? true }

  /// Takes what the two passes noted, of which the trees are gone afterwards.
  package init(_ history: History, _ notes: inout HistoryNotes, _ workers: any Workers = SingleWorker()) {
    self.history = history
    var graph = notes.takeTrees()
    self.notes = notes
    let commits = notes.commitOrder(of: history)
    let interesting: BitSet
    (interesting, issues) = Self.survey(graph, history, notes, commits, workers)
    targets = commits.otherTargets.filter { target in
      !graph.hasRow(target.number) && notes.suspects.contains(Int(target.number))
    }
    trees = InterestingTrees(interesting, of: &graph, objectCount: history.inventory.count, workers)
    self.commits = commits
  }

  /// Finds the trees that lead to something to be searched, and meanwhile what is missing or damaged.
  private static func survey(
    _ trees: TreeGraph, _ history: History, _ notes: HistoryNotes, _ commits: CommitOrder, _ workers: any Workers
  ) -> (BitSet, [Issue]) {
    let shallow = history.repository.shallowEnds
    let gaps = HistoryGaps(history: history, notes: notes, trees: trees, commits: commits, shallow: shallow)
    return workers.both({ trees.leading(to: trees.withHits) }, { gaps.issues })
  }

  /// Hands over what is to be searched, in the order in which it came in, while the search for more goes on.
  /// - Returns: what was not followed to its end.
  func forEach(_ body: (Introduction) -> Void) -> [Issue] {
    var search = IntroductionSearch(history, notes, commits, trees)
    addTexts(&search)
    let circle = commits.order.count - commits.circling
    for (place, index) in commits.order.enumerated() {
      search.visit(commit: index, hasParentsBefore: place < circle)
      // The ids of what is found lie all over the indexes.
      if place % Self.commitsAtOnce == 0 { history.releasePages() }
      search.takeFound().forEach(body)
    }
    search.addOtherTexts()
    for target in commits.otherTargets { search.visit(root: target.number, named: target.name) }
    for target in targets { search.add(blob: target.number, path: target.name) }
    if history.options.includesUnreachable { search.addRest() }
    search.takeFound().forEach(body)
    for name in commits.suspiciousNames { body(Introduction(content: .reference(name))) }
    if history.options.searchesConfiguration {
      for file in history.repository.configurationFiles { body(Introduction(content: .configuration(file))) }
    }
    return search.cuts.map { cut in
      Issue(.tooLarge, path: nil, commit: cut.commit?.hex, message: cut.message)
    }
  }

  private static let commitsAtOnce = 1 << 16

  // MARK: Texts

  /// Adds suspicious messages before what their commits brought in, and suspicious tags at the end.
  private func addTexts(_ search: inout IntroductionSearch) {
    for number in notes.suspiciousTexts.sorted() {
      let id = history.inventory.id(of: Int(number))
      if let commit = commits.commits.index(ofNumber: number) {
        guard commits.isIncluded[commit] else { continue }
        for part in [.message, .headers, .author, .committer] as [WrittenTexts.Part] {
          search.addText(Introduction(content: .text(id, part), commit: id), ofCommit: commit)
        }
      } else if commits.tags.contains(number) || history.options.includesUnreachable {
        for part in [.message, .headers, .tagger] as [WrittenTexts.Part] {
          search.addText(Introduction(content: .text(id, part)), ofCommit: nil)
        }
      }
    }
  }
}
