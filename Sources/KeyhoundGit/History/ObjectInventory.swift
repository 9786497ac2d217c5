package import KeyhoundCore

/// All objects of a repository, each with a number: those in packs first, pack by pack in the order of the index, then loose ones.
package final class ObjectInventory: Sendable {
  let repository: Repository
  let families: [PackFamilies]
  /// The number of the first object of each pack.
  let starts: [Int]
  /// Objects that are in no pack, in order of id.
  let loose: [ObjectID]
  private let numbers: NumberTable
  /// Packs and folders that could not be opened.
  package let problems: [GitError]

  var packedCount: Int { starts[families.count] }
  /// How many objects there are, counting those in two packs twice.
  package var count: Int { packedCount + loose.count }
  /// Whether an object may have more than one number; `number(of:)` says the lowest.
  let hasCopies: Bool

  /// Lists everything. Reads the headers of all packed objects, and the names of all loose ones.
  package init(_ repository: Repository, _ workers: any Workers = SingleWorker()) {
    // Loose ones first, as git puts them into packs before it deletes them.
    let search = LooseSearch(repository.objectDirectories)
    self.repository = repository.current
    let store = self.repository.store
    let starts = store.packs.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.index.count) }
    hasCopies = store.packs.count > 1
    let loose = Set(search.found).filter { id in !store.packs.contains { $0.index.names.position(of: id) != nil } }.sorted()
    problems = repository.borrowingProblems + store.problems + search.problems
    (families, numbers) = workers.both(
      { Self.families(store.packs, workers) }, { Self.numbers(store.packs, starts, loose) })
    (self.starts, self.loose) = (starts, loose)
    families.forEach { $0.pack.index.releasePages() }
  }

  /// Memory for gathered entries, in bytes, over all packs.
  private static let gatheringRoom = 64 << 20

  /// The families of all packs, each of which has its share of the memory for gathered entries.
  private static func families(_ packs: [Pack], _ workers: any Workers) -> [PackFamilies] {
    let size = packs.reduce(0.0) { $0 + Double($1.end) }
    return packs.map { PackFamilies($0, gathering: Int(Double(gatheringRoom) * (Double($0.end) / size)), workers) }
  }

  /// The number of an object, or `nil` when no store has it.
  func number(of id: ObjectID) -> Int? { numbers.number(id.leadingWord) { self.id(of: $0) == id } }

  /// Makes it likely that `number(of:)` need not wait for memory when the id is asked for a little later.
  func bringNear(_ id: ObjectID) { numbers.bringNear(id.leadingWord) }

  /// Whether the leading words of some ids are so much alike that more has to be looked at.
  var hasTwins: Bool { numbers.hasTwins }

  private static func numbers(_ packs: [Pack], _ starts: [Int], _ loose: [ObjectID]) -> NumberTable {
    let start = starts[packs.count]
    let table = NumberTable(capacity: start + loose.count)
    for (pack, start) in zip(packs, starts) {
      let names = pack.index.names
      for position in 0..<names.count { table.insert(start + position, names.leadingWord(at: position)) }
    }
    for (index, id) in loose.enumerated() { table.insert(start + index, id.leadingWord) }
    return table
  }

  /// Whether `number` is the lowest of its object: an object may lie in several packs.
  func isFirstCopy(_ number: Int) -> Bool { !hasCopies || self.number(of: id(of: number)) == number }

  /// The id of object `number`.
  func id(of number: Int) -> ObjectID {
    guard number < packedCount else { return loose[number - packedCount] }
    var pack = 0
    while starts[pack + 1] <= number { pack += 1 }
    return families[pack].pack.index.names.id(at: number - starts[pack])
  }
}

/// Lists the objects that have files of their own.
private struct LooseSearch {
  private(set) var found: [ObjectID] = []
  /// Folders that could not be read.
  private(set) var problems: [GitError] = []

  init(_ directories: [String]) {
    for directory in directories {
      for folder in names(in: directory) where folder.utf8.count == 2 {
        for name in names(in: "\(directory)/\(folder)") {
          if let id = ObjectID(hex: folder + name) { found.append(id) }
        }
      }
    }
  }

  private mutating func names(in folder: String) -> [String] {
    do throws(GitError) {
      return try SmallFile.names(in: folder)
    } catch {
      problems.append(error)
      return []
    }
  }
}
