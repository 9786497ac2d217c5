import KeyhoundCore

/// The entries of a tree, read one after the other from its bytes, without allocating.
package struct TreeEntries: Sequence, IteratorProtocol {
  /// One entry. Valid as long as the bytes of the tree are.
  package struct Entry {
    package var mode: FileMode
    /// The name as it stands, without `/`.
    package var name: UnsafeRawBufferPointer
    package var id: ObjectID
  }

  private let bytes: UnsafeRawBufferPointer
  private let format: ObjectFormat
  /// How many bytes have been read.
  private(set) var offset = 0
  /// Whether the bytes stopped making sense before their end.
  package private(set) var isDamaged = false

  package init(_ bytes: UnsafeRawBufferPointer, format: ObjectFormat) {
    self.bytes = bytes
    self.format = format
  }

  package mutating func next() -> Entry? {
    guard offset < bytes.count, !isDamaged else { return nil }
    var mode: UInt32 = 0
    var position = offset
    while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
      mode = mode << 3 | UInt32(bytes[position] & 7)
      position += 1
    }
    let nameStart = position + 1
    guard let base = bytes.baseAddress, let nameEnd = bytes.firstIndex(of: 0, from: Swift.min(nameStart, bytes.count)),
      nameEnd + 1 + format.byteCount <= bytes.count
    else {
      isDamaged = true
      return nil
    }
    offset = nameEnd + 1 + format.byteCount
    return Entry(
      mode: FileMode(mode), name: bytes.view(nameStart..<nameEnd), id: ObjectID(format, at: base + nameEnd + 1))
  }
}

/// What an entry of a tree or an index is.
package struct FileMode: Equatable, Sendable {
  /// As git writes it, for example `0o100644`.
  package let bits: UInt32

  package init(_ bits: UInt32) {
    self.bits = bits
  }

  package var isTree: Bool { bits & 0o170000 == 0o040000 }
  package var isSymbolicLink: Bool { bits & 0o170000 == 0o120000 }
  /// A submodule: the id names a commit of another repository.
  package var isGitlink: Bool { bits & 0o170000 == 0o160000 }
  /// A file or a link: something whose content is a blob here.
  package var isBlob: Bool { !isTree && !isGitlink }
}
