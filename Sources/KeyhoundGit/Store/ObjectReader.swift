import KeyhoundCore

/// Reads objects by id. One for each worker: it owns the memory that it hands out.
package final class ObjectReader {
  private let repository: Repository
  private var store: ObjectStore
  private let inflater = Inflater()
  private var object = ReadBuffer(capacity: 1 << 16)
  private var spare = ReadBuffer(capacity: 1 << 16)
  private let delta = ReadBuffer(capacity: 1 << 12)
  private var lastPack = 0
  /// Objects that are read one after the other lie in several packs, where git has not put these together.
  private var windows = PackWindows(slots: 64, most: 8)
  private lazy var catFile = CatFile(git: repository.git)
  /// Whether git had to be asked for an object that could not be read here.
  private(set) var usedGit = false

  /// Larger objects are reported instead of read.
  static let maximumSize = 1 << 31 - 1
  /// Longer chains of deltas are taken for circles. git makes none longer than 4095.
  static let maximumDepth = 10_000

  package init(_ repository: Repository) {
    self.repository = repository
    store = repository.store
  }

  /// Reads an object; the bytes are valid until the next read.
  ///
  /// What this reader finds damaged is asked of git itself, which may know another copy.
  /// - Throws: `GitError.missing` when no store has the object, `.damaged` when its bytes make no sense.
  package func read(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: UnsafeRawBufferPointer) {
    do throws(GitError) {
      if let found = try readFromStore(id) { return found }
      if store.isOutdated {
        store = ObjectStore(directories: repository.objectDirectories, format: repository.format)
        if let found = try readFromStore(id) { return found }
      }
    } catch {
      // git itself would follow such a chain for ever.
      if case .unfollowed = error { throw error }
      usedGit = true
      guard let (kind, count) = try? catFile.read(id, into: object) else { throw error }
      return (kind, UnsafeRawBufferPointer(object.bytes).view(0..<count))
    }
    throw .missing(id)
  }

  /// Whether some store has the object.
  package func contains(_ id: ObjectID) -> Bool {
    if let place = store.find(id, hint: lastPack) {
      lastPack = place.pack
      return true
    }
    return store.loosePaths(of: id).contains(where: SmallFile.exists)
  }

  private func readFromStore(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: UnsafeRawBufferPointer)? {
    if let place = store.find(id, hint: lastPack) {
      lastPack = place.pack
      return try readPacked(place.pack, place.offset)
    }
    for path in store.loosePaths(of: id) {
      guard let (kind, range) = try LooseObject.read(at: path, into: object, inflater) else { continue }
      return (kind, UnsafeRawBufferPointer(object.bytes).view(range))
    }
    return nil
  }

  // MARK: Packs

  private func readPacked(_ number: Int, _ offset: Int) throws(GitError) -> (kind: ObjectKind, bytes: UnsafeRawBufferPointer) {
    let window = windows.window(on: store.packs[number])
    let pack = window.pack
    var chain: [Pack.Entry] = []
    var position = offset
    while true {
      let entry = try pack.entry(at: position, in: window.bytes(at: position, count: Self.longestHeader))
      switch entry.content {
      case .whole(let kind):
        let bytes = try inflate(entry, in: window, at: position, into: object)
        return (kind, try apply(chain, in: window, to: bytes))
      case .deltaToOffset(let base): position = base
      case .deltaToObject(let id): position = try baseOffset(id, in: pack, position)
      }
      chain.append(entry)
      guard chain.count <= min(Self.maximumDepth, pack.index.count) else {
        throw .unfollowed(place: "\(pack.path), entry at \(offset)", reason: "its chain of deltas does not end")
      }
    }
  }

  /// Bytes that hold the header of any entry.
  private static let longestHeader = 64

  private func baseOffset(_ id: ObjectID, in pack: Pack, _ position: Int) throws(GitError) -> Int {
    guard let number = pack.index.names.position(of: id), let offset = pack.index.offset(at: number) else {
      throw pack.damaged(position, "the base \(id) of its delta is not in the pack")
    }
    return offset
  }

  /// Applies deltas, the last of the chain first.
  private func apply(
    _ chain: [Pack.Entry], in window: PackWindow, to base: UnsafeRawBufferPointer
  ) throws(GitError) -> UnsafeRawBufferPointer {
    var bytes = base
    for entry in chain.reversed() {
      let text = try inflate(entry, in: window, at: entry.dataStart, into: delta)
      guard let delta = Delta(text), delta.resultSize <= Self.maximumSize, delta.addsUp else {
        throw window.pack.damaged(entry.dataStart, "its delta makes no sense")
      }
      spare.reserve(delta.resultSize)
      let result = UnsafeMutableRawBufferPointer(rebasing: spare.bytes[..<delta.resultSize])
      guard delta.apply(to: bytes, into: result) else {
        throw window.pack.damaged(entry.dataStart, "its delta does not fit its base")
      }
      swap(&object, &spare)
      bytes = UnsafeRawBufferPointer(result)
    }
    return bytes
  }

  private func inflate(
    _ entry: Pack.Entry, in window: PackWindow, at offset: Int, into buffer: ReadBuffer
  ) throws(GitError) -> UnsafeRawBufferPointer {
    guard entry.size <= Self.maximumSize else { throw window.pack.damaged(offset, "it is larger than 2 GiB") }
    let expected = entry.size + entry.size / 8 + Self.streamOverhead
    guard
      inflater.inflate(window.bytes(at: entry.dataStart, count: expected), into: buffer, count: entry.size)
        || inflater.inflate(window.pack.data(from: entry.dataStart), into: buffer, count: entry.size)
    else { throw window.pack.damaged(offset, "it does not inflate") }
    return UnsafeRawBufferPointer(buffer.bytes).view(0..<entry.size)
  }

  /// What the longest codes add to an eighth of the bytes: headers and checksum. A stream of many empty blocks may be longer still.
  private static let streamOverhead = 128
}
