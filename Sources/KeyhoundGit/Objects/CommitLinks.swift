import KeyhoundCore

/// What a commit leads to and when it was made, without the rest: for going through very many of them.
struct CommitLinks {
  private(set) var tree: ObjectID?
  private(set) var parents: [ObjectID] = []
  /// When it was committed, in seconds since 1970.
  private(set) var time = 0

  /// Reads the lines up to the committer.
  init(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while start < bytes.count, bytes[start] != UInt8(ascii: "\n") {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
      let line = bytes.view(start..<end)
      if line.holds("tree ", at: 0) {
        tree = tree ?? Self.id(line, from: 5)
      } else if line.holds("parent ", at: 0) {
        if let id = Self.id(line, from: 7) { parents.append(id) }
      } else if line.holds("committer ", at: 0) {
        time = Self.time(line)
        return
      }
      start = end + 1
    }
  }

  private static func id(_ line: UnsafeRawBufferPointer, from start: Int) -> ObjectID? {
    ObjectID(hexDigits: line.view(start..<line.count))
  }

  /// The number behind the address.
  private static func time(_ line: UnsafeRawBufferPointer) -> Int {
    guard let close = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
    var time = 0
    var isNegative = false
    for byte in line[(close + 1)...].drop(while: { $0 == UInt8(ascii: " ") }) {
      if byte == UInt8(ascii: "-"), time == 0 {
        isNegative = true
      } else {
        guard byte.isDigitASCII, time < 1 << 50 else { break }
        time = time * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    return isNegative ? -time : time
  }
}
