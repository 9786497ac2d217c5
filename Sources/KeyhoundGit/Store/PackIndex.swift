/// The index of a pack, versions 1 and 2: which objects it holds, and where.
final class PackIndex: Sendable {
  let names: SortedNames
  private let file: MappedFile
  private let offsets: Offsets

  private enum Offsets: Sendable {
    /// Four bytes before each name.
    case beforeNames(start: Int, stride: Int)
    /// A table of four bytes each; with the highest bit set they count in the table of eight bytes each.
    case table(start: Int, large: Int, largeCount: Int)
  }

  var count: Int { names.count }

  /// Maps and checks an index. Only its frame is checked; what it says of a single object is checked when it is asked for.
  init(path: String, format: ObjectFormat) throws(GitError) {
    file = try MappedFile(path: path)
    let hash = format.byteCount
    let bytes = file.bytes
    guard let base = bytes.baseAddress, bytes.count >= 8 + 1024 + 2 * hash else { throw Self.damaged(path, "it is cut short") }
    let isNew = base.bigEndianHalf(at: 0) == Self.magic
    guard !isNew || base.bigEndianHalf(at: 4) == 2 else { throw Self.damaged(path, "its version is not known") }
    let tables = isNew ? 8 + 1024 : 1024
    let stride = isNew ? hash : hash + 4
    guard
      let names = SortedNames(
        fanout: base + (tables - 1024), names: base + tables + (isNew ? 0 : 4), stride: stride, format: format)
    else { throw Self.damaged(path, "its counts do not rise") }
    self.names = names
    let count = names.count
    let offsetsStart = tables + count * (hash + 4)
    let largeStart = offsetsStart + 4 * count
    let end = bytes.count - 2 * hash
    guard (isNew ? largeStart : tables + count * stride) <= end else { throw Self.damaged(path, "it is cut short") }
    offsets =
      isNew
      ? .table(start: offsetsStart, large: largeStart, largeCount: (end - largeStart) / 8)
      : .beforeNames(start: tables, stride: stride)
  }

  /// Where the object at `position` begins in the pack; `nil` when the index points outside itself.
  func offset(at position: Int) -> Int? {
    guard let base = file.bytes.baseAddress else { return nil }
    switch offsets {
    case .beforeNames(let start, let stride): return Int(base.bigEndianHalf(at: start + position * stride))
    case .table(let start, let large, let largeCount):
      let value = Int(base.bigEndianHalf(at: start + 4 * position))
      guard value & Self.largeBit != 0 else { return value }
      let index = value & ~Self.largeBit
      guard index < largeCount else { return nil }
      return Int(exactly: base.bigEndianWord(at: large + 8 * index))
    }
  }

  /// Gives the pages of the index back to the system; see `MappedFile.release()`.
  func releasePages() { file.release() }

  private static let magic: UInt32 = 0xFF74_4F63
  private static let largeBit = 1 << 31

  private static func damaged(_ path: String, _ reason: String) -> GitError { .damaged(place: path, reason: reason) }
}
