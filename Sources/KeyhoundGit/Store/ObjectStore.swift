#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All packs of a repository and of those it borrows from, as they were at one moment. Immutable and shared.
package final class ObjectStore: Sendable {
  let format: ObjectFormat
  let directories: [String]
  let packs: [Pack]
  /// Packs and indexes that could not be opened; their objects may be missing.
  package let problems: [GitError]
  private let multiPackIndexes: [(index: MultiPackIndex, packs: [Int?])]
  /// Packs that no multi-pack index speaks of.
  private let otherPacks: [Int]
  private let times: [Int]

  /// Opens all packs in `directories/pack`.
  init(directories: [String], format: ObjectFormat) {
    self.directories = directories
    self.format = format
    times = directories.map(Self.changeTime)
    var inventory = PackInventory(format: format)
    for directory in directories { inventory.add("\(directory)/pack") }
    packs = inventory.packs
    problems = inventory.problems
    multiPackIndexes = inventory.multiPackIndexes
    let covered = Set(inventory.multiPackIndexes.flatMap(\.packs))
    otherPacks = packs.indices.filter { !covered.contains($0) }
  }

  /// Whether packs have come or gone since the store was opened.
  var isOutdated: Bool { directories.map(Self.changeTime) != times }

  /// The pack, by its number, and the offset of an object. `hint` is tried first.
  func find(_ id: ObjectID, hint: Int) -> (pack: Int, offset: Int)? {
    if packs.indices.contains(hint), let offset = offset(of: id, inPack: hint) { return (hint, offset) }
    for (index, numbers) in multiPackIndexes {
      guard let position = index.names.position(of: id), let place = index.place(at: position), let pack = numbers[place.pack]
      else { continue }
      return (pack, place.offset)
    }
    for pack in otherPacks where pack != hint {
      if let offset = offset(of: id, inPack: pack) { return (pack, offset) }
    }
    return nil
  }

  private func offset(of id: ObjectID, inPack pack: Int) -> Int? {
    let index = packs[pack].index
    return index.names.position(of: id).flatMap { index.offset(at: $0) }
  }

  /// The file an object would have outside packs, in each directory.
  func loosePaths(of id: ObjectID) -> [String] {
    let hex = id.hex
    return directories.map { "\($0)/\(hex.prefix(2))/\(hex.dropFirst(2))" }
  }

  private static func changeTime(_ directory: String) -> Int {
    var status = stat()
    guard stat("\(directory)/pack", &status) == 0 else { return 0 }
    #if canImport(Glibc)
      return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    #else
      return status.st_mtimespec.tv_sec * 1_000_000_000 + status.st_mtimespec.tv_nsec
    #endif
  }
}

/// Collects packs and multi-pack indexes from folders.
private struct PackInventory {
  let format: ObjectFormat
  private(set) var packs: [Pack] = []
  private(set) var problems: [GitError] = []
  private(set) var multiPackIndexes: [(index: MultiPackIndex, packs: [Int?])] = []

  init(format: ObjectFormat) {
    self.format = format
  }

  mutating func add(_ folder: String) {
    do throws(GitError) {
      let names = try SmallFile.names(in: folder)
      var numbers: [String: Int] = [:]
      for name in names where name.hasSuffix(".idx") {
        let stem = String(name.dropLast(4))
        if addPack("\(folder)/\(stem)") { numbers[stem] = packs.count - 1 }
      }
      guard names.contains("multi-pack-index") else { return }
      let index = try MultiPackIndex(path: "\(folder)/multi-pack-index", format: format)
      multiPackIndexes.append((index, index.packNames.map { numbers[$0] }))
    } catch {
      problems.append(error)
    }
  }

  private mutating func addPack(_ path: String) -> Bool {
    do throws(GitError) {
      packs.append(try Pack(path: path, format: format))
      return true
    } catch {
      problems.append(error)
      return false
    }
  }
}
