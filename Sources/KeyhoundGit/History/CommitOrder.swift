import KeyhoundCore

/// Where the references of a repository lead, and in which order its commits came.
///
/// It needs commits and tags alone, so that a worker finds it out while the others read trees.
struct CommitOrder: Sendable {
  private let references: [Reference]
  /// Names of references that may hold keys.
  let suspiciousNames: [RawPath]
  /// All commits, with their parents looked up.
  private(set) var commits: CommitGraph
  /// Whether each commit belongs to what is scanned.
  private(set) var isIncluded: [Bool] = []
  /// The commits that are included, parents first.
  private(set) var order: [Int] = []
  /// How many commits at the end of the order lead round in a circle, or to such as do.
  private(set) var circling = 0
  /// What HEAD names.
  let head: Int32?
  /// The tags that references lead to.
  private(set) var tags: Set<Int32> = []
  /// What references lead to that is no commit, annotated tags followed to their ends.
  private(set) var otherTargets: [(number: Int32, name: RawPath)] = []
  /// References to objects that no store has.
  private(set) var gaps: [Reference] = []

  /// Takes all commits, and for each tag what it points to; -1 when no store has it, which is no business of this.
  init(_ history: History, _ commits: CommitGraph, tags: [Int32: Int32]) {
    references = history.references
    suspiciousNames = Self.suspicious(references, history)
    let inventory = history.inventory
    head = references.first { $0.name == "HEAD" }.flatMap { inventory.number(of: $0.target) }.map(Int32.init)
    self.commits = commits
    self.commits.link()
    let roots = follow(tags, inventory)
    let reachable = self.commits.reachable(from: roots)
    isIncluded = history.options.includesUnreachable ? reachable.map { _ in true } : reachable
    let nodes = self.commits.nodes
    (order, circling) = self.commits.ordered(isIncluded) { a, b in
      inventory.id(of: Int(nodes[a].number)) < inventory.id(of: Int(nodes[b].number))
    }
  }

  /// Finds out what the references lead to, and returns the commits among it.
  private mutating func follow(_ targets: [Int32: Int32], _ inventory: ObjectInventory) -> [Int] {
    var roots: [Int] = []
    for reference in references {
      guard let number = inventory.number(of: reference.target) else {
        gaps.append(reference)
        continue
      }
      var target = Int32(number)
      while let next = targets[target], tags.insert(target).inserted { target = next }
      if let commit = commits.index(ofNumber: target) {
        roots.append(commit)
      } else if target >= 0, targets[target] == nil {
        otherTargets.append((target, reference.path))
      }
    }
    return roots
  }

  private static func suspicious(_ references: [Reference], _ history: History) -> [RawPath] {
    let (screened, scratch) = (ScreenedText(), history.screen.makeScratch())
    var suspicious: [RawPath] = []
    // There may be very many, so that they are searched together.
    for start in stride(from: 0, to: references.count, by: namesInRow) {
      let names = references[start..<min(references.count, start + namesInRow)].map(\.path).filter { !$0.bytes.isEmpty }
      let suspicions = FileNames(names.map(\.bytes)).withRow { history.screen.suspicions(in: $0, into: screened, scratch) }
      suspicious += zip(names, suspicions).filter(\.1).map(\.0)
    }
    return suspicious
  }

  private static let namesInRow = 1 << 10
}
