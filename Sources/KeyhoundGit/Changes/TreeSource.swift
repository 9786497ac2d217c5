package import KeyhoundCore

/// What one commit has that another has not, taken in one step.
package struct TreeSource: Source {
  private let repository: Repository
  private let head: ObjectID
  private let bases: [ObjectID]

  package init(_ repository: Repository, head: ObjectID, bases: [ObjectID]) {
    self.repository = repository
    self.head = head
    self.bases = bases
  }

  package func forEachUnit(_ body: (any Unit) -> Void) {
    var walk = CommitWalk(repository, head: head)
    walk.visit(treeOf: head, since: bases, body)
  }
}
