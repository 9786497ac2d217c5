import KeyhoundCore
import TestSupport

/// Histories made by chance: files that grow, are edited in the middle, moved, copied, joined and deleted, on branches that are merged.
struct RandomHistory {
  private(set) var history = FastImport()
  private var random: SeededGenerator
  private var branches: [(tip: Int, files: [String: [UInt8]])] = []
  private static let names = ["a.txt", "src/b.py", "src/deep/c.env", "test/d.txt", "e f.md", "src/é.txt"]

  init(seed: UInt64, commits: Int) {
    random = SeededGenerator(seed: seed)
    let first = ["a.txt": text(40), "src/b.py": text(60)]
    branches = [(history.commit(files: first), first)]
    for _ in 0..<commits { step() }
  }

  private mutating func step() {
    let index = Int.random(in: 0..<branches.count, using: &random)
    if branches.count > 1, Int.random(in: 0..<8, using: &random) == 0 { return merge(index) }
    var files = branches[index].files
    for _ in 0..<Int.random(in: 1...2, using: &random) { change(&files) }
    let tip = commit(branches[index].files, files, parents: [branches[index].tip])
    if branches.count < 3, Int.random(in: 0..<6, using: &random) == 0 {
      branches.append((tip, files))
    } else {
      branches[index] = (tip, files)
    }
  }

  /// Merges another branch; where both have a file, the merge takes one, or joins them.
  private mutating func merge(_ index: Int) {
    let other = (index + 1) % branches.count
    var files = branches[index].files
    for (path, bytes) in branches[other].files.sorted(by: { $0.key < $1.key }) {
      let mine = files[path] ?? []
      files[path] = Bool.random(using: &random) ? bytes : Array(mine.prefix(mine.count / 2) + bytes.suffix(bytes.count / 2))
    }
    let tip = commit(branches[index].files, files, parents: [branches[index].tip, branches[other].tip])
    branches[index] = (tip, files)
    branches.remove(at: other)
  }

  private mutating func change(_ files: inout [String: [UInt8]]) {
    let path = Self.names.randomElement(using: &random) ?? "a.txt"
    let old = files.sorted { $0.key < $1.key }.randomElement(using: &random)
    switch (Int.random(in: 0..<10, using: &random), old) {
    case (0, let old?): files[old.key] = nil
    case (1, let old?):
      files[old.key] = nil
      files[path] = old.value
    case (2, let old?): files[path] = old.value
    default:
      let edit = Edit.random(of: files[path] ?? text(20), inserting: { ScreenedPieces.piece(&$0) }, &random)
      files[path] = edit.text
    }
  }

  private mutating func commit(_ old: [String: [UInt8]], _ new: [String: [UInt8]], parents: [Int]) -> Int {
    let changed = new.filter { old[$0.key] != $0.value }
    let number = Int.random(in: 0..<1000, using: &random)
    return history.commit(
      branch: "b\(parents[0] % 3)-\(number)", message: "change \(number)", parents: parents, files: changed,
      removed: old.keys.filter { new[$0] == nil }.sorted())
  }

  private mutating func text(_ lines: Int) -> [UInt8] { (0..<lines).flatMap { _ in ScreenedPieces.piece(&random) } }
}
