/// Writes lists as the bytes they have in memory, one behind the other, so that the program that a build makes can use them where they lie.
///
/// Elements must have no unused bytes, or two builds would differ.
package struct ListWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write<Element: BitwiseCopyable>(_ list: [Element]) {
    withUnsafeBytes(of: UInt64(list.count).littleEndian) { bytes += $0 }
    list.withUnsafeBytes { bytes += $0 }
    while bytes.count % Self.alignment != 0 { bytes.append(0) }
  }

  /// Every list begins at a multiple of this.
  static let alignment = 8
}

/// Reads, in the same order, what a `ListWriter` of the same build wrote.
package struct ListReader: @unchecked Sendable {
  // Nobody writes where lists are read.
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  /// `bytes` must be aligned for the elements, and stay where they are as long as the lists are used.
  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  package mutating func list<Element: BitwiseCopyable & Sendable>() -> FrozenList<Element> {
    let count = Int(UInt64(littleEndian: bytes.load(fromByteOffset: offset, as: UInt64.self)))
    let start = offset + MemoryLayout<UInt64>.size
    let end = start + count * MemoryLayout<Element>.stride
    offset = (end + ListWriter.alignment - 1) / ListWriter.alignment * ListWriter.alignment
    return FrozenList(lyingIn: UnsafeRawBufferPointer(rebasing: bytes[start..<end]).assumingMemoryBound(to: Element.self))
  }

  package mutating func array<Element: BitwiseCopyable & Sendable>() -> [Element] { list().array }
}
