import KeyhoundCore

/// An object in a file of its own.
enum LooseObject {
  /// Reads the object in the file at `path` into `buffer`.
  /// - Returns: its kind, and where its bytes lie in the buffer; `nil` when there is no such file.
  static func read(
    at path: String, into buffer: ReadBuffer, _ inflater: Inflater
  ) throws(GitError) -> (kind: ObjectKind, range: Range<Int>)? {
    guard let deflated = try SmallFile.bytes(at: path) else { return nil }
    guard let count = deflated.withUnsafeBytes({ inflater.inflate($0, into: buffer, limit: ObjectReader.maximumSize) }) else {
      throw .damaged(place: path, reason: "it does not inflate")
    }
    let bytes = UnsafeRawBufferPointer(buffer.bytes).view(0..<count)
    guard let headerEnd = bytes.prefix(32).firstIndex(of: 0),
      let space = bytes.prefix(headerEnd).firstIndex(of: UInt8(ascii: " ")), let kind = ObjectKind(name: bytes[..<space]),
      Int(bytes.text(space + 1..<headerEnd)) == count - headerEnd - 1
    else { throw .damaged(place: path, reason: "its header does not fit its content") }
    return (kind, headerEnd + 1..<count)
  }
}
