import KeyhoundCore

/// A commit, taken apart.
package struct CommitObject: Sendable {
  package var tree: ObjectID
  package var parents: [ObjectID] = []
  package var author: Signature
  package var committer: Signature
  /// Where the message lies in the bytes of the commit.
  package var message: Range<Int>

  /// Parses the bytes of a commit.
  /// - Throws: `GitError.damaged` when there is no tree.
  package init(_ bytes: UnsafeRawBufferPointer, id: ObjectID) throws(GitError) {
    var header = ObjectHeader(bytes)
    var tree: ObjectID?
    author = Signature()
    committer = Signature()
    while let line = header.next() {
      switch line.name {
      case "tree": tree = tree ?? ObjectID(hexDigits: bytes.view(line.value))
      case "parent": if let parent = ObjectID(hexDigits: bytes.view(line.value)) { parents.append(parent) }
      case "author": author = Signature(bytes.view(line.value))
      case "committer": committer = Signature(bytes.view(line.value))
      default: break
      }
    }
    guard let tree else { throw .damaged(place: "commit \(id)", reason: "it names no tree") }
    self.tree = tree
    message = header.end..<bytes.count
  }

  /// The first line of the message.
  package func subject(in bytes: UnsafeRawBufferPointer) -> String {
    let text = bytes.view(message)
    let start = text.firstIndex { $0 != UInt8(ascii: "\n") } ?? text.count
    return text.text(start..<text.lineEnd(from: start, limit: text.count))
  }
}

/// An annotated tag, taken apart.
package struct TagObject: Sendable {
  package var target: ObjectID
  /// What it says that the target is.
  package var targetKind: ObjectKind?
  package var name = ""
  package var tagger = Signature()
  /// Where the message lies in the bytes of the tag.
  package var message: Range<Int>

  /// Parses the bytes of a tag.
  /// - Throws: `GitError.damaged` when it points to nothing.
  package init(_ bytes: UnsafeRawBufferPointer, id: ObjectID) throws(GitError) {
    var header = ObjectHeader(bytes)
    var target: ObjectID?
    while let line = header.next() {
      switch line.name {
      case "object": target = target ?? ObjectID(hexDigits: bytes.view(line.value))
      case "type": targetKind = ObjectKind(name: bytes[line.value])
      case "tag": name = bytes.text(line.value)
      case "tagger": tagger = Signature(bytes.view(line.value))
      default: break
      }
    }
    guard let target else { throw .damaged(place: "tag \(id)", reason: "it names no object") }
    self.target = target
    message = header.end..<bytes.count
  }
}

/// The lines before the empty line with which the message begins.
struct ObjectHeader: IteratorProtocol {
  private let bytes: UnsafeRawBufferPointer
  /// Where the message begins, once `next()` has returned `nil`.
  private(set) var end = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The next line that has a name; lines that continue another (signatures) begin with a space and are passed over.
  mutating func next() -> (name: String, value: Range<Int>)? {
    while end < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: end) ?? bytes.count
      let start = end
      end = min(bytes.count, lineEnd + 1)
      if lineEnd == start { return nil }
      guard bytes[start] != UInt8(ascii: " "), let space = bytes.firstIndex(of: UInt8(ascii: " "), from: start), space < lineEnd
      else { continue }
      return (bytes.text(start..<space), space + 1..<lineEnd)
    }
    return nil
  }
}
