/// Writes the stream that `git fast-import` reads: whole histories in one go.
struct FastImport {
  private(set) var stream: [UInt8] = []
  private var nextMark = 1
  private var time = 1_600_000_000

  /// Adds a commit and returns its mark. `files` are written, `removed` are deleted; everything else is as in the first parent.
  mutating func commit(
    branch: String = "main", message: String = "change", parents: [Int] = [], files: [String: [UInt8]] = [:],
    removed: [String] = [],
    renamed: [(from: String, to: String)] = []
  ) -> Int {
    let mark = nextMark
    nextMark += 1
    time += 60
    add("commit refs/heads/\(branch)\nmark :\(mark)\ncommitter A U Thor <author@example.com> \(time) +0200\n")
    data(Array(message.utf8))
    for (index, parent) in parents.enumerated() { add("\(index == 0 ? "from" : "merge") :\(parent)\n") }
    for path in removed { add("D \(path)\n") }
    for (from, to) in renamed { add("R \(from) \(to)\n") }
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      add("M 100644 inline \(path)\n")
      data(bytes)
    }
    add("\n")
    return mark
  }

  mutating func tag(_ name: String, of mark: Int, message: String) {
    add("tag \(name)\nfrom :\(mark)\ntagger A U Thor <author@example.com> \(time) +0200\n")
    data(Array(message.utf8))
  }

  private mutating func add(_ text: String) { stream += text.utf8 }

  private mutating func data(_ bytes: [UInt8]) {
    add("data \(bytes.count)\n")
    stream += bytes
    add("\n")
  }
}
